"""Rows that were picked, and what is done with all of them at once."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import streamlit as st

from db.unit_of_work import reading
from domain.core.errors import DomainError
from domain.core.permission import Actor
from ui import formats, job
from ui.fields import name_of
from ui.inputs import Options, ask, options_for, understood
from ui.language import _, current, say
from ui.lists.bulk_verbs import SET, BulkVerb, NotOffered, settable, verbs_of
from ui.lists.carry import MOST, Order, carry, job_key
from ui.lists.picked import all_picked, pick_all, picked, unpick
from ui.question import Wanted
from ui.screen import Screen
from ui.session import asked_later, current_actor
from ui.wish import Refusal, refuse, show_refusal


def meant(screen: Screen, wanted: Wanted) -> Wanted:
    """The list narrowed to what is picked."""
    return wanted if all_picked(screen) else replace(wanted, only=picked(screen))


def how_many(screen: Screen, count: int) -> int:
    """Rows that are picked."""
    return count if all_picked(screen) else len(picked(screen))


def draw_bulk(screen: Screen, actor: Actor, wanted: Wanted, count: int) -> None:
    """How many are picked, the way to all of them, and the verbs."""
    chosen = how_many(screen, count)
    if not chosen:
        return
    st.caption(_("{count} picked", count=formats.number(chosen)), width="content")
    if chosen < count:
        st.button(
            _("All {count} found", count=formats.number(count)), type="tertiary", on_click=pick_all,
            args=(screen,), key=f"{screen.url_path}:pick all",
        )  # fmt: skip
    st.button(_("None"), type="tertiary", on_click=unpick, args=(screen,), key=f"{screen.url_path}:unpick")
    verbs = verbs_of(screen, actor)
    if verbs:
        place = f"{screen.url_path}:bulk"
        with st.popover(_("With these"), icon=":material/checklist:", type="primary", key=place):
            _ask(screen, actor, wanted, chosen, verbs)


def _ask(screen: Screen, actor: Actor, wanted: Wanted, chosen: int, verbs: dict[str, BulkVerb]) -> None:
    place = f"{screen.url_path}:bulk"
    names = {key: verb.name for key, verb in verbs.items()}
    key = st.selectbox(
        _("What is to be done?"), list(names), format_func=names.__getitem__, key=f"{place}:verb"
    )
    verb = verbs[key]
    field = _ask_field(screen, actor, place) if verb.key == SET else None
    if verb.takes_reason:
        name = _("Reason") + (" ＊" if verb.needs_reason else "")
        st.text_area(name, key=f"{place}:reason", placeholder=_("Why? It is kept in the journal."))
    show_refusal(place)
    if chosen > MOST:
        st.caption(_("At most {most} at once.", most=formats.number(MOST)))
    st.button(
        f"{verb.name} · {formats.number(chosen)}", type="primary",
        key=f"{place}:go", on_click=_begin, args=(screen, wanted, verb.key, field, place),
        disabled=chosen > MOST,
    )  # fmt: skip


def _ask_field(screen: Screen, actor: Actor, place: str) -> str:
    fields = settable(screen, actor)
    names = {key: name_of(one) for key, one in fields.items()}
    key: str = st.selectbox(_("Field"), list(names), format_func=names.__getitem__, key=f"{place}:field")
    with reading(actor) as session:
        options: Options = options_for([fields[key]], session, _choices(screen, key))
    ask(fields[key], None, f"{place}:value:{key}", options)
    return key


def _choices(screen: Screen, key: str) -> dict[str, Callable[[], Any]]:
    return {name: offered for name, offered in screen.choices.items() if name == key}


def _begin(screen: Screen, wanted: Wanted, verb_key: str, field: str | None, place: str) -> None:
    """Callback: begin, with the rights that the person has now."""
    try:
        actor = current_actor()
        verb = verbs_of(screen, actor).get(verb_key)
        if verb is None:
            raise NotOffered
        typed = st.session_state.get(f"{place}:value:{field}")
        values = dict([understood(settable(screen, actor)[field], typed)]) if field else {}
    except DomainError as refusal:
        refuse(Refusal(say(refusal), refusal.field), place)
        return
    reason = str(st.session_state.get(f"{place}:reason") or "").strip()
    order = Order(screen, verb, meant(screen, wanted), reason, values, current())
    who = asked_later()
    job.begin(job_key(screen, actor), lambda progress: carry(order, who, progress))
    unpick(screen)
