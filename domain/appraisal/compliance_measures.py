"""How well a person keeps the rules, from the portal's own records: actions, certificates, violations."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from decimal import Decimal
from typing import Any

from sqlalchemy import Row, Select, or_, select
from sqlalchemy.orm import Session

from db.bulk import select_in, table_of
from domain.appraisal.grade import Gate
from domain.appraisal.personal_value import Asked, PersonalMeasure, PersonalValue, Reckoned, counted, share
from domain.improvement.issue import Issue
from domain.improvement.issue_state import IssueState
from domain.improvement.measure import ImprovementMeasure, MeasureState
from domain.workforce.training_duty import DutyState, TrainingDuty
from domain.workforce.violation import Violation, ViolationSeverity, ViolationStatus

MEASURE, ISSUE = table_of(ImprovementMeasure), table_of(Issue)
DUTY, VIOLATION = table_of(TrainingDuty), table_of(Violation)
GIVEN_UP = sorted({IssueState.REJECTED, IssueState.DUPLICATE, IssueState.CANCELLED})


def overdue_measures(session: Session, asked: Asked) -> Reckoned:
    """Improvement measures of the person that were overdue on some day of the period.

    Overdue: the (approved) due day has passed and it is not done; on the due day itself it is in time.
    Measures that nobody has started, and those of issues that were given up, do not count.
    """
    t = MEASURE.c
    rows = select_in(
        session, (t.id, t.owner_id), t.owner_id, asked.people,
        t.archived_at.is_(None), t.state != MeasureState.PLANNED, t.due_on < asked.as_of,
        or_(t.done_on.is_(None), (t.done_on > t.due_on) & (t.done_on >= asked.first_on)),
        t.issue_id.not_in(_given_up()),
    )  # fmt: skip
    return _counted("ImprovementMeasure", asked, rows)


def _given_up() -> Select[int]:
    return select(ISSUE.c.id).where(ISSUE.c.state.in_(GIVEN_UP))


def actions_on_time(session: Session, asked: Asked) -> Reckoned:
    """The share of the person's measures due in the period that were done by the day first agreed.

    An extension does not make it punctual. Due: the first agreed day lies in the period and has passed.
    """
    t = MEASURE.c
    rows = select_in(
        session, (t.id, t.owner_id, t.original_due_on, t.done_on), t.owner_id, asked.people,
        t.archived_at.is_(None), t.state != MeasureState.PLANNED, t.original_due_on >= asked.first_on,
        t.original_due_on <= asked.last_on, t.original_due_on < asked.today,
        t.issue_id.not_in(_given_up()),
    )  # fmt: skip
    hits: dict[int, list[bool]] = defaultdict(list)
    ids: dict[int, list[int]] = defaultdict(list)
    for row in rows:
        hits[row.owner_id].append(row.done_on is not None and row.done_on <= row.original_due_on)
        ids[row.owner_id].append(row.id)
    return {one: share("ImprovementMeasure", hits[one], ids[one]) for one in asked.people}


def expired_certificates(session: Session, asked: Asked) -> Reckoned:
    """Certificates the person must hold that had expired and were not renewed at the end of the period."""
    t = DUTY.c
    rows = select_in(
        session, (t.id, t.person_id), t.person_id, asked.people,
        t.state == DutyState.EXPIRED, t.from_on <= asked.as_of,
        or_(t.until_on.is_(None), t.until_on > asked.as_of),
    )  # fmt: skip
    return _counted("TrainingDuty", asked, rows)


def violation_points(session: Session, asked: Asked) -> Reckoned:
    """Points of the person's violations confirmed in the period (K51): 2 minor, 5 moderate, 20 major."""
    points: dict[int, Decimal] = defaultdict(Decimal)
    ids: dict[int, list[int]] = defaultdict(list)
    for row in _confirmed(session, asked):
        points[row.salesperson_id] += row.points
        ids[row.salesperson_id].append(row.id)
    return {
        one: PersonalValue(points[one], points[one], None, "Violation", tuple(ids[one]))
        for one in asked.people
    }


def gates(session: Session, asked: Asked) -> dict[int, set[Gate]]:
    """Who committed what caps a grade: confirmed in the period, major, or a proven fraud."""
    found: dict[int, set[Gate]] = defaultdict(set)
    for row in _confirmed(session, asked):
        if row.severity == ViolationSeverity.MAJOR:
            found[row.salesperson_id].add(Gate.MAJOR_VIOLATION)
        if row.is_fraud:
            found[row.salesperson_id].add(Gate.PROVEN_FRAUD)
    return found


def _confirmed(session: Session, asked: Asked) -> Iterator[Row[Any]]:
    t = VIOLATION.c
    columns = (t.id, t.salesperson_id, t.points, t.severity, t.is_fraud)
    return select_in(
        session, columns, t.salesperson_id, asked.people, t.archived_at.is_(None),
        t.status == ViolationStatus.CONFIRMED, t.confirmed_on >= asked.first_on,
        t.confirmed_on <= asked.as_of,
    )  # fmt: skip


def _counted(entity: str, asked: Asked, rows: Iterable[Row[Any]]) -> Reckoned:
    ids: dict[int, list[int]] = defaultdict(list)
    for row in rows:
        key, person = tuple(row)
        ids[person].append(key)
    return {one: counted(entity, ids[one]) for one in asked.people}


COMPLIANCE = (
    PersonalMeasure("overdue_measures", "count", overdue_measures),
    PersonalMeasure("actions_on_time", "ratio", actions_on_time),
    PersonalMeasure("expired_certificates", "count", expired_certificates),
    PersonalMeasure("violation_points", "count", violation_points),
)
