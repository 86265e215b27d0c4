"""How people stand in their latest assessment, as far as whoever asks may see it."""

from collections.abc import Collection
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from domain.appraisal.assessment import Assessment
from domain.appraisal.assessment_state import AssessmentState
from domain.appraisal.cycle import AppraisalCycle
from domain.appraisal.grade import Grade
from domain.appraisal.result import AssessmentResult
from domain.appraisal.whose_turn import turn_of


@dataclass(frozen=True)
class LatestStanding:
    """The latest assessment of a person; `grade_code` once it is published, `turn` is whose it is."""

    assessment_id: int
    state: AssessmentState
    grade_code: str
    turn: int | None


def latest_standings(session: Session, people: Collection[int]) -> dict[int, LatestStanding]:
    """Person -> standing, of those whose assessments the session's actor may see."""
    query = (
        select(Assessment)
        .join(AppraisalCycle, AppraisalCycle.id == Assessment.cycle_id)
        .where(Assessment.person_id.in_(sorted(people)), Assessment.archived_at.is_(None))
        .order_by(AppraisalCycle.last_on, Assessment.id)
    )
    latest = {one.person_id: one for one in session.scalars(query)}
    grades = _grades(session, [one.id for one in latest.values()])
    return {
        person: LatestStanding(one.id, one.state, grades.get(one.id, ""), turn_of(one))
        for person, one in latest.items()
    }


def _grades(session: Session, assessments: Collection[int]) -> dict[int, str]:
    query = (
        select(AssessmentResult.assessment_id, Grade.code)
        .join(Grade, Grade.id == AssessmentResult.grade_id)
        .where(AssessmentResult.assessment_id.in_(assessments), AssessmentResult.published_at.is_not(None))
        .order_by(AssessmentResult.revision)
    )
    return {row[0]: row[1] for row in session.execute(query)}
