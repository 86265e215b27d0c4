"""First digits of amounts against Benford's law: a screen for invented figures, never proof by itself.

Method and bands: Nigrini 2012 (domain reference G.5). Needs 500 amounts or more that span orders of
magnitude and have neither a fixed price nor a cap.
"""

from collections.abc import Mapping
from decimal import Context, Decimal
from enum import StrEnum

from domain.core.rounding import ARITHMETIC

DIGITS = range(1, 10)
MINIMUM, INDICATIVE_BELOW = 500, 1000
_EXACT = Context(prec=28)
EXPECTED: Mapping[int, Decimal] = {
    digit: _EXACT.log10(_EXACT.divide(Decimal(digit + 1), Decimal(digit))) for digit in DIGITS
}
"""Share of amounts that begin with each digit: log10(1 + 1/d)."""


class Conformity(StrEnum):
    """How close a distribution of first digits is, by its mean absolute deviation."""

    CLOSE = "close"
    ACCEPTABLE = "acceptable"
    MARGINAL = "marginal"
    NONE = "none"


BANDS = (
    (Decimal("0.006"), Conformity.CLOSE),
    (Decimal("0.012"), Conformity.ACCEPTABLE),
    (Decimal("0.015"), Conformity.MARGINAL),
)

Counts = Mapping[int, int]
"""How many amounts begin with each digit."""


def first_digit(amount: Decimal) -> int | None:
    """The first significant digit, whatever the sign; None for 0."""
    return next((digit for digit in amount.as_tuple().digits if digit), None)


def total(counts: Counts) -> int:
    """How many amounts were looked at."""
    return sum(counts.get(digit, 0) for digit in DIGITS)


def deviation(counts: Counts) -> Decimal | None:
    """Mean absolute deviation (MAD) of the shares of the nine digits; None without amounts."""
    whole = total(counts)
    if not whole:
        return None
    apart = (abs(_share(counts, digit, whole) - EXPECTED[digit]) for digit in DIGITS)
    return ARITHMETIC.divide(sum(apart, Decimal(0)), Decimal(9))


def chi_square(counts: Counts) -> Decimal | None:
    """The chi-square statistic with 8 degrees of freedom; None without amounts."""
    whole = total(counts)
    terms = (
        ARITHMETIC.divide((counts.get(digit, 0) - whole * EXPECTED[digit]) ** 2, whole * EXPECTED[digit])
        for digit in DIGITS
        if whole
    )
    return sum(terms, Decimal(0)) if whole else None


def conformity(mad: Decimal) -> Conformity:
    """The band a deviation falls in; a limit belongs to the better band."""
    return next((band for limit, band in BANDS if mad <= limit), Conformity.NONE)


def digit_z(share: Decimal, digit: int, amounts: int) -> Decimal:
    """How many standard errors a digit's share is off, with continuity correction; above 1.96 is unusual."""
    expected = EXPECTED[digit]
    apart, correction = abs(share - expected), ARITHMETIC.divide(Decimal(1), Decimal(2 * amounts))
    error = (ARITHMETIC.divide(expected * (1 - expected), Decimal(amounts))).sqrt(ARITHMETIC)
    return ARITHMETIC.divide(apart - correction if correction < apart else apart, error)


def _share(counts: Counts, digit: int, whole: int) -> Decimal:
    return ARITHMETIC.divide(Decimal(counts.get(digit, 0)), Decimal(whole))
