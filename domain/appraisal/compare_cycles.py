"""Grades that moved since the cycle before although the figures did not."""

from collections import defaultdict
from collections.abc import Collection
from decimal import Decimal

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from domain.appraisal.assessment import Assessment
from domain.appraisal.cycle import AppraisalCycle
from domain.appraisal.cycle_state import CycleState
from domain.appraisal.grade import Grade
from domain.appraisal.item_score import ItemScore
from domain.appraisal.result import AssessmentResult
from domain.appraisal.score_parts import ScoreParts
from domain.appraisal.stability import TwoCycles, unexplained

Standing = tuple[int, Decimal | None]
"""(position of the grade, points of the figures)."""


def cycles_before(session: Session, cycle: AppraisalCycle) -> list[int]:
    """Ids of the published cycles of the same span in the period ahead: one, or one for each part."""
    earlier = (
        AppraisalCycle.span == cycle.span,
        AppraisalCycle.last_on < cycle.first_on,
        AppraisalCycle.state.in_((CycleState.PUBLISHED, CycleState.CLOSED)),
    )
    last_on = select(func.max(AppraisalCycle.last_on)).where(*earlier).scalar_subquery()
    query = select(AppraisalCycle.id).where(*earlier, AppraisalCycle.last_on == last_on)
    return list(session.scalars(query.order_by(AppraisalCycle.id)))


def unexplained_moves(session: Session, cycle: AppraisalCycle) -> list[TwoCycles]:
    """People whose grade moved without their figures; of those whose results the session's actor sees."""
    earlier = cycles_before(session, cycle)
    if not earlier:
        return []
    before, now = _standings(session, earlier), _standings(session, [cycle.id])
    return unexplained(
        TwoCycles(person, before[person][0], now[person][0], before[person][1], now[person][1])
        for person in sorted(before.keys() & now.keys())
    )


def _standings(session: Session, cycles: Collection[int]) -> dict[int, Standing]:
    """Person -> grade and figures, by the last revision."""
    query = (
        select(Assessment, Grade.position)
        .join(AssessmentResult, AssessmentResult.assessment_id == Assessment.id)
        .join(Grade, Grade.id == AssessmentResult.grade_id)
        .where(Assessment.cycle_id.in_(cycles), Assessment.archived_at.is_(None))
        .order_by(AssessmentResult.revision)
    )
    found = {one.id: (one, position) for one, position in session.execute(query)}
    scores: dict[int, dict[str, Decimal | None]] = defaultdict(dict)
    lines = (
        select(ItemScore.assessment_id, ItemScore.item_key, ItemScore.score)
        .join(Assessment, Assessment.id == ItemScore.assessment_id)
        .where(Assessment.cycle_id.in_(cycles))
    )
    for assessment, key, score in session.execute(lines):
        scores[assessment][key] = score
    return {
        one.person_id: (position, ScoreParts.of(one.asks, scores[one.id]).figures)
        for one, position in found.values()
    }
