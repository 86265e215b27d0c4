"""Two people, one record: what the other saved meanwhile beside what was typed here; nobody loses anything.

What only the other changed is taken over. What both changed stands in three columns, and whoever saves
second chooses field by field.
"""

from dataclasses import dataclass
from typing import Any

import streamlit as st

from domain.core.entity import Entity
from ui import formats
from ui.fields import Field, Kind, kind_of, name_of
from ui.inputs import Options
from ui.language import _, label, listed
from ui.open_form import Form, typed_of
from ui.routes import literal

STALE, ROWS, TAKEN = "stale", "conflict", "taken"
MINE, THEIRS = "mine", "theirs"


@dataclass(frozen=True)
class Clash:
    """One field that both changed: what its input held when the form opened, holds there now, and here."""

    key: str
    base: Any
    theirs: Any
    mine: Any


def notice_conflict(form: Form, record: Entity) -> None:
    """After a refused save and before the inputs are drawn: compare, take over, and go on from there."""
    if not form.kept(STALE):
        return
    form.keep(STALE, False)
    base, theirs = form.kept("base") or {}, typed_of(form, record)
    clashes, taken = [], []
    for field in form.fields:
        if field.key not in theirs:
            continue
        before, there, here = base.get(field.key), theirs[field.key], st.session_state.get(form.key(field))
        if there in (before, here):
            continue
        if here == before:
            st.session_state[form.key(field)] = there
            taken.append(field.key)
        else:
            clashes.append(Clash(field.key, before, there, here))
            st.session_state[_choice(form, field.key)] = MINE
    form.keep("version", record.version)
    form.keep("base", theirs)
    form.keep(ROWS, clashes)
    form.keep(TAKEN, taken)


def draw_conflict(form: Form, options: Options) -> None:
    """The comparison, until the form is saved or left."""
    fields = {field.key: field for field in form.fields}
    if taken := [name_of(fields[key]) for key in form.kept(TAKEN) or () if key in fields]:
        st.info(_("Taken over from the other person: {fields}", fields=listed(taken)), icon=":material/sync:")
    for clash in form.kept(ROWS) or ():
        if clash.key in fields:
            _draw_clash(form, fields[clash.key], clash, options)


def _draw_clash(form: Form, field: Field, clash: Clash, options: Options) -> None:
    with st.container(border=True, gap="small", key=f"{form.place}:clash:{clash.key}"):
        st.markdown(f"**{literal(name_of(field))}**")
        said = (
            (_("When you opened it"), clash.base),
            (_("Saved by the other person"), clash.theirs),
            (_("Your input"), clash.mine),
        )
        for (heading, typed), column in zip(said, st.columns(3), strict=True):
            with column:
                st.caption(heading)
                st.markdown(literal(in_words(field, typed, options)))
        names = {MINE: _("Keep mine"), THEIRS: _("Take theirs")}
        st.segmented_control(
            _("Which one is saved?"), list(names), key=_choice(form, clash.key), required=True,
            format_func=names.__getitem__, on_change=_choose, args=(form, field, clash),
        )  # fmt: skip


def _choice(form: Form, key: str) -> str:
    return f"{form.place}:choice:{key}"


def _choose(form: Form, field: Field, clash: Clash) -> None:
    """Callback: put the chosen value into the input; it can still be changed there."""
    chosen = st.session_state.get(_choice(form, clash.key))
    st.session_state[form.key(field)] = clash.theirs if chosen == THEIRS else clash.mine


def in_words(field: Field, typed: Any, options: Options) -> str:
    """What an input holds, as people read it."""
    what = kind_of(field)
    if typed is None or typed == "":
        return formats.NOTHING
    if field.key in options:
        return dict(options[field.key]).get(typed, f"#{typed}")
    if what is Kind.CHOICE:
        return label(typed)
    if what is Kind.FLAG:
        return formats.flag(typed)
    if what is Kind.DAY:
        return formats.day(typed)
    return f"{typed}%" if what is Kind.RATIO else str(typed)
