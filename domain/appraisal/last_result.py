"""The last published result of people, as far as whoever asks may know it."""

from collections.abc import Collection
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from domain.appraisal.assessment import Assessment
from domain.appraisal.cycle import AppraisalCycle
from domain.appraisal.grade import Grade
from domain.appraisal.result import AssessmentResult


@dataclass(frozen=True)
class LastResult:
    """Where it stands, and the grade."""

    assessment_id: int
    grade_code: str


def last_results(session: Session, people: Collection[int]) -> dict[int, LastResult]:
    """Person -> the result of the cycle that ended last, of those the session's actor may see."""
    query = (
        select(Assessment.person_id, Assessment.id, Grade.code)
        .join(AssessmentResult, AssessmentResult.assessment_id == Assessment.id)
        .join(AppraisalCycle, AppraisalCycle.id == Assessment.cycle_id)
        .join(Grade, Grade.id == AssessmentResult.grade_id)
        .where(
            Assessment.person_id.in_(sorted(people)), Assessment.archived_at.is_(None),
            AssessmentResult.published_at.is_not(None),
        )
        .order_by(AppraisalCycle.last_on, Assessment.id, AssessmentResult.revision)
    )  # fmt: skip
    return {row[0]: LastResult(row[1], row[2]) for row in session.execute(query)}
