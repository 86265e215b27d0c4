"""Put people on the list of a session; invite them, or take a place of one's own accord."""

from collections.abc import Collection, Iterable
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from db.bulk import table_of
from domain.core.acting_person import AccountWithoutPerson
from domain.core.clock import business_date
from domain.core.errors import NotFound, RuleBroken
from domain.core.journal import explain
from domain.core.permission import Actor, Permission
from domain.organisation.person import Person
from domain.organisation.tree import unit_tree
from domain.training.answer_invitation import take_place
from domain.training.course_session import CourseSession
from domain.training.enrolment import Enrolment
from domain.training.enrolment_rules import InvitationsClosed
from domain.training.enrolment_state import EnrolmentState
from domain.training.locked_session import locked_session
from domain.training.session_state import SessionState
from domain.training.tell_training import tell_invited


class TrainerTakesPart(RuleBroken):
    """Nobody teaches and learns at once."""

    text = "{person} teaches this session and cannot take part in it."


class HasLeft(RuleBroken):
    """The person does not work here any more on that day."""

    text = "{person} has left by then."


class ForAnotherUnit(RuleBroken):
    """Its places are meant for others."""

    text = "This session is held for another unit. Ask the administration of training for a place."


class NotOpenYet(RuleBroken):
    """The session is planned only."""

    text = "This session is not open yet: its invitations have not been sent."


def invite(
    session: Session,
    actor: Actor,
    course_session_id: int,
    person_ids: Collection[int],
    now: datetime,
    retake_of: Enrolment | None = None,
) -> list[Enrolment]:
    """Put people on the list; who stands there already is passed over. Gives back the new enrolments.

    They are told at once if the session's invitations have been sent, else when they are.
    """
    course_session = locked_session(session, course_session_id)
    actor.require(Permission.TRAINING_ADMINISTER, course_session.unit_id)
    added = _enrol(session, course_session, person_ids, now, actor, retake_of)
    if course_session.state is SessionState.INVITED:
        tell_invited(session, course_session, added, now)
    return added


def enrol_oneself(session: Session, actor: Actor, course_session_id: int, now: datetime) -> Enrolment:
    """Take a place in an open session, or wait for one."""
    if actor.person_id is None:
        raise AccountWithoutPerson
    course_session = locked_session(session, course_session_id)
    if course_session.state is not SessionState.INVITED:
        raise NotOpenYet
    course_session.require_ahead(now)
    known = select(Enrolment).where(
        Enrolment.course_session_id == course_session_id, Enrolment.person_id == actor.person_id
    )
    found = session.scalars(known).one_or_none()
    if found is None:
        if not is_for(session, course_session, actor.person_id):
            raise ForAnotherUnit
        (found,) = _enrol(session, course_session, [actor.person_id], now, None, None)
    if found.state is EnrolmentState.WITHDRAWN:
        found.workflow.take("invite_again", found, actor, now)
    return take_place(found, actor, now)


def is_for(session: Session, course_session: CourseSession, person_id: int) -> bool:
    """Whether somebody may take a place of their own accord: they work in the unit it is held for."""
    if course_session.unit_id is None:
        return True
    t = table_of(Person).c
    unit = session.scalar(select(t.unit_id).where(t.id == person_id))
    return unit in unit_tree(session).below(course_session.unit_id)


def _enrol(
    session: Session,
    course_session: CourseSession,
    person_ids: Collection[int],
    now: datetime,
    inviting: Actor | None,
    retake_of: Enrolment | None,
) -> list[Enrolment]:
    if not course_session.state.ahead:
        raise InvitationsClosed(state=course_session.state)
    course_session.course.require_taught()
    t = table_of(Enrolment).c
    there = set(session.scalars(select(t.person_id).where(t.course_session_id == course_session.id)))
    today = business_date(now)
    added = []
    for person, unit in _people(session, course_session, set(person_ids) - there):
        if inviting is not None:
            inviting.require(Permission.TRAINING_ADMINISTER, unit)
        one = Enrolment(
            course_id=course_session.course_id, course_session_id=course_session.id, person_id=person,
            unit_id=unit, invited_on=today, state_since=now, retake_of_id=retake_of and retake_of.id,
        )  # fmt: skip
        session.add(one)
        explain(one, action="invite")
        added.append(one)
    session.flush()
    return added


def _people(
    session: Session, course_session: CourseSession, person_ids: Iterable[int]
) -> list[tuple[int, int]]:
    """(person, their unit) of everybody named, if each of them can come."""
    t, wanted = table_of(Person).c, set(person_ids)
    rows = session.execute(
        select(t.id, t.unit_id, t.name, t.left_on).where(t.id.in_(wanted)).order_by(t.number)
    ).all()
    if len(rows) != len(wanted):
        raise NotFound
    day = business_date(course_session.starts_at)
    for row in rows:
        if row.id == course_session.trainer_id:
            raise TrainerTakesPart(person=row.name)
        if row.left_on is not None and row.left_on < day:
            raise HasLeft(person=row.name)
    return [(row.id, row.unit_id) for row in rows]
