"""Did the action work? The verdict on the same indicator's readings before and after (domain reference G.4).

Method, in this order; each is used where its data are there:
1. a comparison unit with at least 6 common periods before and 3 after whose gap was steady before:
   difference-in-differences;
2. hits among cases, at least 10 cases on each side: Newcombe;
3. a seasonal indicator with fewer than 24 periods, or fewer than 8 on one side: the same periods a year
   before (at least 3 pairs); proportions of a seasonal indicator are cut to these periods too;
4. at least 8 periods before and 8 after: segmented regression;
5. at least 6 before and 3 after: shift signals against natural limits;
6. otherwise there are not enough data.

Where the reference is silent: readings are first turned so that higher is better (lower-better negated,
two-sided by distance from 0), so size and interval are improvements; the planned minimum is an improvement
in the indicator's unit, 0 when any improvement was wanted; a transition period is left out by giving
neither side its readings.
"""

from collections.abc import Callable, Iterator
from dataclasses import replace
from decimal import Decimal
from operator import neg

from domain.core.statement import Statement
from domain.improvement import effect_statements as say
from domain.improvement import same_season, shift_signal
from domain.improvement.effect_review import EffectReview, Finding, Method, Verdict
from domain.improvement.observation import BeforeAfter
from domain.improvement.parallel_unit import (
    NEEDED_AFTER,
    NEEDED_BEFORE,
    compare_to_control,
    gaps,
    trends_differed,
)
from domain.improvement.proportion_change import NEEDED as NEEDED_CASES
from domain.improvement.proportion_change import compare_shares, shares
from domain.indicators.status import Direction

LONG = 8
Found = Finding | Statement
"""A finding, or why there is none."""


def review_effect(
    readings: BeforeAfter,
    direction: Direction,
    planned: Decimal = Decimal(0),
    *,
    seed: int,
    proportion: bool = False,
    seasonal: bool = False,
    scale: Decimal = Decimal(1),
    control: BeforeAfter | None = None,
) -> EffectReview:
    """Compare an indicator before and after an action and give the verdict.

    `planned` is the improvement registered with the plan. `proportion` says that numerator and
    denominator count cases, `scale` is then the indicator's factor (100 for percent). `seasonal` says that
    the indicator has a yearly pattern. `control` are readings of a unit without the action.
    """
    good = 1 if direction is Direction.HB else -1
    remarks: tuple[Statement, ...] = ()
    found: Found | None = None
    if control is not None:
        found = _against_control(_measured(readings, direction), _measured(control, direction), good)
        remarks, found = ((found,), None) if isinstance(found, Statement) else ((), found)
    if found is None and proportion:
        found = _as_proportions(readings, good, scale, seasonal=seasonal)
    if found is None:
        found = _as_series(_measured(readings, direction), good, seed, seasonal=seasonal)
    return _review(found, remarks, readings.sizes, planned, seed)


def _measured(readings: BeforeAfter, direction: Direction) -> BeforeAfter:
    """The readings as they are; of a two-sided indicator their distance from 0."""
    return _each(readings, abs) if direction is Direction.TB else readings


def _turned(readings: BeforeAfter, good: int) -> BeforeAfter:
    """The readings with values that are better when higher."""
    return readings if good > 0 else _each(readings, neg)


def _each(readings: BeforeAfter, change: Callable[[Decimal], Decimal]) -> BeforeAfter:
    before, after = (
        [item if item.value is None else replace(item, value=change(item.value)) for item in side]
        for side in (readings.before, readings.after)
    )
    return BeforeAfter(before, after)


def _against_control(treated: BeforeAfter, control: BeforeAfter, good: int) -> Found:
    gap = gaps(treated, control)
    before, after = gap.sizes
    if before < NEEDED_BEFORE or after < NEEDED_AFTER:
        return say.ComparisonTooShort()
    return say.TrendsDiffered() if trends_differed(gap) else compare_to_control(gap, good)


def _as_proportions(readings: BeforeAfter, good: int, scale: Decimal, *, seasonal: bool) -> Found | None:
    """None when the readings do not count cases after all: they are then taken as a series."""
    short = seasonal and sum(readings.sizes) < same_season.FULL_SEASONS
    both = shares(readings.same_season() if short else readings)
    if both is None:
        return None
    before, after = both
    if min(before.cases, after.cases) < NEEDED_CASES:
        return say.TooFewCases(before=before.cases, after=after.cases, needed=NEEDED_CASES)
    return compare_shares(before, after, good=good, scale=scale)


def _as_series(measured: BeforeAfter, good: int, seed: int, *, seasonal: bool) -> Found:
    before, after = measured.sizes
    long = before >= LONG and after >= LONG
    if seasonal and not (long and before + after >= same_season.FULL_SEASONS):
        pairs = _turned(measured, good).same_season()
        return (
            same_season.compare_seasons(pairs)
            if pairs.sizes[1] >= same_season.NEEDED
            else _too_few(pairs, 3, 3)
        )
    if long:
        from domain.improvement.interrupted_series import compare_trends

        return compare_trends(_turned(measured, good), seed, seasonal=seasonal)
    needed = shift_signal.NEEDED_BEFORE, shift_signal.NEEDED_AFTER
    if before >= needed[0] and after >= needed[1]:
        return shift_signal.find_shift(measured, good) or _too_few(measured, *needed)
    return _too_few(measured, *needed)


def _too_few(data: BeforeAfter, needed_before: int, needed_after: int) -> Statement:
    before, after = data.sizes
    return say.TooFewPeriods(
        before=before, after=after, needed_before=needed_before, needed_after=needed_after
    )


def _review(
    found: Found, remarks: tuple[Statement, ...], sizes: tuple[int, int], planned: Decimal, seed: int
) -> EffectReview:
    if isinstance(found, Statement):
        statements = (found, *remarks)
        return EffectReview(Verdict.NOT_ENOUGH_DATA, None, None, None, *sizes, planned, seed, statements)
    verdict = found.verdict(planned)
    return EffectReview(
        verdict=verdict,
        method=found.method,
        size=found.size,
        interval=found.interval,
        n_before=found.n[0],
        n_after=found.n[1],
        planned=planned,
        seed=seed,
        statements=(*_sentences(found, verdict, planned), *remarks),
        figures=found.figures,
    )


def _sentences(found: Finding, verdict: Verdict, planned: Decimal) -> Iterator[Statement]:
    """Size, interval, n, method, and what it does not prove."""
    size, better = say.shown_number(abs(found.size)), found.size >= 0
    if found.interval:
        low, high = (say.shown_number(bound) for bound in found.interval)
        changed = say.Improved if better else say.Worsened
        yield changed(size=size, low=low, high=high) if found.size else say.Unchanged(low=low, high=high)
    else:
        low, high = (say.shown_number(found.figures[name]) for name in ("lnpl", "unpl"))
        yield (say.MeanImproved if better else say.MeanWorsened)(size=size, low=low, high=high)
    counted = say.CasesCompared if found.method is Method.NEWCOMBE else say.PeriodsCompared
    yield counted(before=found.n[0], after=found.n[1])
    yield say.MethodUsed(method=found.method)
    yield from found.statements
    if verdict is Verdict.PARTLY:
        yield say.BelowPlan(planned=say.shown_number(planned))
    if found.method is not Method.DIFFERENCE_IN_DIFFERENCES:
        yield say.Association()
