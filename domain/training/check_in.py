"""Check in by the code of the day: proof of having been in the room."""

import hmac
import secrets
from datetime import datetime, timedelta
from enum import StrEnum

from sqlalchemy import select
from sqlalchemy.orm import Session

from db.bulk import table_of
from domain.core.acting_person import AccountWithoutPerson
from domain.core.clock import business_date
from domain.core.editing import find
from domain.core.errors import NotFound, RuleBroken
from domain.core.permission import Actor
from domain.training.attendance_code import AttendanceCode
from domain.training.course_session import CourseSession
from domain.training.enrolment import Enrolment
from domain.training.enrolment_state import EnrolmentState
from domain.training.session_rules import runs_the_session
from domain.training.session_state import SessionState
from domain.training.tell_training import in_words

MOST_WRONG = 5
PAUSE = timedelta(minutes=15)
AFTERWARDS = timedelta(hours=1)
"""So long after its end a session still takes check-ins; the trainer marks who comes to it later."""
DIGITS = 6
CHECKED_IN_FROM = (SessionState.INVITED, SessionState.HELD)


class CheckIn(StrEnum):
    """What came of a code. A wrong one is an answer and no refusal: it has to be counted."""

    PRESENT = "present"
    WRONG = "wrong"


class NotToday(RuleBroken):
    """Codes are good on the days of the session only."""

    text = "There is a code only on the days of the session, from {first} to {last}, once people are invited."


class NoCodeShown(RuleBroken):
    """The trainer has not asked for the code yet."""

    text = "There is no code yet today: ask the trainer to show it."


class SessionIsOver(RuleBroken):
    """A code that is passed on afterwards proves nothing."""

    text = "The session ended at {when}. Ask the trainer to mark you present."


class TooManyWrongCodes(RuleBroken):
    """Codes were being guessed."""

    text = "Too many wrong codes. Try again in {minutes} minutes, or ask the trainer to mark you present."


def code_of_the_day(session: Session, actor: Actor, course_session_id: int, now: datetime) -> str:
    """The code for today, made when it is first asked for. Only for the trainer and the administration."""
    course_session = find(session, CourseSession, course_session_id)
    if refusal := runs_the_session(course_session, actor):
        raise refusal
    _require_day(course_session, now)
    known = _code(session, course_session_id, now)
    if known is not None:
        return known
    code = f"{secrets.randbelow(10**DIGITS):0{DIGITS}}"
    session.add(AttendanceCode(course_session_id=course_session_id, day=business_date(now), code=code))
    session.flush()
    return code


def check_in(session: Session, actor: Actor, course_session_id: int, code: str, now: datetime) -> CheckIn:
    """Mark oneself present with the code of the day; after five wrong ones there is a pause."""
    enrolment = _own(session, actor, course_session_id)
    if enrolment.state is EnrolmentState.PRESENT:
        return CheckIn.PRESENT
    course_session = find(session, CourseSession, course_session_id)
    _require_day(course_session, now)
    if now > course_session.ends_at + AFTERWARDS:
        raise SessionIsOver(field="code", when=in_words(course_session.ends_at))
    _require_no_pause(enrolment, now)
    known = _code(session, course_session_id, now)
    if known is None:
        raise NoCodeShown(field="code")
    given = "".join(code.split())  # shown in two groups of digits
    if not hmac.compare_digest(known.encode(), given.encode()):
        enrolment.wrong_codes += 1
        enrolment.wrong_code_at = now
        session.flush()
        return CheckIn.WRONG
    enrolment.attended_at, enrolment.wrong_codes = now, 0
    enrolment.workflow.take("check_in", enrolment, actor, now)
    return CheckIn.PRESENT


def _own(session: Session, actor: Actor, course_session_id: int) -> Enrolment:
    if actor.person_id is None:
        raise AccountWithoutPerson
    found = session.scalars(
        select(Enrolment).where(
            Enrolment.course_session_id == course_session_id, Enrolment.person_id == actor.person_id
        )
    ).one_or_none()
    if found is None:
        raise NotFound
    return found


def _require_day(course_session: CourseSession, now: datetime) -> None:
    first, last = business_date(course_session.starts_at), business_date(course_session.ends_at)
    if course_session.state not in CHECKED_IN_FROM or not first <= business_date(now) <= last:
        raise NotToday(first=first, last=last)


def _require_no_pause(enrolment: Enrolment, now: datetime) -> None:
    if enrolment.wrong_code_at is None or enrolment.wrong_codes < MOST_WRONG:
        return
    over = enrolment.wrong_code_at + PAUSE
    if now < over:
        raise TooManyWrongCodes(field="code", minutes=-(-int((over - now).total_seconds()) // 60))
    enrolment.wrong_codes = 0


def _code(session: Session, course_session_id: int, now: datetime) -> str | None:
    """Read off the plain table: comparing is not seeing."""
    t = table_of(AttendanceCode).c
    query = select(t.code).where(t.course_session_id == course_session_id, t.day == business_date(now))
    return session.execute(query).scalar_one_or_none()
