"""What a step of an enrolment also does, in the same transaction."""

from datetime import datetime
from typing import TYPE_CHECKING

from sqlalchemy.orm import Session

from domain.core.loaded import loaded
from domain.core.permission import Actor, machine
from domain.training.certificate_expiry import last_valid_day
from domain.training.certificates_held import exam_number
from domain.training.course import CourseExam
from domain.training.everybody import everybody
from domain.training.places import places_taken, waiting_line
from domain.training.tell_training import tell_certified, tell_certify, tell_failed, tell_place

if TYPE_CHECKING:
    from domain.training.course_session import CourseSession
    from domain.training.enrolment import Enrolment

PORTAL = machine("training")


def refuse_overbooking(session: Session, enrolment: "Enrolment", _: Actor, __: datetime) -> None:
    """Whoever took the last place in the same moment has it: places are counted again behind a lock."""
    from domain.training.enrolment_rules import SessionFull
    from domain.training.locked_session import locked_session

    if enrolment.course_session_id is None:
        return
    session.flush()
    held = locked_session(session, enrolment.course_session_id)
    if held.places is not None and places_taken(session, [held.id])[held.id] > held.places:
        raise SessionFull(places=held.places)


def tell_moved_up(session: Session, enrolment: "Enrolment", _: Actor, now: datetime) -> None:
    """The person learns that there is a place after all."""
    tell_place(session, enrolment, now)


def hand_place_on(session: Session, enrolment: "Enrolment", _: Actor, now: datetime) -> None:
    """Whoever has waited longest gets the place that became free."""
    course_session = loaded(enrolment, "course_session").course_session
    if course_session is not None:
        session.flush()
        fill_places(session, course_session, now)


def fill_places(session: Session, course_session: "CourseSession", now: datetime) -> int:
    """Move up as many of those who wait as there are free places; how many moved."""
    if not course_session.state.ahead or course_session.starts_at <= now:
        return 0
    line = waiting_line(session, course_session.id)
    if not line:
        return 0
    if course_session.places is not None:
        taken = places_taken(session, [course_session.id])[course_session.id]
        line = line[: max(0, course_session.places - taken)]
    known = {one.id: one for one in everybody(course_session)}
    for key in line:
        known[key].workflow.take("move_up", known[key], PORTAL, now, "A place became free.")
    return len(line)


def date_attendance(_: Session, enrolment: "Enrolment", __: Actor, now: datetime) -> None:
    """Present from now on."""
    enrolment.attended_at = enrolment.attended_at or now


def undo_attendance(_: Session, enrolment: "Enrolment", __: Actor, ___: datetime) -> None:
    """Was not there after all."""
    enrolment.attended_at = None


def ask_for_certificate(session: Session, enrolment: "Enrolment", actor: Actor, now: datetime) -> None:
    """Those who may certify learn that somebody waits, unless the exam certifies by itself."""
    from domain.training.certificate_rules import may_be_certified

    if may_be_certified(enrolment, actor):
        tell_certify(session, enrolment, now)


def record_failure(session: Session, enrolment: "Enrolment", _: Actor, now: datetime) -> None:
    """A mark below the pass mark counts as a try; exams on-line have left their records already."""
    from domain.training.enrolment import ResultBy
    from domain.training.write_record import hours_of, trainer_of, write_record

    enrolment.passed = False
    if enrolment.result_by is ResultBy.TRAINER and enrolment.completed_on is not None:
        loaded(enrolment, "course", "course_session")
        write_record(
            session, enrolment.course, enrolment.person_id, f"{enrolment.id}/failed",
            completed_on=enrolment.completed_on, score=enrolment.score, passed=False,
            attempt=exam_number(session, enrolment.person_id, enrolment.course.code),
            trainer=trainer_of(session, enrolment.course_session),
            hours=hours_of(enrolment.course_session),
        )  # fmt: skip
    tell_failed(session, enrolment, now)


def forget_result(_: Session, enrolment: "Enrolment", __: Actor, ___: datetime) -> None:
    """The mark has to be given anew."""
    enrolment.score = enrolment.passed = enrolment.result_by = enrolment.marked_by_id = None
    enrolment.completed_on = None


def write_certificate(session: Session, enrolment: "Enrolment", _: Actor, now: datetime) -> None:
    """The certificate holds from the day of the result; what depends on it is settled at once."""
    from domain.training.write_record import hours_of, trainer_of, write_record

    loaded(enrolment, "course", "course_session")
    course, day = enrolment.course, enrolment.completed_on
    if day is None:
        raise RuntimeError("a result without a day was certified")
    examined = course.exam is not CourseExam.NONE
    record = write_record(
        session, course, enrolment.person_id, str(enrolment.id),
        completed_on=day, valid_until=last_valid_day(day, course.valid_months), score=enrolment.score,
        passed=True if examined else None,
        attempt=exam_number(session, enrolment.person_id, course.code) if examined else None,
        trainer=trainer_of(session, enrolment.course_session), hours=hours_of(enrolment.course_session),
    )  # fmt: skip
    enrolment.training_record_id, enrolment.valid_until = record.id, record.valid_until
    tell_certified(session, enrolment, now)
