"""The functions of the formula language that take numbers."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from enum import Enum, auto

from domain.core.wilson import wilson_interval
from domain.indicators.formula_context import Context
from domain.indicators.formula_functions import Evaluate


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
