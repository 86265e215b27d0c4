"""DSO by counting back (倒推法): how many days of the newest sales are still unpaid."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from domain.core.rounding import ARITHMETIC

ZERO = Decimal(0)


@dataclass(frozen=True, slots=True)
class Countback:
    """Days found. `censored`: the history was used up first, so the truth is more than `days`."""

    days: Decimal
    censored: bool = False


def count_back(receivables: Decimal, months: Iterable[tuple[Decimal, int]]) -> Countback:
    """Peel the newest month's sales off the receivables, month by month; the last month counts pro rata.

    `months` are (credit sales, calendar days), newest first; they are read only as far as needed. A month
    without sales, or with more credits than sales, adds all its days and peels nothing. Nothing owed is
    0 days.
    """
    left, days = receivables, ZERO
    if left <= 0:
        return Countback(ZERO)
    for sales, length in months:
        if sales >= left:
            return Countback(days + ARITHMETIC.divide(left * length, sales))
        days += length
        left -= max(sales, ZERO)
    return Countback(days, censored=True)
