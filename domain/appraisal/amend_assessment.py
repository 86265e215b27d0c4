"""What HR arranges around an assessment: who rates, how much of the period counts, whom it leaves out."""

from collections.abc import Collection
from datetime import datetime
from decimal import Decimal

from sqlalchemy import select
from sqlalchemy.orm import Session

from db.bulk import table_of
from domain.appraisal.assessment import Assessment
from domain.appraisal.assessment_state import DONE, AssessmentState
from domain.appraisal.locked_assessment import locked_assessment, require
from domain.appraisal.reckon import reckon_again
from domain.appraisal.separation import not_the_subject
from domain.core.clock import business_date
from domain.core.editing import archive
from domain.core.errors import ReasonNeeded, RuleBroken, StepRefused
from domain.core.journal import explain
from domain.core.permission import Actor, Permission
from domain.core.rounding import rounded
from domain.organisation.chain import chain_from
from domain.organisation.directory import colleagues
from domain.organisation.person import Person

HR, S = Permission.ASSESSMENTS_ADMINISTER, AssessmentState
BEFORE_RATED = frozenset({S.GOALS, S.SELF_RATING, S.MANAGER_RATING, S.SECOND_RATING})


class RaterBelow(RuleBroken):
    """Whoever depends on somebody does not decide how good they are."""

    text = "{names} reports to this person; choose somebody who does not."


def name_raters(
    session: Session,
    actor: Actor,
    assessment_id: int,
    rater_id: int | None,
    second_rater_id: int | None,
    reason: str,
) -> Assessment:
    """Name other raters, before the ratings are complete. RatesThemselves, RatersAlike, RaterBelow."""
    assessment = _amendable(session, actor, assessment_id, "name_raters", reason)
    if assessment.state not in BEFORE_RATED:
        raise StepRefused(step="name_raters", state=assessment.state)
    _require_not_below(session, assessment, {rater_id, second_rater_id} - {None})
    explain(assessment, action="name_raters", reason=reason.strip())
    with session.no_autoflush:
        assessment.rater_id, assessment.second_rater_id = rater_id, second_rater_id
        assessment.check()
    session.flush()
    return assessment


def _require_not_below(session: Session, assessment: Assessment, people: Collection[int | None]) -> None:
    t = table_of(Person).c
    above = {row.id: row.superior_id for row in session.execute(select(t.id, t.superior_id))}
    below = [one for one in people if one and assessment.person_id in chain_from(above.get(one), above)]
    if below:
        names = "、".join(one.name for one in colleagues(session, below))
        raise RaterBelow(field="rater_id", names=names)


def set_share(
    session: Session, actor: Actor, assessment_id: int, share: Decimal, reason: str, now: datetime
) -> Assessment:
    """Say for which share of the period the person was at work: below 0.5 there is no rating."""
    assessment = _amendable(session, actor, assessment_id, "set_share", reason)
    explain(assessment, action="set_share", reason=reason.strip())
    with session.no_autoflush:
        assessment.share_of_period = rounded(share, 8)
        assessment.check()
    session.flush()
    reckon_again(session, assessment.cycle_id, assessment.id, business_date(now))
    return assessment


def leave_out(session: Session, actor: Actor, assessment_id: int, now: datetime, reason: str) -> Assessment:
    """Take somebody out of the cycle; the record stays, archived."""
    assessment = _amendable(session, actor, assessment_id, "leave_out", reason)
    archive(session, actor, HR, assessment, now, reason.strip())
    return assessment


def _amendable(session: Session, actor: Actor, assessment_id: int, step: str, reason: str) -> Assessment:
    assessment = locked_assessment(session, assessment_id)
    actor.require(HR, assessment.unit_id)
    require(not_the_subject(assessment, actor))
    if assessment.state in DONE:
        raise StepRefused(step=step, state=assessment.state)
    if not reason.strip():
        raise ReasonNeeded(field="reason")
    return assessment
