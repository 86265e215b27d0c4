"""What people still have to sign, to read and to learn."""

from collections.abc import Collection, Iterable, Iterator
from datetime import date

from sqlalchemy import or_, select
from sqlalchemy.orm import Session, selectinload

from domain.core.permission import Actor
from domain.culture.duty import PEOPLE, Staff, staff
from domain.culture.reach import led_by
from domain.culture.reading_duty import reading_of
from domain.culture.signing import signings_of
from domain.organisation.person import Person
from domain.reporting.to_do import Matter, ToDo
from domain.training.course import Course
from domain.training.enrolment import Enrolment
from domain.training.enrolment_state import EnrolmentState
from domain.training.standing import Bound, Holding, standing
from domain.workforce.training_record import SEEN_WITH

S = EnrolmentState
OPEN = (S.INVITED, S.CONFIRMED, S.PRESENT, S.FAILED, S.ABSENT)
"""The person has something to do."""
WANTING = (Holding.NEVER, Holding.EXPIRED, Holding.EXPIRING)


def lessons(session: Session, actor: Actor, people: Collection[int], today: date) -> Iterator[ToDo]:
    """Signatures, readings, courses and certificates that are open, as far as the actor leads the people."""
    mine = PEOPLE.id == (actor.person_id or 0)
    led = staff(session, today, PEOPLE.id.in_(people), or_(mine, led_by(actor, PEOPLE.unit_id)))
    yield from _to_sign(session, led, today)
    yield from _to_read(session, led, today)
    enrolments = _enrolments(session, people)
    yield from map(_course, enrolments)
    under_way = {(one.person_id, one.course.code) for one in enrolments}
    bound = [
        one
        for one in standing(session, today, select(Person.id).where(Person.id.in_(people)))
        if one.holding in WANTING and (one.person_id, one.course_code) not in under_way
        and _may_name(actor, one)
    ]  # fmt: skip
    yield from _certificates(session, bound)


def _to_sign(session: Session, people: list[Staff], today: date) -> Iterator[ToDo]:
    for version, duty in signings_of(session, people):
        if duty.can_be_done(today):
            code, person = version.code, duty.person.id
            yield ToDo(
                person_id=person, matter=Matter.SIGN, name_zh=code.name_zh, name_en=code.name_en,
                page="ConductCode", key=code.id, due_on=duty.due_on, doer_id=person,
            )  # fmt: skip


def _to_read(session: Session, people: list[Staff], today: date) -> Iterator[ToDo]:
    for version, duty in reading_of(session, people):
        if duty.is_open(today):
            page, person = version.page, duty.person.id
            yield ToDo(
                person_id=person, matter=Matter.READ, name_zh=page.name_zh, name_en=page.name_en,
                page="handbook", key=page.id, due_on=duty.due_on, doer_id=person,
            )  # fmt: skip


def _enrolments(session: Session, people: Collection[int]) -> list[Enrolment]:
    query = select(Enrolment).where(
        Enrolment.person_id.in_(people), Enrolment.state.in_(OPEN), Enrolment.archived_at.is_(None)
    )
    links = (selectinload(Enrolment.course), selectinload(Enrolment.course_session))
    return list(session.scalars(query.options(*links)))


def _course(one: Enrolment) -> ToDo:
    """Due on the day of the session while it lies ahead."""
    ahead = one.state in (S.INVITED, S.CONFIRMED) and one.course_session is not None
    starts_at = one.course_session.starts_at if ahead and one.course_session is not None else None
    return ToDo(
        person_id=one.person_id, matter=Matter.COURSE, name_zh=one.course.name_zh,
        name_en=one.course.name_en, page="Enrolment", key=one.id, doer_id=one.person_id, state=one.state,
        due_on=starts_at.date() if starts_at is not None else None,
    )  # fmt: skip


def _may_name(actor: Actor, one: Bound) -> bool:
    """Who lacks what is for the person, and for those who see the records of training behind it."""
    return one.person_id == actor.person_id or any(actor.may(seen, one.unit_id) for seen in SEEN_WITH)


def _certificates(session: Session, bound: Iterable[Bound]) -> Iterator[ToDo]:
    names = {
        row.code: (row.id, row.name_zh, row.name_en)
        for row in session.execute(select(Course.code, Course.id, Course.name_zh, Course.name_en))
    }
    for one in bound:
        course, chinese, english = names.get(one.course_code, (0, one.course_code, one.course_code))
        yield ToDo(
            person_id=one.person_id, matter=Matter.CERTIFICATE, name_zh=chinese, name_en=english,
            page="courses", key=course, due_on=one.valid_until, doer_id=one.person_id, state=one.holding,
        )  # fmt: skip
