"""The registered figure month by month, for a chart: before, between, after, and where it should arrive."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Any

from sqlalchemy.orm import Session

from domain.core.loaded import loaded
from domain.core.period import add_months, month_of
from domain.improvement.baseline import level, promised_change
from domain.improvement.compute_effect import seed_of
from domain.improvement.effect_comparison import compare
from domain.improvement.effect_plan import EffectPlan
from domain.improvement.effect_review import EffectReview
from domain.improvement.effect_verdict import EffectVerdict
from domain.improvement.issue import Issue
from domain.improvement.issue_rules import EffectNotRegistered
from domain.improvement.series import Point, Series, observed, traits_of
from domain.improvement.window import Window
from domain.indicators.status import Direction


class Phase(StrEnum):
    """Which part of the comparison a month belongs to."""

    BEFORE = "before"
    BETWEEN = "between"
    """Work and transition: it counts as neither."""
    AFTER = "after"


@dataclass(frozen=True)
class PictureMonth:
    """One month (yyyymm) of the figure; value None where there is no final reading."""

    month: int
    phase: Phase
    value: Decimal | None
    reading_id: int | None


@dataclass(frozen=True)
class EffectPicture:
    """What a chart of the effect draws. `review` is a preview while the window is open, never a verdict."""

    months: tuple[PictureMonth, ...]
    control: tuple[PictureMonth, ...]
    baseline: Decimal | None
    target: Decimal | None
    """The level at which the promise is kept."""
    reached: Decimal | None
    """The level over the months after, as far as they are known."""
    window: Window | None
    """None while the measures are not implemented."""
    ended: bool
    review: EffectReview | None


def preview_effect(session: Session, issue: Issue, today: date) -> EffectPicture:
    """The picture so far, from present readings; nothing is filed. EffectNotRegistered without a plan."""
    plan = loaded(issue, "plans").plan
    if plan is None:
        raise EffectNotRegistered
    last = add_months(month_of(today), -1)
    baseline_to = plan.baseline_to or last
    first = add_months(baseline_to, 1 - plan.baseline_months)
    window = None
    if plan.baseline_to is not None and issue.implemented_on is not None:
        window = plan.window(month_of(issue.implemented_on))
        last = min(last, window.after_to)
    last_shown = max(last, baseline_to)
    series = observed(session, plan.indicator_id, plan.observed_unit_id, first, last_shown)
    other = plan.control_unit_id and observed(
        session, plan.indicator_id, plan.control_unit_id, first, last_shown
    )
    base = plan.baseline_value if plan.baseline_value is not None else _level(series, first, baseline_to)
    return EffectPicture(
        months=tuple(_months(series.as_rows(), baseline_to, window)),
        control=tuple(_months(other.as_rows(), baseline_to, window)) if other else (),
        baseline=base,
        target=_target(plan, base, series.traits.direction),
        reached=_level(series, window.after_from, last_shown) if window else None,
        window=window,
        ended=window is not None and window.ended(today),
        review=_review_so_far(session, issue, plan, window, last),
    )


def filed_effect(session: Session, verdict: EffectVerdict, plan: EffectPlan) -> EffectPicture:
    """The picture a filed verdict was computed from, whatever readings say today."""
    rows, control = [*verdict.before, *verdict.after], [*verdict.control_before, *verdict.control_after]
    traits = traits_of(session, verdict.indicator_id)
    return EffectPicture(
        months=tuple(_months(rows, verdict.before_to, verdict.window)),
        control=tuple(_months(control, verdict.before_to, verdict.window)),
        baseline=plan.baseline_value,
        target=_target(plan, plan.baseline_value, traits.direction),
        reached=level(Series(traits, tuple(map(Point.of_row, verdict.after)))),
        window=verdict.window,
        ended=True,
        review=None,
    )


def _level(series: Series, first: int, last: int) -> Decimal | None:
    part = tuple(point for point in series.points if first <= point.observation.period.key <= last)
    return level(Series(series.traits, part))


def _months(
    rows: Iterable[dict[str, Any]], baseline_to: int, window: Window | None
) -> Iterable[PictureMonth]:
    for row in rows:
        month = row["period"]
        after = window is not None and month >= window.after_from
        phase = Phase.BEFORE if month <= baseline_to else Phase.AFTER if after else Phase.BETWEEN
        value = None if row["value"] is None else Decimal(row["value"])
        yield PictureMonth(month, phase, value, row["reading_id"])


def _target(plan: EffectPlan, base: Decimal | None, direction: Direction) -> Decimal | None:
    if base is None or (not base and plan.planned_change is None):
        return None
    change = plan.planned_change if plan.planned_change is not None else promised_change(plan, base)
    if direction is Direction.TB:
        return max(abs(base) - change, Decimal(0)).copy_sign(base)
    return base + change if direction is Direction.HB else base - change


def _review_so_far(
    session: Session, issue: Issue, plan: EffectPlan, window: Window | None, last: int
) -> EffectReview | None:
    if window is None or last < window.after_from:
        return None
    so_far = Window(window.before_from, window.before_to, window.after_from, last)
    return compare(session, plan, so_far, seed_of(issue, so_far)).review
