"""Decide on an appeal, as a member of its panel."""

from datetime import datetime
from decimal import Decimal

from sqlalchemy import select
from sqlalchemy.orm import Session

from domain.appraisal.appeal import Appeal
from domain.appraisal.appeal_rules import not_the_appellant, on_the_panel
from domain.appraisal.appeal_ruling import AppealRuling
from domain.appraisal.appeal_state import AppealDecision, AppealState
from domain.appraisal.assessment import Assessment
from domain.appraisal.carry_out_ruling import last_result
from domain.appraisal.composite import CAP, PLACES
from domain.core.errors import ReasonNeeded, RuleBroken, StepRefused
from domain.core.permission import Actor, Permission
from domain.core.rounding import rounded


class ScoreMissing(RuleBroken):
    """A changed result without a score."""

    text = "A changed result needs its new score, from 0 to 120."


class ScoreForNothing(RuleBroken):
    """A score beside a result that stands."""

    text = "The result stands, so there is no new score."


class NoBetter(RuleBroken):
    """Whoever appeals risks nothing."""

    text = "An appeal never makes a result worse: the new score must be above {score}."


def decide_appeal(
    session: Session,
    actor: Actor,
    appeal: Appeal,
    decision: AppealDecision,
    reason: str,
    now: datetime,
    new_score: Decimal | None = None,
) -> bool:
    """Write down the ruling and take the step. A changed score is better than the published one.

    False: the decision waits for an approval; until then neither person nor raters see it.
    """
    actor.require(Permission.ASSESSMENTS_DECIDE, appeal.unit_id)
    if refusal := not_the_appellant(appeal, actor) or on_the_panel(appeal, actor):
        raise refusal
    if appeal.state is not AppealState.PANEL_NAMED or actor.person_id is None:
        raise StepRefused(step="decide", state=appeal.state)
    if not reason.strip():
        raise ReasonNeeded(field="reason")
    new_score = None if new_score is None else rounded(new_score, PLACES)
    _require_score(session, appeal, decision, new_score)
    values = {
        "decision": decision, "new_score": new_score, "reason": reason.strip(),
        "decided_by_id": actor.person_id,
    }  # fmt: skip
    ruling = session.scalars(select(AppealRuling).where(AppealRuling.appeal_id == appeal.id)).one_or_none()
    if ruling is None:
        session.add(AppealRuling(appeal_id=appeal.id, **values))
    else:
        for name, value in values.items():
            setattr(ruling, name, value)
    session.flush()
    return Appeal.workflow.take("decide", appeal, actor, now, reason)


def _require_score(
    session: Session, appeal: Appeal, decision: AppealDecision, new_score: Decimal | None
) -> None:
    if decision is not AppealDecision.CHANGED:
        if new_score is not None:
            raise ScoreForNothing(field="new_score")
        return
    if new_score is None or not 0 <= new_score <= CAP:
        raise ScoreMissing(field="new_score")
    result = last_result(session, session.get_one(Assessment, appeal.assessment_id))
    if result is not None and result.score is not None and new_score <= result.score:
        raise NoBetter(field="new_score", score=result.score)
