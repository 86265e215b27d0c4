"""Published results: what rewards and training go by."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from sqlalchemy import select
from sqlalchemy.orm import Session

from domain.appraisal.assessment import Assessment
from domain.appraisal.grade import Grade
from domain.appraisal.item_score import ItemScore
from domain.appraisal.rating import Rating, RatingRole
from domain.appraisal.result import AssessmentResult
from domain.appraisal.scorecard_item import ItemKind

LATER = (RatingRole.MANAGER, RatingRole.SECOND, RatingRole.CALIBRATED)


@dataclass(frozen=True, slots=True)
class PublishedResult:
    """The result of one person in one cycle. Score, grade, coefficient are None where nobody was rated."""

    assessment_id: int
    person_id: int
    unit_id: int
    post_id: int | None
    score: Decimal | None
    grade_code: str | None
    coefficient: Decimal | None
    item_scores: Mapping[str, Decimal | None] = field(default_factory=dict)
    """Item's key -> points, 0 to 120."""
    gaps: Mapping[str, int] = field(default_factory=dict)
    """Competency's key -> levels below the one expected; only where there are some."""


def published_results(session: Session, cycle_id: int) -> list[PublishedResult]:
    """The results of a cycle that the session's actor may see, by person; the last revision of each."""
    query = (
        select(Assessment, AssessmentResult, Grade)
        .join(AssessmentResult, AssessmentResult.assessment_id == Assessment.id)
        .outerjoin(Grade, Grade.id == AssessmentResult.grade_id)
        .where(
            Assessment.cycle_id == cycle_id,
            Assessment.archived_at.is_(None),
            AssessmentResult.published_at.is_not(None),
        )
        .order_by(Assessment.person_id, AssessmentResult.revision)
    )
    found = {row[0].id: row for row in session.execute(query)}
    scores, levels = _scores(session, cycle_id), _levels(session, cycle_id)
    return [
        PublishedResult(
            one.id, one.person_id, one.unit_id, one.post_id, result.score, getattr(grade, "code", None),
            getattr(grade, "coefficient", None), scores.get(one.id, {}), _gaps(one, levels.get(one.id, {})),
        )
        for one, result, grade in found.values()
    ]  # fmt: skip


def _scores(session: Session, cycle_id: int) -> dict[int, dict[str, Decimal | None]]:
    query = (
        select(ItemScore.assessment_id, ItemScore.item_key, ItemScore.score)
        .join(Assessment, Assessment.id == ItemScore.assessment_id)
        .where(Assessment.cycle_id == cycle_id)
    )
    found: dict[int, dict[str, Decimal | None]] = {}
    for assessment, key, score in session.execute(query):
        found.setdefault(assessment, {})[key] = score
    return found


def _levels(session: Session, cycle_id: int) -> dict[int, dict[str, int]]:
    """The level that counts of every line: the latest by role."""
    query = (
        select(Rating.assessment_id, Rating.item_key, Rating.role, Rating.level)
        .join(Assessment, Assessment.id == Rating.assessment_id)
        .where(Assessment.cycle_id == cycle_id)
    )
    rows = sorted(session.execute(query), key=lambda row: LATER.index(row.role))
    found: dict[int, dict[str, int]] = {}
    for assessment, key, _, level in rows:
        found.setdefault(assessment, {})[key] = level
    return found


def _gaps(assessment: Assessment, levels: Mapping[str, int]) -> dict[str, int]:
    return {
        item.key: item.expected - levels[item.key]
        for item in assessment.asks.items
        if item.kind is ItemKind.COMPETENCY and levels.get(item.key, item.expected) < item.expected
    }
