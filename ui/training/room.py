"""What belongs to a session beyond its fields: its places, its people, its code, its feedback."""

from collections.abc import Sequence
from dataclasses import dataclass

import streamlit as st
from sqlalchemy import select
from sqlalchemy.orm import selectinload

from db.unit_of_work import reading
from domain.core.clock import business_date, now, today
from domain.core.permission import Actor, Permission
from domain.organisation.directory import Colleague, colleagues
from domain.training.check_in import CHECKED_IN_FROM
from domain.training.course_session import CourseSession
from domain.training.enrolment import Enrolment
from domain.training.give_feedback import FeedbackSummary, session_feedback
from domain.training.places import places_taken, waiting_line
from domain.training.session_rules import runs
from domain.training.trainers import Trainers, trainers_of
from ui import formats
from ui.language import _
from ui.routes import literal
from ui.training.calendar_link import draw_calendar_link
from ui.training.code_of_day import draw_code
from ui.training.invite_people import draw_invite
from ui.training.people_list import draw_people
from ui.training.words import trainer

PLACE = "course-sessions"


@dataclass(frozen=True)
class RoomLook:
    """A session with those on its list whom this person sees."""

    course_session: CourseSession
    enrolments: Sequence[Enrolment]
    people: dict[int, Colleague]
    taken: int
    waiting: int
    feedback: FeedbackSummary
    runs: bool
    """This person teaches it or administers training."""
    administers: bool
    trainers: Trainers


def draw_room(actor: Actor, one: CourseSession) -> None:
    """Below the fields of a session."""
    found = _look(actor, one)
    _draw_places(found)
    if found.runs and _is_on(one):
        draw_code(one)
    if found.enrolments:
        works = found.runs or actor.may(Permission.TRAINING_CERTIFY)
        draw_people(found.course_session, found.enrolments, found.people, works)
    if found.administers and one.state.ahead:
        draw_invite(actor, found.course_session)
    _draw_feedback(found.feedback, words=found.runs or found.administers)


def _look(actor: Actor, one: CourseSession) -> RoomLook:
    with reading(actor) as session:
        enrolments = session.scalars(
            select(Enrolment)
            .where(Enrolment.course_session_id == one.id)
            .options(
                selectinload(Enrolment.course), selectinload(Enrolment.unit),
                selectinload(Enrolment.course_session),
            )
            .order_by(Enrolment.id)
        ).all()  # fmt: skip
        people = colleagues(session, [who.person_id for who in enrolments])
        return RoomLook(
            one,
            enrolments,
            {who.id: who for who in people},
            places_taken(session, [one.id])[one.id],
            len(waiting_line(session, one.id)),
            session_feedback(session, one.id),
            runs(one, actor),
            actor.may(Permission.TRAINING_ADMINISTER, one.unit_id),
            trainers_of(session, [one]),
        )


def _is_on(one: CourseSession) -> bool:
    first, last = business_date(one.starts_at), business_date(one.ends_at)
    return one.state in CHECKED_IN_FROM and first <= today() <= last


def _draw_places(found: RoomLook) -> None:
    one = found.course_session
    with st.container(horizontal=True, vertical_alignment="center", gap="medium"):
        if named := trainer(one, found.trainers):
            st.markdown(literal(_("Trainer: {name}", name=named)), width="content")
        if one.places is None:
            st.markdown(_("Places taken: {count}.", count=found.taken), width="content")
        else:
            said = _("Places taken: {taken} of {places}.", taken=found.taken, places=one.places)
            st.markdown(said, width="content")
        if found.waiting:
            st.markdown(_("Waiting: {count}.", count=found.waiting), width="content")
        if one.state.ahead and one.ends_at > now():
            draw_calendar_link(one, PLACE)


def _draw_feedback(said: FeedbackSummary, *, words: bool) -> None:
    """Stars for everybody; what people wrote only for those who can make it better."""
    if not said.given:
        return
    st.subheader(_("Feedback"), anchor=False)
    rate = _("{given} of {present} who were there gave feedback.", given=said.given, present=said.present)
    if said.mean is None or said.top_two is None:
        st.caption(f"{rate} {_('Fewer than three voices are not shown.')}")
        return
    with st.container(border=True):
        with st.container(horizontal=True, gap="large"):
            st.metric(_("Stars"), f"{formats.number(said.mean, 1)} / 5", width="content")
            st.metric(_("4 and 5 stars"), formats.percent(said.top_two, 0), width="content")
        st.caption(rate)
        st.caption("　".join(f"{place}★ {count}" for place, count in enumerate(said.stars, 1)))
        for one in said.words if words else ():
            st.markdown(f"- {literal(one)}")
