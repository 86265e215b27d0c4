"""The level before the measures, fixed when the plan is approved, and the change promised from there."""

from datetime import date
from decimal import Decimal

from sqlalchemy.orm import Session

from domain.core.errors import RuleBroken
from domain.core.period import add_months, month_of, written
from domain.core.rounding import mean, quotient, rounded
from domain.improvement.effect_plan import PLACES, ChangeKind, EffectPlan
from domain.improvement.observation import Observations
from domain.improvement.series import Series, observed


class BaselineMissing(RuleBroken):
    """There is nothing to compare with."""

    text = "The indicator has no readings of this unit in the baseline, {first} to {last}."


class BaselineIsZero(RuleBroken):
    """A share of nothing is nothing."""

    text = "The level over the baseline is 0; a relative change means nothing there. Expect an absolute one."


class ChangeTooSmall(RuleBroken):
    """The promised change vanishes in the places that are kept."""

    text = "The expected change is too small to be measured."


def fix_baseline(session: Session, plan: EffectPlan, today: date) -> None:
    """Fix the baseline's last month (the one before this), its level, and the promised absolute change."""
    plan.baseline_to = add_months(month_of(today), -1)
    plan.baseline_value = baseline_level(session, plan, plan.baseline_to)
    plan.planned_change = promised_change(plan, plan.baseline_value)


def baseline_level(session: Session, plan: EffectPlan, last: int) -> Decimal:
    """The indicator's level over the baseline months up to `last`; BaselineMissing without readings."""
    first = add_months(last, 1 - plan.baseline_months)
    series = observed(session, plan.indicator_id, plan.observed_unit_id, first, last)
    found = level(series)
    if found is None:
        spans = {"first": written(first), "last": written(last)}
        raise BaselineMissing(field="indicator_id", **spans)
    return rounded(found, PLACES)


def promised_change(plan: EffectPlan, base: Decimal) -> Decimal:
    """The expected change in the indicator's unit, positive in the good direction."""
    if plan.change_kind is ChangeKind.ABSOLUTE:
        return plan.expected_change
    if not base:
        raise BaselineIsZero(field="change_kind")
    change = rounded(plan.expected_change * abs(base), PLACES)
    if not change:
        raise ChangeTooSmall(field="expected_change")
    return change


def level(series: Series) -> Decimal | None:
    """The level of a series: of a proportion all hits over all cases, else the mean of its values."""
    known = [seen for seen in series.observations if seen.value is not None]
    pooled = _pooled(known, series.traits.scale) if series.traits.proportion else None
    if pooled is not None:
        return pooled
    values = [seen.value for seen in known if seen.value is not None]
    return mean(values) if values else None


def _pooled(known: Observations, scale: Decimal) -> Decimal | None:
    if any(seen.numerator is None or seen.denominator is None for seen in known):
        return None
    hits = sum((seen.numerator or Decimal(0) for seen in known), Decimal(0))
    share = quotient(hits, sum((seen.denominator or Decimal(0) for seen in known), Decimal(0)))
    return None if share is None else share * scale
