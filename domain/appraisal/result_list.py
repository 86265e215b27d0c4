"""All published results of a cycle, each on one line: what HR files, and managers read of their people."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from sqlalchemy import func, select
from sqlalchemy.orm import Session, selectinload

from domain.appraisal.assessment import Assessment
from domain.appraisal.assessment_state import AssessmentState
from domain.appraisal.brought_result import BroughtResult
from domain.appraisal.cycle import AppraisalCycle
from domain.appraisal.earlier_grades import EarlierGrade, seen_before
from domain.appraisal.grade import Gate, Grade
from domain.appraisal.item_score import ItemScore
from domain.appraisal.result import AssessmentResult
from domain.appraisal.scorecard import Scorecard
from domain.appraisal.scorecard_item import Names
from domain.appraisal.seal import verify_frozen
from domain.organisation.directory import Colleague, colleagues
from domain.organisation.post import Post
from domain.organisation.unit import Unit


@dataclass(frozen=True)
class ResultLine:
    """One person. `adjustment` are points of calibration or appeal; `overrides` lines scored by hand.

    `caps` are lines with 0 points that lowered the grade; `before` is the grade of the period ahead of this.
    """

    assessment_id: int
    person: Colleague
    unit: Unit
    post: Post | None
    scorecard: Scorecard
    state: AssessmentState
    composite: Decimal | None
    adjustment: Decimal
    score: Decimal | None
    coverage: Decimal
    grade_by_score: Grade | None
    grade: Grade | None
    gate: Gate | None
    overrides: Names
    overridden: int
    revision: int
    published_at: datetime
    hash: str
    before: EarlierGrade | None
    is_intact: bool
    """What is kept still has the hash it was published with."""


def published_cycles(session: Session) -> list[AppraisalCycle]:
    """Cycles with published results that the session's actor may see, the latest first."""
    seen = (
        select(Assessment.cycle_id)
        .join(AssessmentResult, AssessmentResult.assessment_id == Assessment.id)
        .where(AssessmentResult.published_at.is_not(None), Assessment.archived_at.is_(None))
    )
    keys = set(session.scalars(seen.distinct()))
    query = select(AppraisalCycle).where(AppraisalCycle.id.in_(keys))
    return list(session.scalars(query.order_by(AppraisalCycle.last_on.desc(), AppraisalCycle.id.desc())))


def result_lines(session: Session, cycle: AppraisalCycle) -> list[ResultLine]:
    """By staff number; of each person the revision that counts, as far as the session's actor may see it."""
    loaded = (
        selectinload(Assessment.unit), selectinload(Assessment.post), selectinload(Assessment.scorecard),
    )  # fmt: skip
    query = (
        select(Assessment, AssessmentResult)
        .join(AssessmentResult, AssessmentResult.assessment_id == Assessment.id)
        .where(
            Assessment.cycle_id == cycle.id, Assessment.archived_at.is_(None),
            AssessmentResult.published_at.is_not(None),
        )
        .order_by(AssessmentResult.revision)
        .options(*loaded)
    )  # fmt: skip
    found = {one.id: (one, result) for one, result in session.execute(query)}
    people = {one.id: one for one in colleagues(session, {one.person_id for one, _ in found.values()})}
    grades = {one.id: one for one in session.scalars(select(Grade))}
    before = seen_before(session, people, cycle.first_on)
    overridden, broken = _overridden(session, cycle.id), set(verify_frozen(session, found))
    lines = [
        ResultLine(
            key, people[one.person_id], one.unit, one.post, one.scorecard, one.state, result.composite,
            result.adjustment, result.score, result.coverage, grades.get(result.grade_by_score_id or 0),
            grades.get(result.grade_id or 0), result.gate, one.asks.names(overridden.get(key, [])),
            len(overridden.get(key, [])), result.revision, result.published_at, result.hash,
            before.get(one.person_id), key not in broken,
        )
        for key, (one, result) in found.items()
        if result.published_at is not None
    ]  # fmt: skip
    return sorted(lines, key=lambda line: (line.person.number, line.assessment_id))


def brought_count(session: Session) -> int:
    """How many results from earlier systems the session's actor may see."""
    query = select(func.count(BroughtResult.id)).where(BroughtResult.archived_at.is_(None))
    return session.scalar(query) or 0


def _overridden(session: Session, cycle_id: int) -> dict[int, list[str]]:
    query = (
        select(ItemScore.assessment_id, ItemScore.item_key)
        .join(Assessment, Assessment.id == ItemScore.assessment_id)
        .where(Assessment.cycle_id == cycle_id, ItemScore.override_score.is_not(None))
        .order_by(ItemScore.id)
    )
    found: dict[int, list[str]] = defaultdict(list)
    for assessment, key in session.execute(query):
        found[assessment].append(key)
    return found
