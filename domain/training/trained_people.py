"""Who took a course in a span of time, and who did not: the basis of every question about its effect."""

from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from db.bulk import table_of
from domain.core.clock import business_date
from domain.core.period import month_of
from domain.organisation.person import Person
from domain.training.course_session import CourseSession
from domain.training.enrolment import Enrolment
from domain.training.enrolment_state import WAS_PRESENT
from domain.workforce.training_record import TrainingRecord


@dataclass(frozen=True, slots=True)
class Trained:
    """Somebody who was there."""

    enrolment_id: int
    person_id: int
    post_id: int | None
    session_id: int
    on: date
    gave_feedback: bool


def trained_people(
    session: Session, course_id: int, units: Collection[int], first: date, last: date
) -> list[Trained]:
    """Everybody of these units who was present in a session of the course held from `first` to `last`.

    Counted, not shown: whoever asks, all of them. Somebody who came twice counts by the first time.
    """
    e, p, s = table_of(Enrolment).c, table_of(Person).c, table_of(CourseSession).c
    query = select(e.id, e.person_id, p.post_id, e.course_session_id, s.starts_at, e.feedback_on).where(
        e.course_id == course_id, e.archived_at.is_(None), e.state.in_(sorted(WAS_PRESENT)),
        e.attended_at.is_not(None), s.id == e.course_session_id, p.id == e.person_id,
        p.unit_id.in_(sorted(units)),
    )  # fmt: skip
    found: dict[int, Trained] = {}
    for row in session.execute(query.order_by(s.starts_at, e.id)):
        day = business_date(row.starts_at)
        if first <= day <= last and row.person_id not in found:
            found[row.person_id] = Trained(
                row.id, row.person_id, row.post_id, row.course_session_id, day, row.feedback_on is not None
            )
    return list(found.values())


@dataclass(frozen=True, slots=True)
class Other:
    """Somebody who was not among the trained; `months` (yyyymm): when they took the course otherwise."""

    post_id: int | None
    months: frozenset[int]

    def untrained(self, first: int, last: int) -> bool:
        """Did not take the course from month to month, so that a change then is none of its doing."""
        return not any(first <= month <= last for month in self.months)


def other_people(
    session: Session, course_id: int, course_code: str, units: Collection[int], trained: Sequence[Trained]
) -> dict[int, Other]:
    """Everybody else of these units, with the months in which they took the course, here or elsewhere."""
    e, p, r = table_of(Enrolment).c, table_of(Person).c, table_of(TrainingRecord).c
    took: dict[int, set[int]] = defaultdict(set)
    attended = select(e.person_id, e.attended_at).where(e.course_id == course_id, e.attended_at.is_not(None))
    for person, at in session.execute(attended):
        took[person].add(month_of(business_date(at)))
    earned = select(r.person_id, r.period).where(r.course_code == course_code, r.archived_at.is_(None))
    for person, month in session.execute(earned):
        took[person].add(month)
    known = {one.person_id for one in trained}
    query = select(p.id, p.post_id).where(
        p.unit_id.in_(sorted(units)), p.archived_at.is_(None), p.left_on.is_(None)
    )
    return {
        row.id: Other(row.post_id, frozenset(took.get(row.id, ())))
        for row in session.execute(query)
        if row.id not in known
    }
