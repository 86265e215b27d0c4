"""The life of a need: found, planned, scheduled, delivered, assessed, its effect reviewed, closed (4.11).

What follows from facts (a place in a session, attendance, a certificate) the portal notes by itself; HR may
do the same by hand, under the same conditions.
"""

from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from sqlalchemy import exists, or_, select
from sqlalchemy.orm import Session, object_session

from db.bulk import table_of
from domain.core.clock import business_date
from domain.core.errors import DomainError, NotPermitted, RuleBroken
from domain.core.permission import Actor, Permission
from domain.core.visibility import is_machine
from domain.core.workflow import Step, Workflow
from domain.training.course import Course
from domain.training.course_session import CourseSession
from domain.training.enrolment import Enrolment
from domain.training.enrolment_state import TAKES_A_PLACE, WAS_PRESENT, EnrolmentState
from domain.training.need_state import NeedState
from domain.training.session_state import SessionState
from domain.workforce.training_record import TrainingKind, TrainingRecord

if TYPE_CHECKING:
    from domain.training.need import TrainingNeed

S, ADMINISTER = NeedState, Permission.TRAINING_ADMINISTER
USUAL_WEEKS = 13
"""Until the effect is reviewed, where the course says nothing: 90 days (reference F.4)."""


class OwnNeed(RuleBroken):
    """Nobody decides on what they need to learn themselves."""

    text = "This is a need of your own; somebody else must take this step."


class NoSessionYet(RuleBroken):
    """There is nothing to go to."""

    text = "Name the session, or enrol the person in one of this course, first."


class SessionStands(RuleBroken):
    """There is still a session to go to."""

    text = "The person still has a session for this need."


class DidNotTakePart(RuleBroken):
    """The training did not happen for this person."""

    text = "No attendance or training record of the person in this course since {day}."


class NotLearnedYet(RuleBroken):
    """No examination or certificate says so."""

    text = "The person holds no result or certificate of this course since {day}."


class EffectNotSaid(RuleBroken):
    """Closing without a look at what changed makes the review pointless."""

    text = "Say first what has changed since the training."


def administers(need: "TrainingNeed", actor: Actor) -> DomainError | None:
    """HR acts, or the portal, which only notes what has happened."""
    if is_machine(actor) or actor.may(ADMINISTER, need.unit_id):
        return None
    return NotPermitted(permission=ADMINISTER)


def not_own(need: "TrainingNeed", actor: Actor) -> DomainError | None:
    """Somebody else than the person who is to learn acts."""
    return OwnNeed() if actor.person_id == need.person_id else None


def has_a_session(need: "TrainingNeed", _: Actor) -> DomainError | None:
    """A session that still stands is named, or the person has a place in one."""
    placed = _session_stands(need) or _enrolled(need, HOPEFUL)
    return None if placed else NoSessionYet(field="course_session")


def has_lost_its_session(need: "TrainingNeed", _: Actor) -> DomainError | None:
    """The session was cancelled, or the person did not come."""
    kept = _session_stands(need) or _enrolled(
        need, HOPEFUL | {EnrolmentState.INVITED, EnrolmentState.WAITING}
    )
    return SessionStands() if kept else None


def forget_session(_: Session, need: "TrainingNeed", __: Actor, ___: datetime) -> None:
    """Effect: another session has to be found."""
    need.course_session_id = None


def took_part(need: "TrainingNeed", _: Actor) -> DomainError | None:
    """The person was there. What no course of the catalogue teaches, HR vouches for."""
    there = need.course_id is None or _enrolled(need, WAS_PRESENT) or _recorded(need)
    return None if there else DidNotTakePart(day=need.raised_on)


def has_learned(need: "TrainingNeed", _: Actor) -> DomainError | None:
    """A passed examination or certificate since the need was found."""
    return None if need.course_id is None or _recorded(need) else NotLearnedYet(day=need.raised_on)


def effect_is_said(need: "TrainingNeed", _: Actor) -> DomainError | None:
    """Somebody looked at what changed."""
    return None if need.effect.strip() else EffectNotSaid(field="effect")


