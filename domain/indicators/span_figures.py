"""Figures of several indicators over any whole number of months, for many people or units at once.

A half-year is no grain of its own: nobody keeps or charts it. Its flows are summed over its six months and
its balances stand at its end, so that its ratios are ratios of sums, by the same rules as those of a year.
"""

from collections.abc import Collection, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy.orm import Session

from domain.core.period import Grain, Period, months_between
from domain.indicators.compute_readings import evaluator_of
from domain.indicators.evaluator import Evaluator
from domain.indicators.figure import Figure
from domain.indicators.frame import Frame, Frames
from domain.indicators.lay_out import Wanted, lay_out, lay_out_members, spans
from domain.indicators.ledger import Ledger
from domain.indicators.period_context import PeriodContext
from domain.indicators.plan import Plan, plans
from domain.indicators.read_figures import UnknownBreakdown
from domain.organisation.tree import unit_tree


@dataclass(frozen=True)
class SpanWish:
    """Which figures are wanted: whole months from `first` to `last` (yyyymm), for members of a dimension.

    Without `by`, the members are units, each with everything below it.
    """

    codes: frozenset[str]
    first: int
    last: int
    members: frozenset[int]
    by: str | None = None

    @property
    def months(self) -> int:
        """How many months it spans."""
        return months_between(self.first, self.last) + 1


class SpanContext(PeriodContext):
    """What a formula reads in a span."""

    def __init__(self, ledger: Ledger, scope: Hashable, period: Period, months: int) -> None:
        super().__init__(ledger, scope, period)
        self._length = months

    @property
    def months(self) -> int:
        """Whole months of the span."""
        return self._length


class SpanFrame(Frame):
    """One scope over one span, which ends with the month it is called by."""

    def __init__(
        self, ledger: Ledger, scope: Hashable, periods: Sequence[Period], today: date, months: int
    ) -> None:
        super().__init__(ledger, scope, periods, today)
        self.months = months

    def fresh(self) -> list[PeriodContext]:
        """The span, for a formula that may say something."""
        return [SpanContext(self.ledger, self.scope, one, self.months) for one in self.periods]


class SpanFrames(Frames):
    """The frames of spans of one length."""

    def __init__(self, ledger: Ledger, today: date, months: int) -> None:
        super().__init__(ledger, today)
        self.months = months

    def of(self, scope: Hashable, periods: Sequence[Period]) -> Frame:
        """The frame of a scope; indicators of the same scope share it."""
        if scope != self.scope:
            self.scope = scope
            self.known.clear()
        key = periods[0].grain, periods[0].key, len(periods)
        if key not in self.known:
            self.known[key] = SpanFrame(self.ledger, scope, periods, self.today, self.months)
        return self.known[key]


def span_figures(session: Session, wish: SpanWish, today: date) -> Mapping[str, Mapping[int, Figure]]:
    """Code -> member -> figure, from one pass over each fact table for all indicators and members together.

    Computed over the whole company, whoever asks: who may see a figure is for the caller to decide. Raises
    UnknownIndicator, and UnknownBreakdown where an indicator knows no such members. Without any facts of an
    indicator its figures say so.
    """
    if not wish.codes:
        return {}
    found = plans(session, wish.codes)
    _require_dimension(found, wish.by)
    known = spans(session, today)
    wanted = Wanted(
        frozenset().union(*(plan.measures for plan in found)),
        frozenset().union(*(plan.by_member for plan in found)),
    )
    tree = unit_tree(session)
    if wish.by is None:
        lines = {unit: tuple(u for u in tree.above(unit) if u in wish.members) for unit in tree.parents}
        ledger = lay_out(session, wanted, known, None, lambda unit, _: lines[unit], today)
    else:
        ledger = lay_out_members(session, wanted, known, tree.parents.keys(), wish.by, today)
    frames = SpanFrames(ledger, today, wish.months)
    working = [(plan.indicator.code, evaluator_of(plan, ledger, today, frames)) for plan in found]
    return _figures(working, wish)


def _figures(working: Sequence[tuple[str, Evaluator]], wish: SpanWish) -> Mapping[str, Mapping[int, Figure]]:
    periods = (Period.of(wish.last, Grain.MONTH),)
    made: dict[str, dict[int, Figure]] = {code: {} for code, _ in working}
    for member in sorted(wish.members):
        for code, evaluator in working:
            made[code][member] = evaluator.figures(member, periods)[0]
    return made


def known_by(session: Session, codes: Collection[str], dimension: str) -> frozenset[str]:
    """Those of the indicators that can be broken down this way. UnknownIndicator for an unknown code."""
    return frozenset(plan.indicator.code for plan in plans(session, codes) if dimension in plan.dimensions)


def _require_dimension(found: Iterable[Plan], by: str | None) -> None:
    for plan in found:
        if by is not None and plan.definitions and by not in plan.dimensions:
            raise UnknownBreakdown(indicator=plan.indicator.code, dimension=f"field.{by}")
