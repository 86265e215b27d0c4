"""No customers and no discounts before the examination: certificates clear people for duties (S4-4.1)."""

from collections.abc import Collection, Mapping, Sequence
from datetime import date
from typing import Any

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from db.bulk import select_in, table_of
from domain.core.clearance import CLEARANCES, NEWCOMER, Duty
from domain.core.errors import DomainError, RuleBroken
from domain.messaging.words import Both
from domain.organisation.person import Person
from domain.training.course import Course
from domain.training.duty_requirement import DutyRequirement
from domain.training.standing import Certificate, certificates
from domain.workforce.training_exemption import ExemptionReason, TrainingExemption


class NotCertified(RuleBroken):
    """The duty waits for the examination."""

    text = "{person} holds no valid certificate of “{course}”, which this duty takes: {duty}."


class NewcomerNotCertified(RuleBroken):
    """Somebody whom the directory does not know holds no certificate."""

    text = "Whoever is new holds no certificate of “{course}”, which this duty takes: {duty}."


class TrainedFirst:
    """Holds the people who are to be given a duty against the certificates it takes."""

    def refusals(
        self,
        session: Session,
        duty: Duty,
        people: Collection[int],
        today: date,
        posts: Mapping[int, int | None] | None = None,
    ) -> Mapping[int, DomainError]:
        """Who of these lacks which certificate, whoever asks; four statements at most.

        Somebody with an equal certificate from elsewhere, noted as an exemption, holds it.
        """
        wanted = _wanted(session, duty, today)
        if not wanted:
            return {}
        t = table_of(Person).c
        known = {row.id: row for row in select_in(session, (t.id, t.name, t.post_id), t.id, people)}
        held = certificates(session, {row.code for row in wanted}, today, people)
        held |= _equal(session, [row.code for row in wanted], people, today)
        found: dict[int, DomainError] = {}
        for who in people:
            post = (posts or {}).get(who, getattr(known.get(who), "post_id", None))
            lacking = _lacking(wanted, post, held, who, today)
            if lacking is not None:
                course = Both(lacking.name_zh, lacking.name_en)
                found[who] = (
                    NotCertified(person=known[who].name, course=course, duty=duty)
                    if who != NEWCOMER and who in known
                    else NewcomerNotCertified(course=course, duty=duty)
                )
        return found


def _equal(
    session: Session, courses: Sequence[str], people: Collection[int], today: date
) -> dict[tuple[int, str], Certificate]:
    """What equal certificates stand for; an exemption without a course stands for each."""
    t = table_of(TrainingExemption).c
    rows = select_in(
        session, (t.id, t.person_id, t.course_code), t.person_id, people, t.archived_at.is_(None),
        t.reason == ExemptionReason.EQUAL_CERTIFICATE, t.first_on <= today,
        or_(t.until.is_(None), t.until >= today),
    )  # fmt: skip
    return {
        (row.person_id, code): Certificate(today, row.id)
        for row in rows
        for code in courses
        if row.course_code in ("", code)
    }


def _wanted(session: Session, duty: Duty, today: date) -> Sequence[Any]:
    t, course = table_of(DutyRequirement).c, table_of(Course).c
    query = select(t.post_id, course.code, course.name_zh, course.name_en).where(
        t.course_id == course.id,
        t.duty == duty,
        t.archived_at.is_(None),
        t.since <= today,
        or_(t.until.is_(None), t.until >= today),
    )
    return session.execute(query.order_by(course.code)).all()


def _lacking(
    wanted: Sequence[Any],
    post: int | None,
    held: Mapping[tuple[int, str], Certificate],
    who: int,
    today: date,
) -> Any:
    """The first course that binds the person in the post and that they do not hold."""
    for one in wanted:
        bound = one.post_id is None or post == one.post_id
        best = held.get((who, one.code))
        if bound and (best is None or best.until < today):
            return one
    return None


CLEARANCES.append(TrainedFirst())
