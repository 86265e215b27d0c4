"""One record on a page of its own: what it is, what can be done, what belongs to it, what happened."""

from typing import Any

import streamlit as st
from sqlalchemy.orm import Session

from db.unit_of_work import reading
from domain.core.clock import now
from domain.core.editing import archive, find, restore
from domain.core.permission import Actor
from domain.core.visibility import actor_of
from ui import address
from ui.approvals.strip import draw_strip
from ui.form import draw_form
from ui.forms.on_record import draw_forms
from ui.language import _, label
from ui.listing import may_write
from ui.open_form import begin, is_open, locks_of
from ui.question import Wanted, load, ordered, query_of
from ui.record import Record, draw_heading, draw_neighbours, draw_sections, look
from ui.records.prefill import COPY, given_to_new
from ui.records.tabs import draw_tabs
from ui.screen import Screen
from ui.steps import draw_step_refusal, draw_steps
from ui.wish import wish


def draw_new(screen: Screen, actor: Actor) -> None:
    """The empty form."""
    st.button(
        label(screen.title_key), icon=":material/arrow_back:", type="tertiary", on_click=back, args=(screen,)
    )
    st.title(_("New: {kind}", kind=label(f"entity.{screen.entity.__name__}")), anchor=False)
    draw_form(screen, None, actor, given_to_new(screen, actor))


def draw_record(screen: Screen, actor: Actor, key: int) -> None:
    """The record whole."""
    record = look(screen, actor, key)
    draw_way(screen, actor, key)
    draw_heading(record)
    if is_open(screen, key):
        draw_form(screen, record.entity, actor)
        return
    draw_buttons(screen, record, actor)
    draw_strip(record.entity)

    def details() -> None:
        draw_sections(screen, record)
        if screen.detail:
            screen.detail(actor, record.entity)
        draw_neighbours(record, actor)
        draw_forms(record.entity, actor)

    draw_tabs(screen, key, actor, screen.url_path, details, history=True)


def draw_buttons(screen: Screen, record: Record, actor: Actor) -> None:
    """Steps first, then edit and archive."""
    found: Any = record.entity
    mine = may_write(screen, actor, getattr(found, "unit_id", None))
    with st.container(horizontal=True):
        draw_steps(screen, found, record.offers, actor)
        if screen.asked_fields and screen.write:
            _draw_edit(screen, found, mine)
        if screen.create and mine:
            st.button(
                _("Duplicate"), icon=":material/content_copy:", key=f"{screen.url_path}:{found.id}:copy",
                on_click=address.go, args=({"id": "new", COPY: str(found.id)},),
            )  # fmt: skip
        if screen.archives and mine:
            _draw_archive(screen, found)
    draw_step_refusal(screen, found)


def _draw_edit(screen: Screen, found: Any, mine: bool) -> None:
    """The button; off with the reason where nothing can be changed."""
    locks = locks_of(screen, found)
    why = None if mine else _("Your role may read this, not change it.")
    if why is None and all(one.key in locks for one in screen.asked_fields):
        why = next(iter(locks.values()))
    st.button(
        _("Edit"), icon=":material/edit:", key=f"{screen.url_path}:{found.id}:edit", disabled=why is not None,
        help=why, on_click=begin, args=(screen, found),
    )  # fmt: skip


def _draw_archive(screen: Screen, found: Any) -> None:
    place = f"{screen.url_path}:{found.id}:archive"
    if found.archived_at:
        st.button(
            _("Restore"), icon=":material/unarchive:", key=place, on_click=_restore, args=(screen, found.id)
        )
        return
    with st.popover(_("Archive"), icon=":material/archive:", key=f"{place}:why"):
        st.caption(_("An archived record leaves the lists; nothing is deleted."))
        reason = f"{place}:reason"
        st.text_area(_("Reason"), key=reason)
        st.button(_("Archive"), type="primary", key=place, on_click=_archive, args=(screen, found.id, reason))


def _archive(screen: Screen, key: int, reason: str) -> None:
    def work(session: Session) -> None:
        record, actor = find(session, screen.entity, key), actor_of(session)
        if screen.write:
            archive(session, actor, screen.write, record, now(), st.session_state.get(reason, ""))

    wish(work, done=_("Archived. You can restore it here at any time."))


def _restore(screen: Screen, key: int) -> None:
    def work(session: Session) -> None:
        record, actor = find(session, screen.entity, key), actor_of(session)
        if screen.write:
            restore(session, actor, screen.write, record)

    wish(work, done=_("Restored."))


def back(screen: Screen) -> None:
    """Callback: to the list, as it was left."""
    address.go(st.session_state.get(f"{screen.url_path}:list", {}))


def _draw_back(screen: Screen) -> None:
    st.button(
        label(screen.title_key), icon=":material/arrow_back:", type="tertiary", key=f"{screen.url_path}:back",
        on_click=back, args=(screen,),
    )  # fmt: skip


def draw_way(screen: Screen, actor: Actor, key: int) -> None:
    """Back to the list, and on to its next or previous record."""
    previous, following = _beside(screen, actor, key)
    with st.container(horizontal=True, vertical_alignment="center"):
        _draw_back(screen)
        st.space("stretch")
        for name, icon, other, place in (
            (_("Previous"), ":material/chevron_left:", previous, -1),
            (_("Next"), ":material/chevron_right:", following, 1),
        ):
            if previous or following:
                st.button(
                    name, icon=icon, type="tertiary", disabled=other is None, on_click=_go_beside,
                    args=(screen, other, place), key=f"{screen.url_path}:beside:{place}",
                )  # fmt: skip


def _go_beside(screen: Screen, key: int, places: int) -> None:
    st.session_state[f"{screen.url_path}:place"]["position"] += places
    address.go({"id": str(key)})


def _beside(screen: Screen, actor: Actor, key: int) -> tuple[int | None, int | None]:
    place = st.session_state.get(f"{screen.url_path}:place")
    if not place:
        return None, None
    wanted, position = Wanted(**place["wanted"]), place["position"]
    start = max(0, position - 1)
    with reading(actor) as session:
        query = ordered(screen, wanted, query_of(screen, wanted, session)).offset(start).limit(3)
        ids = [record.id for record in load(query, (), session)]
    if key not in ids:
        return None, None
    at = ids.index(key)
    return (ids[at - 1] if at else None), (ids[at + 1] if at + 1 < len(ids) else None)
