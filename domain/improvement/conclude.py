"""Draw the conclusion: the computed verdict says which way, the verifier says what it means."""

from datetime import datetime

from sqlalchemy.orm import Session

from domain.core.permission import Actor
from domain.improvement.effect_plan import OutOfRange
from domain.improvement.effect_review import EffectOutcome
from domain.improvement.issue import Issue
from domain.improvement.issue_rules import EffectNotRegistered
from domain.improvement.locked_issue import locked_issue
from domain.improvement.verdict_rules import EffectNotComputed

STEPS = {
    EffectOutcome.EFFECTIVE: "find_effective",
    EffectOutcome.NOT_EFFECTIVE: "find_not_effective",
    EffectOutcome.NOT_ENOUGH_DATA: "find_inconclusive",
}
MOST_EXTENDED = 24


def conclude(session: Session, actor: Actor, issue_id: int, opinion: str, now: datetime) -> Issue:
    """Take the step that follows from the latest computed verdict, with the verifier's opinion."""
    issue = locked_issue(session, issue_id)
    verdict = issue.latest_verdict
    if verdict is None:
        raise EffectNotComputed
    verdict.opinion, verdict.opinion_by_id = opinion.strip(), actor.person_id
    Issue.workflow.take(STEPS[verdict.verdict.outcome], issue, actor, now)
    return issue


def observe_longer(
    session: Session, actor: Actor, issue_id: int, months: int, reason: str, now: datetime
) -> Issue:
    """Lengthen the window of an inconclusive issue and observe on."""
    issue = locked_issue(session, issue_id)
    plan = issue.plan
    if plan is None:
        raise EffectNotRegistered
    most = MOST_EXTENDED - plan.extended_months
    if not 1 <= months <= most:
        raise OutOfRange(field="months", field_name="EffectPlan.extended_months", least=1, most=most)
    plan.extended_months += months
    Issue.workflow.take("observe_longer", issue, actor, now, reason)
    return issue
