"""Compute whether the measures worked, once the observation window is over."""

import hashlib
from datetime import datetime
from enum import Enum
from typing import Any

from sqlalchemy.orm import Session

from db.types import plain_digits
from domain.core.clock import business_date
from domain.core.errors import RuleBroken, StepRefused
from domain.core.journal import explain
from domain.core.period import month_of
from domain.core.permission import Actor, Permission
from domain.core.statement import Statement
from domain.improvement.effect_comparison import Comparison, compare
from domain.improvement.effect_plan import EffectPlan
from domain.improvement.effect_verdict import EffectVerdict
from domain.improvement.issue import Issue
from domain.improvement.issue_rules import EffectNotRegistered, plan_is_as_approved
from domain.improvement.issue_state import IssueState
from domain.improvement.locked_issue import locked_issue
from domain.improvement.separation import independent
from domain.improvement.series import require_fresh, traits_of
from domain.improvement.window import Window


class WindowStillOpen(RuleBroken):
    """Judging early is choosing the moment."""

    text = "The observation window ends on {last_day}; the effect is computed after that."


def compute_effect(session: Session, actor: Actor, issue_id: int, now: datetime) -> EffectVerdict:
    """Compare the registered figure before and after, and file verdict and figures. An independent act."""
    issue = locked_issue(session, issue_id)
    actor.require(Permission.ISSUES_VERIFY, issue.unit_id)
    if issue.state is not IssueState.OBSERVING:
        raise StepRefused(step="compute_effect", state=issue.state)
    if refusal := independent(issue, actor) or plan_is_as_approved(issue, actor):
        raise refusal
    plan, window = registered_window(issue)
    if not window.ended(business_date(now)):
        raise WindowStillOpen(last_day=window.last_day)
    require_fresh(session, plan.indicator_id, traits_of(session, plan.indicator_id).tables, window.after_to)
    comparison = compare(session, plan, window, seed_of(issue, window))
    verdict = _filed(plan, window, comparison)
    verdict.computed_at, verdict.computed_by = now, actor.name
    session.add(verdict)
    verdict.issue = issue
    explain(verdict, action="compute_effect")
    session.flush()
    return verdict


def registered_window(issue: Issue) -> tuple[EffectPlan, Window]:
    """The registered effect of an implemented round and its months."""
    plan = issue.plan
    if plan is None or issue.implemented_on is None:
        raise EffectNotRegistered
    return plan, plan.window(month_of(issue.implemented_on))


def seed_of(issue: Issue, window: Window) -> int:
    """The seed of random draws follows from the issue and its window, so that nobody can pick a lucky one."""
    digest = hashlib.sha256(f"{issue.number}/{issue.round}/{window.after_to}".encode()).digest()
    return int.from_bytes(digest[:4], "big") >> 1


def _filed(plan: EffectPlan, window: Window, comparison: Comparison) -> EffectVerdict:
    review = comparison.review
    low, high = review.interval or (None, None)
    return EffectVerdict(
        unit_id=plan.unit_id,
        round=plan.round,
        plan_id=plan.id,
        indicator_id=plan.indicator_id,
        observed_unit_id=plan.observed_unit_id,
        before_from=window.before_from,
        before_to=window.before_to,
        after_from=window.after_from,
        after_to=window.after_to,
        verdict=review.verdict,
        method=review.method,
        size=review.size,
        low=low,
        high=high,
        planned=review.planned,
        n_before=review.n_before,
        n_after=review.n_after,
        seed=review.seed,
        before=comparison.before.as_rows(),
        after=comparison.after.as_rows(),
        control_before=comparison.control_before.as_rows() if comparison.control_before else [],
        control_after=comparison.control_after.as_rows() if comparison.control_after else [],
        figures={name: plain_digits(figure) for name, figure in review.figures.items()},
        statements=[_said(statement) for statement in comparison.statements],
    )


def _said(statement: Statement) -> dict[str, Any]:
    facts = {name: _key(fact) for name, fact in statement.facts.items()}
    return {"text": statement.text, "facts": facts}


def _key(fact: object) -> str:
    # An enum member is kept by its label's key, so that it can be read out in either language later.
    return f"{type(fact).__name__}.{fact.value}" if isinstance(fact, Enum) else str(fact)
