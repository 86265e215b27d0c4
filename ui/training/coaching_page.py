"""Coaching: logs of one's own, and a team's logs of one time."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

import streamlit as st
from sqlalchemy import Select, or_, select
from sqlalchemy.orm import Session, selectinload

from db.unit_of_work import reading
from domain.core.clock import now
from domain.core.permission import Actor
from domain.core.visibility import actor_of
from domain.organisation.person import Person
from domain.training.coaching import CoachingLog
from domain.training.coaching_workflow import CoachingState
from domain.training.log_coaching import add_coachees, log_coaching
from ui import formats
from ui.colours import badge_colour
from ui.language import _, in_language, label
from ui.routes import page_link
from ui.wish import show_refusal, wish


def create_log(session: Session, actor: Actor, values: Mapping[str, Any]) -> CoachingLog:
    """The person signed in is the coach."""
    return log_coaching(session, actor, values, now())


def draw_together(actor: Actor, log: CoachingLog) -> None:
    """Who else was there, and whoever is to be added; for the coach."""
    st.caption(_("Only the coach, the person coached and HR can read this."))
    if actor.person_id != log.coach_id:
        return
    with reading(actor) as session:
        same = select(CoachingLog).where(CoachingLog.together == log.together, CoachingLog.id != log.id)
        others = (
            session.scalars(same.options(selectinload(CoachingLog.coachee))).all() if log.together else []
        )
        people = select(Person).where(Person.archived_at.is_(None), Person.left_on.is_(None))
        known = {log.coach_id, log.coachee_id, *(one.coachee_id for one in others)}
        names = {
            one.id: f"{one.number} {in_language(one.name, one.name_en)}"
            for one in session.scalars(people.order_by(Person.number))
            if one.id not in known
        }
    with st.container(border=True):
        st.subheader(_("Coached together"), anchor=False)
        _draw_others(others)
        _draw_adding(log, names)


def _draw_others(others: Sequence[CoachingLog]) -> None:
    if not others:
        st.caption(_("Nobody else. Add people here to give each a log of their own."))
    for one in others:
        with st.container(horizontal=True, vertical_alignment="center"):
            name = in_language(one.coachee.name, one.coachee.name_en)
            page_link("coaching", name, {"id": str(one.id)}, f"coaching-{one.id}")
            colour: Any = badge_colour(one.state)
            st.badge(label(one.state), color=colour)


def _draw_adding(log: CoachingLog, names: Mapping[int, str]) -> None:
    place = f"coaching:{log.id}"
    show_refusal(place)
    with st.container(horizontal=True, vertical_alignment="bottom"):
        key = f"{place}:{log.version}:more"
        chosen = st.multiselect(
            _("Others who took part"), list(names), format_func=names.__getitem__, key=key,
            placeholder=_("Choose"),
        )  # fmt: skip
        st.button(
            _("Add"), icon=":material/group_add:", key=f"{key}:add", disabled=not chosen, on_click=_add,
            args=(log.id, chosen, place),
        )  # fmt: skip


def _add(log_id: int, people: Sequence[int], place: str) -> None:
    def work(session: Session) -> int:
        return len(add_coachees(session, actor_of(session), log_id, people, now()))

    wish(work, done=lambda count: _("{count} logs were added.", count=formats.number(count)), place=place)


def to_confirm(actor: Actor, _: date) -> Select[Any]:
    """What waits for this person's word."""
    return select(CoachingLog).where(
        CoachingLog.coachee_id == (actor.person_id or 0), CoachingLog.state == CoachingState.WRITTEN
    )


def as_coach(actor: Actor, _: date) -> Select[Any]:
    """What this person wrote."""
    return select(CoachingLog).where(CoachingLog.coach_id == (actor.person_id or 0))


def next_dates(actor: Actor, day: date) -> Select[Any]:
    """Appointments ahead."""
    me = actor.person_id or 0
    mine = or_(CoachingLog.coach_id == me, CoachingLog.coachee_id == me)
    return select(CoachingLog).where(CoachingLog.next_on >= day, mine)
