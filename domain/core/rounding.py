"""One rounding rule: half away from zero, as on invoices. Only what is shown or stored is rounded."""

from collections.abc import Sequence
from decimal import ROUND_DOWN, ROUND_HALF_UP, Context, Decimal

ARITHMETIC = Context(prec=28, rounding=ROUND_HALF_UP)
"""For quotients: the same digits in every thread, whatever a library did to the ambient context."""


def rounded(value: Decimal, places: int) -> Decimal:
    """The value with `places` digits after the point, halves away from zero."""
    return value.quantize(Decimal(1).scaleb(-places), rounding=ROUND_HALF_UP)


def cut(value: Decimal, places: int) -> Decimal:
    """The value with further digits dropped: for a figure that must not look larger than it is."""
    return value.quantize(Decimal(1).scaleb(-places), rounding=ROUND_DOWN)


def quotient(dividend: Decimal | int, divisor: Decimal | int) -> Decimal | None:
    """dividend / divisor; None where the divisor is 0, never 0 or infinity."""
    return ARITHMETIC.divide(dividend, divisor) if divisor else None


def mean(values: Sequence[Decimal]) -> Decimal:
    """The arithmetic mean of at least one value."""
    return ARITHMETIC.divide(sum(values, Decimal(0)), len(values))


def inexact(value: float, digits: int = 12) -> Decimal:
    """A statistical result as a decimal of `digits` significant digits, without binary noise."""
    return Decimal(f"{value:.{digits}g}")
