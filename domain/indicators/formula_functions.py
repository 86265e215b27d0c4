"""The functions of the formula language.

Arithmetic functions take numbers; the others read more than one number of a measure from the context.
"""

from collections.abc import Callable, Hashable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from enum import Enum, auto

from domain.core.benford import deviation
from domain.core.wilson import wilson_interval
from domain.indicators import distribution
from domain.indicators.formula_context import Context, Use
from domain.receivables.concentration import sum_of_squares, top_sum, total_owed

Evaluate = Callable[[Context], Decimal | None]
Reader = Callable[[Context, str, int, int, int], Decimal | None]
"""(context, measure, shift, window, whole number from the formula) -> result."""


class Arity(Enum):
    """What a numeric function takes."""

    ONE = auto()
    TWO = auto()
    MANY = auto()


@dataclass(frozen=True)
class Numeric:
    """A function of numbers. Missing in, missing out, unless `build` says otherwise."""

    signature: str
    arity: Arity
    build: Callable[..., Evaluate]


@dataclass(frozen=True)
class Lookup:
    """A function of a measure, with a whole number behind it where `number` is given (its range)."""

    signature: str
    use: Use
    read: Reader
    number: tuple[int, int] | None = None
    looks_back: bool = False
    """It also reads the measure `number` months earlier."""


def _of_known(combine: Callable[..., Decimal | None]) -> Callable[..., Evaluate]:
    """A function that is missing as soon as one of its arguments is."""

    def build(*arguments: Evaluate) -> Evaluate:
        def run(context: Context) -> Decimal | None:
            known = [value for argument in arguments if (value := argument(context)) is not None]
            return combine(*known) if len(known) == len(arguments) else None

        return run

    return build


def _of_one(change: Callable[[Decimal], Decimal | None]) -> Callable[..., Evaluate]:
    def build(argument: Evaluate) -> Evaluate:
        def run(context: Context) -> Decimal | None:
            value = argument(context)
            return None if value is None else change(value)

        return run

    return build


def _default(wanted: Evaluate, instead: Evaluate) -> Evaluate:
    def run(context: Context) -> Decimal | None:
        value = wanted(context)
        return instead(context) if value is None else value

    return run


def _given(condition: Evaluate, wanted: Evaluate) -> Evaluate:
    def run(context: Context) -> Decimal | None:
        value = condition(context)
        return wanted(context) if value is not None and value > 0 else None

    return run


def _end_of_interval(end: int) -> Callable[[Decimal, Decimal], Decimal | None]:
    def find(hits: Decimal, cases: Decimal) -> Decimal | None:
        interval = wilson_interval(hits, cases)
        return None if interval is None else interval[end]

    return find


def _positive(value: Decimal) -> Decimal | None:
    return value if value > 0 else None


NUMERIC: Mapping[str, Numeric] = {
    "abs": Numeric("abs(number)", Arity.ONE, _of_one(abs)),
    "positive": Numeric("positive(number)", Arity.ONE, _of_one(_positive)),
    "min": Numeric("min(number, number, ...)", Arity.MANY, _of_known(min)),
    "max": Numeric("max(number, number, ...)", Arity.MANY, _of_known(max)),
    "default": Numeric("default(number, instead)", Arity.TWO, _default),
    "given": Numeric("given(condition, number)", Arity.TWO, _given),
    "wilson_low": Numeric("wilson_low(hits, cases)", Arity.TWO, _of_known(_end_of_interval(0))),
    "wilson_high": Numeric("wilson_high(hits, cases)", Arity.TWO, _of_known(_end_of_interval(1))),
}
"""`positive` is missing unless above 0, for divisors; `default` replaces what is missing; `given` is missing
unless the condition is above 0; the ends of Wilson's 95 % interval are shares from 0 to 1."""


def _where_known(combine: Callable[..., Decimal | None]) -> Callable[..., Decimal | None]:
    def each(*values: Decimal | None) -> Decimal | None:
        return None if any(value is None for value in values) else combine(*values)

    return each


ELEMENTWISE: Mapping[str, Callable[..., Decimal | None]] = {
    "abs": _where_known(abs),
    "positive": _where_known(_positive),
    "min": _where_known(min),
    "max": _where_known(max),
    "default": lambda wanted, instead: instead if wanted is None else wanted,
    "given": lambda condition, wanted: wanted if condition is not None and condition > 0 else None,
    "wilson_low": _where_known(_end_of_interval(0)),
    "wilson_high": _where_known(_end_of_interval(1)),
}
"""The same functions of numbers that are there already, missing ones as None."""


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
