"""The tab with every change of every field of a record; an earlier value can be put back."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import pyarrow as pa
import streamlit as st

from db.unit_of_work import reading
from domain.core.entity import Entity
from domain.core.journal import JournalEntry
from domain.core.permission import Actor
from domain.core.visibility import actor_of
from domain.records.happenings import changes_of
from domain.records.put_back import former_values, put_back
from domain.records.subject import readable, unit_of
from ui.fields import stored_in
from ui.history import change_lines, field_name, headings, spoken
from ui.history_names import Names, linked_names
from ui.language import _, listed
from ui.routes import literal
from ui.screen import Screen
from ui.wish import show_refusal, wish

MOST = 200


@dataclass(frozen=True)
class Values:
    """The changes of a record, and which of its fields this person may put back."""

    record: Entity
    changes: Sequence[JournalEntry]
    names: Names
    may_put_back: frozenset[str]


def draw_values(screen: Screen, key: int, actor: Actor, place: str) -> None:
    """One line per changed field, the latest change first; a chosen line can be put back."""
    found = _look(screen, key, actor)
    if not found.changes:
        st.caption(_("No change by hand is recorded. Imported rows are journalled as a batch."))
        return
    lines = [(entry, *line) for entry in found.changes for line in change_lines(entry, found.names)]
    cells = {
        name: pa.array([line[at + 2] for line in lines], pa.string()) for at, name in enumerate(headings())
    }
    if found.may_put_back:
        st.caption(_("Choose a line to put its earlier value back."))
    event: Any = st.dataframe(
        pa.table(cells), hide_index=True, alt=_("History"), key=f"{place}:lines:{found.changes[0].seq}",
        on_select="rerun" if found.may_put_back else "ignore", selection_mode="single-row",
    )  # fmt: skip
    chosen = event.selection.rows if found.may_put_back else ()
    show_refusal(place)
    if chosen and chosen[0] < len(lines):
        entry, field, *_rest = lines[chosen[0]]
        draw_offer(screen, found, entry, field, place)


def draw_offer(screen: Screen, found: Values, entry: JournalEntry, field: str, place: str) -> None:
    """What a line can give back: the value of its field, or all values of the change."""
    former = {name: old for name, old in former_values(entry).items() if name in found.may_put_back}
    if field not in former:
        st.caption(_("This line holds no earlier value that you could put back."))
        return
    name = field_name(entry.entity, field)
    value = spoken(entry.entity, field, former[field], found.names)
    with st.container(border=True, gap="small"):
        st.caption(_("Before this change"))
        st.markdown(literal(_("{name}: {value}", name=name, value=value)))
        with st.container(horizontal=True):
            _button(_("Put this value back"), screen, found, entry, (field,), place, "one")
            if len(former) > 1:
                fields = listed([field_name(entry.entity, one) for one in former])
                whole = _("Put the whole change back ({fields})", fields=fields)
                _button(whole, screen, found, entry, tuple(former), place, "all")


def _button(
    name: str, screen: Screen, found: Values, entry: JournalEntry, fields: tuple[str, ...], place: str,
    which: str,
) -> None:  # fmt: skip
    st.button(
        name, icon=":material/settings_backup_restore:", key=f"{place}:{entry.seq}:{fields[0]}:{which}",
        type="primary" if which == "one" else "secondary", on_click=put_values_back,
        args=(screen, found.record.id, entry.seq, fields, found.record.version, place),
    )  # fmt: skip


def put_values_back(
    screen: Screen, key: int, seq: int, fields: tuple[str, ...], version: int, place: str
) -> None:
    """Callback: give the fields the values they had before the line."""
    entity = screen.entity.__name__
    wish(
        lambda session: (
            put_back(session, actor_of(session), entity, key, seq=seq, fields=fields, version=version).id
        ),
        done=_("Restored from entry {number}", number=seq),
        place=place,
    )


def _look(screen: Screen, key: int, actor: Actor) -> Values:
    with reading(actor) as session:
        record = readable(session, actor, screen.entity.__name__, key)
        changes = changes_of(session, actor, record, MOST)
        names = linked_names(changes, session)
    mine = screen.write is not None and actor.may(screen.write, unit_of(record))
    fixed = {one.key for one in screen.asked_only_new}
    asked = frozenset(stored_in(one).key for one in screen.asked_fields if one.key not in fixed)
    return Values(record, changes, names, asked if mine else frozenset())