def date_effect(session: Session, need: "TrainingNeed", _: Actor, now: datetime) -> None:
    """Effect: the review is due after the weeks that the course says."""
    weeks = need.course_id and session.scalar(
        select(Course.behaviour_weeks).where(Course.id == need.course_id)
    )
    need.effect_due_on = business_date(now) + timedelta(weeks=weeks or USUAL_WEEKS)


def _enrolled(need: "TrainingNeed", states: frozenset[EnrolmentState]) -> bool:
    session, t = object_session(need), table_of(Enrolment).c
    same = (
        t.person_id == need.person_id,
        t.course_id == need.course_id,
        t.state.in_(sorted(states, key=str)),
    )
    since = or_(t.invited_on >= need.raised_on, t.completed_on >= need.raised_on, t.completed_on.is_(None))
    return session is not None and bool(session.scalar(select(exists().where(*same, since))))


def _session_stands(need: "TrainingNeed") -> bool:
    """Whether the session named is ahead or being held, and the person has not given its place back."""
    session, t, e = object_session(need), table_of(CourseSession).c, table_of(Enrolment).c
    if session is None or need.course_session_id is None:
        return False
    stands = t.state.in_((SessionState.PLANNED, SessionState.INVITED, SessionState.HELD))
    gone = exists().where(
        e.course_session_id == t.id, e.person_id == need.person_id,
        e.state.in_((EnrolmentState.WITHDRAWN, EnrolmentState.ABSENT)),
    )  # fmt: skip
    return bool(session.scalar(select(exists().where(t.id == need.course_session_id, stands, ~gone))))


def _recorded(need: "TrainingNeed") -> bool:
    session, t, course = object_session(need), table_of(TrainingRecord).c, table_of(Course).c
    same = (
        t.person_id == need.person_id, t.completed_on >= need.raised_on, t.archived_at.is_(None),
        t.kind == TrainingKind.COURSE, or_(t.passed.is_(None), t.passed.is_(True)),
        course.id == need.course_id, course.code == t.course_code,
    )  # fmt: skip
    return session is not None and bool(session.scalar(select(exists().where(*same))))


HOPEFUL = TAKES_A_PLACE - {
    EnrolmentState.ABSENT, EnrolmentState.FAILED, EnrolmentState.RETAKE, EnrolmentState.EXPIRED,
}  # fmt: skip
"""States of somebody who has a place and may still learn, or has."""
BEFORE_LEARNING = frozenset({S.IDENTIFIED, S.PLANNED, S.SCHEDULED, S.DELIVERED})
STEPS: tuple[Step["TrainingNeed"], ...] = (
    Step(
        name="plan", source=S.IDENTIFIED, target=S.PLANNED, permission=ADMINISTER, guards=(not_own,),
        allowed_days=14,
    ),
    Step(
        name="schedule", source=frozenset({S.IDENTIFIED, S.PLANNED}), target=S.SCHEDULED, permission=None,
        guards=(administers, has_a_session),
    ),
    Step(
        name="plan_again", source=S.SCHEDULED, target=S.PLANNED, permission=None,
        guards=(administers, has_lost_its_session), effects=(forget_session,),
    ),
    Step(
        name="note_delivered", source=frozenset({S.PLANNED, S.SCHEDULED}), target=S.DELIVERED,
        permission=None, guards=(administers, not_own, took_part),
    ),
    Step(
        name="note_learned", source=BEFORE_LEARNING, target=S.ASSESSED, permission=None,
        guards=(administers, not_own, has_learned),
    ),
    Step(
        name="review_effect", source=S.ASSESSED, target=S.EFFECT_REVIEW, permission=None,
        guards=(administers,), effects=(date_effect,),
    ),
    Step(
        name="close", source=S.EFFECT_REVIEW, target=S.CLOSED, permission=ADMINISTER,
        guards=(not_own, effect_is_said),
    ),
    Step(
        name="decline", source=BEFORE_LEARNING, target=S.DECLINED, permission=None,
        guards=(administers, not_own), needs_reason=True,
    ),
    Step(name="reopen", source=S.DECLINED, target=S.IDENTIFIED, permission=ADMINISTER, guards=(not_own,)),
)  # fmt: skip
NEED_WORKFLOW: Workflow["TrainingNeed"] = Workflow(
    S.IDENTIFIED, STEPS, editable_in=frozenset(state for state in S if state.open)
)
