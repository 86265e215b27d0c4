"""Promise an effect before the work starts, so that nobody can choose the figure afterwards."""

from dataclasses import asdict, dataclass
from datetime import datetime
from decimal import Decimal

from sqlalchemy.orm import Session

from domain.core.clock import business_date
from domain.core.editing import find
from domain.core.errors import RuleBroken
from domain.core.period import add_months, month_of
from domain.core.permission import Actor
from domain.improvement.baseline import baseline_level, promised_change
from domain.improvement.effect_plan import ChangeKind, EffectPlan
from domain.improvement.locked_issue import locked_issue
from domain.improvement.sections import require_section
from domain.improvement.series import traits_of
from domain.organisation.unit import Unit


@dataclass(frozen=True, kw_only=True)
class ExpectedEffect:
    """Which figure of which unit should improve by how much, over which months it is judged.

    `expected_change` is positive in the good direction: in the indicator's unit, or as a share (0.10) of
    the level before when `change_kind` is relative.
    """

    indicator_id: int
    observed_unit_id: int
    change_kind: ChangeKind
    expected_change: Decimal
    baseline_months: int = 12
    window_months: int = 6
    transition_months: int = 0
    seasonal: bool = False
    control_unit_id: int | None = None


class TransitionTooShort(RuleBroken):
    """The first readings after would still be made of months before."""

    text = "The indicator looks back {months} months; leave out at least that many as transition."


def require_transition(session: Session, plan: EffectPlan) -> None:
    """A figure over several months shows the change alone only when all of them lie after it."""
    months = traits_of(session, plan.indicator_id).looks_back
    if (plan.transition_months or 0) < months:
        raise TransitionTooShort(field="transition_months", months=months)


def preregister_effect(
    session: Session, actor: Actor, issue_id: int, expected: ExpectedEffect, now: datetime
) -> EffectPlan:
    """Record or replace the expected effect of the present round; the baseline must have readings."""
    issue = locked_issue(session, issue_id)
    require_section(issue, actor, "effect")
    plan = issue.plan
    if plan is None:
        plan = EffectPlan(unit_id=issue.unit_id, round=issue.round, **asdict(expected))
    for name, value in asdict(expected).items():
        setattr(plan, name, value)
    plan.check()
    with session.no_autoflush:
        if plan.control_unit_id is not None:
            find(session, Unit, plan.control_unit_id)
        require_transition(session, plan)
        last = add_months(month_of(business_date(now)), -1)
        promised_change(plan, baseline_level(session, plan, last))
    plan.baseline_to = plan.baseline_value = plan.planned_change = None
    session.add(plan)
    plan.issue = issue
    session.flush()
    return plan
