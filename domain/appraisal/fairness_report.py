"""Whether grades differ between groups of people, for HR and the committee. It finds nothing unfair: it
says where to look, with the size of the difference and of the groups. Nothing follows automatically.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from sqlalchemy import select
from sqlalchemy.orm import Session

from db.bulk import table_of
from domain.appraisal.assessment import Assessment
from domain.appraisal.composite import scale_of
from domain.appraisal.cycle import AppraisalCycle
from domain.appraisal.cycle_state import CycleState
from domain.appraisal.fairness_groups import UNKNOWN, Assessed, Comparison, compared
from domain.appraisal.person_attributes import PersonAttributes
from domain.appraisal.result import AssessmentResult
from domain.core.errors import NotPermitted, RuleBroken
from domain.core.permission import Actor, Permission
from domain.organisation.person import Person

GOOD = "A"
"""Good is this grade or a better one; where the scale has none of that name, the best two."""
AGES = ((30, "under_30"), (40, "30_39"), (50, "40_49"))
OLDEST = "50_up"
TENURES = ((1, "under_1"), (3, "1_2"), (5, "3_4"), (10, "5_9"))
LONGEST = "10_up"


class FairnessAttribute(StrEnum):
    """By what people are grouped."""

    UNIT = "unit"
    """Keys are ids of units."""
    GENDER = "gender"
    """Labels `Gender.<key>`."""
    AGE = "age"
    """Whole years on the last day of the period; labels `age.<key>`."""
    TENURE = "tenure"
    """Whole years since joining, likewise; labels `tenure.<key>`."""


class NotComparedYet(RuleBroken):
    """There are no results to compare."""

    text = "The fairness report begins with calibration; the cycle is at {state}."


@dataclass(frozen=True)
class FairnessReport:
    """All comparisons of one cycle; `people` have a score."""

    cycle_id: int
    people: int
    good_grade: str
    comparisons: Mapping[FairnessAttribute, Comparison]
    unknown: int = 0
    """Of how many of them gender or birth date is not on file."""


@dataclass(frozen=True)
class _Row:
    unit_id: int
    joined_on: date | None
    gender: str | None
    born_on: date | None
    result: Assessed


def fairness_report(session: Session, actor: Actor, cycle: AppraisalCycle) -> FairnessReport:
    """Compare the results of the whole cycle. For HR, and those who decide on appeals, of the cycle's unit.

    It reads all results whoever asks, and tells nothing of fewer than ten people.
    """
    if not any(
        actor.may(permission, cycle.unit_id)
        for permission in (Permission.ASSESSMENTS_ADMINISTER, Permission.ASSESSMENTS_DECIDE)
    ):
        raise NotPermitted(permission=Permission.ASSESSMENTS_ADMINISTER)
    if cycle.state not in (CycleState.CALIBRATING, CycleState.PUBLISHED, CycleState.CLOSED):
        raise NotComparedYet(state=cycle.state)
    good, rows = _rows(session, cycle)
    keys: dict[FairnessAttribute, Callable[[_Row], str]] = {
        FairnessAttribute.UNIT: lambda row: str(row.unit_id),
        FairnessAttribute.GENDER: lambda row: row.gender or UNKNOWN,
        FairnessAttribute.AGE: lambda row: band(row.born_on, cycle.last_on, AGES, OLDEST),
        FairnessAttribute.TENURE: lambda row: band(row.joined_on, cycle.last_on, TENURES, LONGEST),
    }
    return FairnessReport(
        cycle.id, len(rows), good,
        {attribute: compared((key(row), row.result) for row in rows) for attribute, key in keys.items()},
        sum(row.gender is None or row.born_on is None for row in rows),
    )  # fmt: skip


def band(since: date | None, on: date, bands: tuple[tuple[int, str], ...], beyond: str) -> str:
    """The band of whole years from one day to another; unknown without the first, or where it lies later."""
    if since is None or since > on:
        return UNKNOWN
    years = on.year - since.year - ((on.month, on.day) < (since.month, since.day))
    return next((name for below, name in bands if years < below), beyond)


def _rows(session: Session, cycle: AppraisalCycle) -> tuple[str, list[_Row]]:
    """The good grade's code, and everybody with a score: the last revision of each."""
    grades = scale_of(session).grades
    good = next((one for one in grades if one.code == GOOD), grades[min(1, len(grades) - 1)])
    reached = {one.id for one in grades if one.position <= good.position}
    a, r, p, x = map(table_of, (Assessment, AssessmentResult, Person, PersonAttributes))
    query = (
        select(
            a.c.person_id, a.c.unit_id, p.c.joined_on, x.c.gender, x.c.born_on, r.c.score, r.c.grade_id
        )
        .join_from(a, r, r.c.assessment_id == a.c.id)
        .join(p, p.c.id == a.c.person_id)
        .outerjoin(x, (x.c.person_id == p.c.id) & x.c.archived_at.is_(None))
        .where(a.c.cycle_id == cycle.id, a.c.archived_at.is_(None), r.c.score.is_not(None))
        .order_by(a.c.person_id, r.c.revision)
    )  # fmt: skip
    last = {row.person_id: row for row in session.execute(query)}
    return good.code, [
        _Row(
            row.unit_id, row.joined_on, row.gender and str(row.gender), row.born_on,
            Assessed(row.score, row.grade_id in reached),
        )
        for row in last.values()
    ]  # fmt: skip
