"""The functions of the formula language that read more than one number of a measure from the context."""

from collections.abc import Callable, Hashable, Mapping
from dataclasses import dataclass
from decimal import Decimal

from domain.core.benford import deviation
from domain.indicators import distribution
from domain.indicators.formula_context import Context, Use
from domain.receivables.concentration import sum_of_squares, top_sum, total_owed

Evaluate = Callable[[Context], Decimal | None]
Reader = Callable[[Context, str, int, int, int], Decimal | None]
"""(context, measure, shift, window, whole number from the formula) -> result."""


@dataclass(frozen=True)
class Lookup:
    """A function of a measure, with a whole number behind it where `number` is given (its range)."""

    signature: str
    use: Use
    read: Reader
    number: tuple[int, int] | None = None
    looks_back: bool = False
    """It also reads the measure `number` months earlier."""


def _of_histogram(find: Callable[[distribution.Histogram, int], Decimal | None]) -> Reader:
    def read(context: Context, measure: str, shift: int, window: int, number: int) -> Decimal | None:
        histogram = context.histogram(measure, shift, window)
        return None if histogram is None else find(histogram, number)

    return read


def _of_members(find: Callable[[Mapping[Hashable, Decimal], int], Decimal | None]) -> Reader:
    def read(context: Context, measure: str, shift: int, window: int, number: int) -> Decimal | None:
        members = context.members(measure, shift, window)
        return None if members is None else find(members, number)

    return read


def _retained(context: Context, measure: str, shift: int, window: int, months: int) -> Decimal | None:
    """Members active both in the window and in the one `months` months before (B08)."""
    present = context.members(measure, shift, window)
    before = context.members(measure, shift + months, window)
    if present is None or before is None:
        return None
    return Decimal(sum(1 for member, amount in before.items() if amount and present.get(member)))


LOOKUPS: Mapping[str, Lookup] = {
    "count": Lookup(
        "count(distribution)",
        Use.HISTOGRAM,
        _of_histogram(lambda records, _: Decimal(distribution.record_count(records))),
    ),
    "mean": Lookup(
        "mean(distribution)", Use.HISTOGRAM, _of_histogram(lambda records, _: distribution.mean(records))
    ),
    "median": Lookup(
        "median(distribution)", Use.HISTOGRAM, _of_histogram(lambda records, _: distribution.median(records))
    ),
    "percentile": Lookup(
        "percentile(distribution, 0..100)",
        Use.HISTOGRAM,
        _of_histogram(lambda records, percent: distribution.percentile(records, Decimal(percent))),
        number=(0, 100),
    ),
    "benford": Lookup(
        "benford(first digits)", Use.HISTOGRAM, _of_histogram(lambda records, _: deviation(records))
    ),
    "owed": Lookup(
        "owed(members)", Use.MEMBERS, _of_members(lambda members, _: total_owed(members.values()))
    ),
    "largest": Lookup(
        "largest(members)", Use.MEMBERS, _of_members(lambda members, _: top_sum(members.values()))
    ),
    "top": Lookup(
        "top(members, how many)",
        Use.MEMBERS,
        _of_members(lambda members, count: top_sum(members.values(), count)),
        number=(1, 1000),
    ),
    "sum_squares": Lookup(
        "sum_squares(members)", Use.MEMBERS, _of_members(lambda members, _: sum_of_squares(members.values()))
    ),
    "distinct": Lookup(
        "distinct(members)",
        Use.MEMBERS,
        _of_members(lambda members, _: Decimal(sum(1 for amount in members.values() if amount))),
    ),
    "at_least": Lookup(
        "at_least(members, amount)",
        Use.MEMBERS,
        _of_members(lambda members, least: Decimal(sum(1 for amount in members.values() if amount >= least))),
        number=(1, 10**9),
    ),
    "retained": Lookup(
        "retained(members, months before)", Use.MEMBERS, _retained, number=(1, 120), looks_back=True
    ),
}
"""Functions of distributions and of members; `number` is the range of their second argument."""
