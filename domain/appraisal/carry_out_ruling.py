"""What a decided appeal does: a changed score is a new frozen revision of the result beside the former."""

from datetime import datetime
from decimal import Decimal

from sqlalchemy import select
from sqlalchemy.orm import Session

from domain.appraisal.appeal import Appeal
from domain.appraisal.appeal_ruling import AppealRuling
from domain.appraisal.appeal_state import AppealDecision
from domain.appraisal.assessment import Assessment
from domain.appraisal.compliance_measures import gates
from domain.appraisal.composite import ZERO, scale_of
from domain.appraisal.cycle import AppraisalCycle
from domain.appraisal.item_score import ItemScore
from domain.appraisal.locked_assessment import locked_assessment
from domain.appraisal.personal_value import Asked
from domain.appraisal.result import AssessmentResult
from domain.appraisal.seal import freeze
from domain.core.clock import business_date
from domain.core.journal import explain
from domain.core.permission import Actor


def carry_out_ruling(session: Session, appeal: Appeal, actor: Actor, now: datetime) -> None:
    """Freeze the changed result, if it is changed, and end the assessment's appeal."""
    appeal.decided_on = business_date(now)
    assessment = locked_assessment(session, appeal.assessment_id)
    ruling = session.scalars(select(AppealRuling).where(AppealRuling.appeal_id == appeal.id)).one()
    if ruling.decision is AppealDecision.CHANGED and ruling.new_score is not None:
        revise(session, assessment, ruling.new_score, ruling.reason, now)
    session.flush()
    Assessment.workflow.take("decide_appeal", assessment, actor, now, ruling.reason)


def last_result(session: Session, assessment: Assessment) -> AssessmentResult | None:
    """The revision that counts."""
    return session.scalars(
        select(AssessmentResult)
        .where(AssessmentResult.assessment_id == assessment.id)
        .order_by(AssessmentResult.revision.desc())
        .limit(1)
    ).first()


def revise(
    session: Session, assessment: Assessment, score: Decimal, reason: str, now: datetime
) -> AssessmentResult:
    """Add a revision with another score, graded by the present scale and the same gates, and freeze it.

    The former revision keeps its score, grade and hash.
    """
    former = last_result(session, assessment)
    if former is None:
        raise RuntimeError("a published assessment has a result")
    cycle = session.get_one(AppraisalCycle, assessment.cycle_id)
    scale = scale_of(session)
    barred = gates(
        session,
        Asked(frozenset({assessment.person_id}), cycle.first_on, cycle.last_on, business_date(now)),
    )
    by_score = scale.grade(score)
    final, gate = scale.capped(by_score, barred.get(assessment.person_id, set()), _caps(session, assessment))
    result = AssessmentResult(
        assessment_id=assessment.id, person_id=former.person_id, unit_id=former.unit_id,
        revision=former.revision + 1, composite=former.composite, score=score,
        adjustment=score - (former.composite or ZERO), coverage=former.coverage,
        grade_by_score_id=by_score.id if by_score else None, grade_id=final.id if final else None, gate=gate,
    )  # fmt: skip
    explain(result, action="revised", reason=reason)
    session.add(result)
    session.flush()
    freeze(session, assessment.id, now, result.revision)
    session.refresh(result)
    return result


def _caps(session: Session, assessment: Assessment) -> list[str]:
    """Grades that lines with 0 points cap at."""
    zero = set(
        session.scalars(
            select(ItemScore.item_key).where(
                ItemScore.assessment_id == assessment.id, ItemScore.score == ZERO
            )
        )
    )
    return [item.caps_at for item in assessment.asks.items if item.caps_at and item.key in zero]
