"""What a step of an issue also does, in the same transaction."""

from datetime import datetime
from typing import TYPE_CHECKING

from sqlalchemy.orm import Session

from domain.core.clock import business_date
from domain.core.loaded import loaded
from domain.core.period import month_of
from domain.core.permission import Actor
from domain.improvement.approval import fingerprint
from domain.improvement.measure import ImprovementMeasure, MeasureState

if TYPE_CHECKING:
    from domain.improvement.issue import Issue

ESCALATE_AT = 2


def record_approval(session: Session, issue: "Issue", _: Actor, now: datetime) -> None:
    """Fix the baseline and remember exactly which plan was approved."""
    # Entities are declared before anything that reads the indicator engine may be imported.
    from domain.improvement.baseline import fix_baseline

    plan = loaded(issue, "plans").plan
    if plan is not None:
        fix_baseline(session, plan, business_date(now))
    issue.approved_on = business_date(now)
    issue.approved_hash = fingerprint(issue)


def drop_approval(_: Session, issue: "Issue", __: Actor, ___: datetime) -> None:
    """The plan is open again; whatever follows needs a new approval."""
    issue.approved_on, issue.approved_hash = None, ""


def open_measures(_: Session, issue: "Issue", actor: Actor, now: datetime) -> None:
    """Open the planned measures of the round."""
    for measure in loaded(issue, "measures").current_measures:
        if measure.state is MeasureState.PLANNED:
            ImprovementMeasure.workflow.take("open", measure, actor, now)


def date_implementation(_: Session, issue: "Issue", __: Actor, ___: datetime) -> None:
    """The change is in force from the day the last measure was done."""
    done = [measure.done_on for measure in loaded(issue, "measures").current_measures]
    issue.implemented_on = max(day for day in done if day is not None)


def name_verifier(_: Session, issue: "Issue", actor: Actor, __: datetime) -> None:
    """Whoever checked the proof answers for the verdict until somebody else does."""
    issue.verifier_id = actor.person_id


def date_observation(_: Session, issue: "Issue", __: Actor, ___: datetime) -> None:
    """From the implementation, the registered window says until when the effect is observed."""
    plan = loaded(issue, "plans").plan
    if plan is not None and issue.implemented_on is not None:
        issue.observed_until = plan.window(month_of(issue.implemented_on)).last_day


def accept_verdict(session: Session, issue: "Issue", actor: Actor, now: datetime) -> None:
    """The computed verdict becomes the issue's."""
    verdict = loaded(issue, "verdicts").latest_verdict
    if verdict is not None:
        issue.verdict = verdict.verdict
        verdict.concluded_at = now
    name_verifier(session, issue, actor, now)


def begin_round(session: Session, issue: "Issue", actor: Actor, now: datetime) -> None:
    """Back to the cause with one failed attempt more; at the second the issue is escalated."""
    drop_approval(session, issue, actor, now)
    issue.failures += 1
    issue.verdict = issue.verifier_id = None
    issue.implemented_on = issue.observed_until = issue.closed_on = None
    if issue.failures >= ESCALATE_AT and issue.escalated_at is None:
        issue.escalated_at = now


def date_end(_: Session, issue: "Issue", __: Actor, now: datetime) -> None:
    """Nothing more is to be done from this day on."""
    issue.closed_on = business_date(now)
