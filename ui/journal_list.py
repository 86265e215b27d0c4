"""The journal on screen: every change of every record, to search and to verify, never to alter."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import pyarrow as pa
import streamlit as st
from sqlalchemy import Select, func, select

from db.unit_of_work import reading
from domain.core.clock import today
from domain.core.errors import DomainError
from domain.core.journal import JournalEntry
from domain.core.journal_check import check_journal
from domain.core.permission import Actor, Permission
from domain.organisation.tree import UnitTree
from ui import address, formats
from ui.filter_widgets import ask_days, ask_many
from ui.history import action_name, draw_changes, field_names, reason_of
from ui.history_names import Names, linked_names
from ui.language import _, label, listed, say
from ui.lists.conditions import Asker, condition
from ui.lists.readers import whole
from ui.lists.telling import in_words
from ui.routes import literal, page_for
from ui.session import current_actor
from ui.wish import Refusal, refuse, tell

ROWS = 50
FILTERS = (JournalEntry.entity, JournalEntry.action, JournalEntry.actor, JournalEntry.at)


@dataclass(frozen=True)
class Found:
    """One page of the journal, and what can be chosen."""

    entries: Sequence[JournalEntry]
    count: int
    options: Mapping[str, Mapping[str, str]]
    names: Names


def draw_journal(actor: Actor) -> None:
    """Filters, the lines, the proof that nobody altered them."""
    found = _look(actor)
    with st.container(horizontal=True, vertical_alignment="center"):
        st.title(label("page.journal"), anchor=False)
        st.button(
            _("Verify the chain"), icon=":material/verified:", key="journal:verify", on_click=_verify,
            help=_("Recomputes the hash of every line: a changed, removed or moved line is found."),
        )  # fmt: skip
    _draw_filters(found.options)
    st.caption(_("{count} records", count=formats.number(found.count)))
    if found.entries:
        _draw_lines(found)
    else:
        st.markdown(_("Nothing matches the search and the filters."))


def _look(actor: Actor) -> Found:
    page = max(1, whole(address.get(address.PAGE) or "") or 1)
    query = _query()
    with reading(actor) as session:
        count = session.scalar(query.with_only_columns(func.count(JournalEntry.seq))) or 0
        entries = session.scalars(
            query.order_by(JournalEntry.seq.desc()).limit(ROWS).offset((page - 1) * ROWS)
        ).all()
        kinds = session.execute(select(JournalEntry.entity, JournalEntry.action).distinct()).all()
        names = linked_names(entries, session)
        people = session.scalars(select(JournalEntry.actor).distinct().order_by(JournalEntry.actor)).all()
    options = {
        "entity": {kind: label(f"entity.{kind}") for kind in sorted({row.entity for row in kinds})},
        "action": {row.action: action_name(row.entity, row.action) for row in kinds},
        "actor": {person: person for person in people},
    }
    return Found(entries, count, options, names)


def _query() -> Select[Any]:
    query = select(JournalEntry)
    for one in FILTERS:
        if words := address.words(one.key):
            query = query.where(condition(one, words, UnitTree({}), Asker(today())))
    if (record := whole(address.get("record") or "")) is not None:
        query = query.where(JournalEntry.entity_id == record)
    return query


def _draw_filters(options: Mapping[str, Mapping[str, str]]) -> None:
    with st.container(horizontal=True, vertical_alignment="center"):
        active = sum(bool(address.words(one.key)) for one in FILTERS)
        name = _("Filter") + (f" · {active}" if active else "")
        with st.popover(name, icon=":material/filter_list:", key="journal:filters"):
            for key in ("entity", "action", "actor"):
                ask_many(key, f"journal:{key}", label(f"JournalEntry.{key}"), options[key])
            ask_days("at", "journal:at", label("JournalEntry.at"), {})
        for one in FILTERS:
            if words := address.words(one.key):
                value = in_words(words, options.get(one.key, {}))
                st.button(
                    _("{name}: {value}", name=label(f"JournalEntry.{one.key}"), value=value),
                    icon=":material/close:", icon_position="right", key=f"journal:chip:{one.key}",
                    on_click=_drop, args=(one.key,),
                )  # fmt: skip


def _drop(name: str) -> None:
    address.put(name, ())
    address.put(address.PAGE, ())


def _draw_lines(found: Found) -> None:
    entries = found.entries
    shown = {
        "seq": [str(entry.seq) for entry in entries],
        "at": [formats.instant(entry.at) for entry in entries],
        "actor": [entry.actor for entry in entries],
        "entity": [label(f"entity.{entry.entity}") for entry in entries],
        "entity_id": [str(entry.entity_id or "") for entry in entries],
        "action": [action_name(entry.entity, entry.action) for entry in entries],
        "changes": [listed(field_names(entry)) for entry in entries],
        "reason": [reason_of(entry) for entry in entries],
    }
    names = {key: st.column_config.TextColumn(label(f"JournalEntry.{key}")) for key in shown}
    drawn = f"journal:lines:{st.session_state.get('journal:drawn', 0)}"
    st.dataframe(
        pa.table({key: pa.array(cells, pa.string()) for key, cells in shown.items()}), column_config=names,
        hide_index=True, key=drawn, height=35 * (len(entries) + 1) + 3, row_height=35,
        on_select=lambda: _press(drawn), selection_mode="single-cell", alt=label("page.journal"),
    )  # fmt: skip
    pages = -(-found.count // ROWS)
    if pages > 1:
        page = min(max(1, whole(address.get(address.PAGE) or "") or 1), pages)
        with st.container(horizontal_alignment="center"):
            st.pagination(
                pages, default=page, key=f"journal:page:{page}", on_change=address.publish,
                args=(address.PAGE, f"journal:page:{page}", lambda to: [str(to)] if to > 1 else []),
            )  # fmt: skip
    if (at := st.session_state.pop("journal:open", None)) is not None and at < len(entries):
        _open(entries[at], found.names)


def _press(drawn: str) -> None:
    if cells := st.session_state[drawn]["selection"]["cells"]:
        st.session_state["journal:open"] = cells[0][0]
        st.session_state["journal:drawn"] = st.session_state.get("journal:drawn", 0) + 1


def _open(entry: JournalEntry, names: Names) -> None:
    @st.dialog(label("entity.JournalEntry"), width="large", position="right", icon=":material/history:")
    def line() -> None:
        st.markdown(f"**{entry.seq}** · {formats.instant(entry.at)} · {literal(entry.actor)}")
        draw_changes([entry], names, key=f"journal:changes:{entry.seq}")
        page = page_for(entry.entity)
        if page is not None and entry.entity_id:
            st.page_link(page, label=_("Open the record"), query_params={"id": str(entry.entity_id)})
        st.caption(_("Hash of this line and of the line before it:"))
        st.code(f"{entry.hash}\n{entry.previous_hash}", language=None)

    line()


def _verify() -> None:
    actor = current_actor()
    try:
        actor.require(Permission.JOURNAL_READ)
        with reading(actor) as session:
            checked = check_journal(session)
    except DomainError as refusal:
        refuse(Refusal(say(refusal)), None)
        return
    text = _("{lines} lines checked, the chain is intact.", lines=formats.number(checked.lines))
    tell(f"{text} `{checked.last_hash}`", ":material/verified:", stays=True)
