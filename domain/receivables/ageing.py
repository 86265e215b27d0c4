"""How old open receivables are: by due date for collection, by recognition date (账龄) for disclosure.

Formulas: domain reference C.1. The two bases are never mixed in one table.
"""

from collections.abc import Hashable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal
from enum import StrEnum

ZERO = Decimal(0)


class Bucket(StrEnum):
    """Days past due, in bands. The due day itself is not overdue."""

    NOT_DUE = "not_due"
    TO_30 = "1-30"
    TO_60 = "31-60"
    TO_90 = "61-90"
    TO_180 = "91-180"
    TO_365 = "181-365"
    OVER_365 = ">365"


class Age(StrEnum):
    """Years since recognition, in bands: an item is one year old until the same date of the next year."""

    TO_1 = "<=1y"
    TO_2 = "1-2y"
    TO_3 = "2-3y"
    TO_4 = "3-4y"
    TO_5 = "4-5y"
    OVER_5 = ">5y"


_UPPER = (
    (0, Bucket.NOT_DUE),
    (30, Bucket.TO_30),
    (60, Bucket.TO_60),
    (90, Bucket.TO_90),
    (180, Bucket.TO_180),
    (365, Bucket.TO_365),
)


def days_overdue(due_on: date, as_of: date) -> int:
    """Calendar days past the due date; 0 on it, negative before it."""
    return (as_of - due_on).days


def bucket_of(days: int) -> Bucket:
    """The band of a number of days past due."""
    return next((bucket for upper, bucket in _UPPER if days <= upper), Bucket.OVER_365)


def age_of(recognised_on: date, as_of: date) -> Age:
    """The disclosure band of an item recognised on a date."""
    ends = (_anniversary(recognised_on, years) for years in range(1, 6))
    return next((band for band, end in zip(Age, ends, strict=False) if as_of <= end), Age.OVER_5)


def _anniversary(day: date, years: int) -> date:
    try:
        return day.replace(year=day.year + years)
    except ValueError:  # 29 February
        return day.replace(year=day.year + years, day=28)


def open_amount(gross: Decimal, applications: Iterable[tuple[date, Decimal]], as_of: date) -> Decimal:
    """What is still owed at the end of `as_of`.

    `applications` are (date, amount) of everything that settles the invoice: receipts allocated, credit
    notes applied, write-offs. Later ones do not count yet. Negative when more was applied than owed.
    """
    return gross - sum((amount for applied_on, amount in applications if applied_on <= as_of), ZERO)


@dataclass(frozen=True, slots=True)
class OpenItem:
    """An invoice with what is open of it. `group` is what the table is broken down by (customer, unit)."""

    group: Hashable
    due_on: date
    amount: Decimal


@dataclass(slots=True)
class Cell:
    """How many items, and their open amount."""

    count: int = 0
    amount: Decimal = ZERO

    def add(self, amount: Decimal) -> None:
        """One more item."""
        self.count += 1
        self.amount += amount


@dataclass(slots=True)
class AgeingRow:
    """One line of the table. Credit balances stand apart: they are owed to the customer, not by it."""

    buckets: Mapping[Bucket, Cell] = field(default_factory=lambda: {bucket: Cell() for bucket in Bucket})
    credit: Cell = field(default_factory=Cell)

    def add(self, days: int, amount: Decimal) -> None:
        """Count an item that is `days` past due; settled items leave no trace."""
        if amount > 0:
            self.buckets[bucket_of(days)].add(amount)
        elif amount < 0:
            self.credit.add(amount)

    @property
    def total(self) -> Decimal:
        """Open amount of all buckets, credit balances excluded."""
        return sum((cell.amount for cell in self.buckets.values()), ZERO)

    @property
    def overdue(self) -> Decimal:
        """Open amount past due."""
        return self.total - self.buckets[Bucket.NOT_DUE].amount


@dataclass(frozen=True, slots=True)
class AgeingTable:
    """Open receivables on a date by group and bucket, with the line of all groups together."""

    as_of: date
    rows: Mapping[Hashable, AgeingRow]
    whole: AgeingRow

    def difference(self, ledger: Decimal) -> Decimal:
        """How far buckets and credit balances are from the ledger's open total; 0 when they tie out."""
        return self.whole.total + self.whole.credit.amount - ledger


def age_items(items: Iterable[OpenItem], as_of: date) -> AgeingTable:
    """The ageing table by due date. Each item counts once in its group and once in the whole."""
    rows: dict[Hashable, AgeingRow] = {}
    whole = AgeingRow()
    for item in items:
        days = days_overdue(item.due_on, as_of)
        rows.setdefault(item.group, AgeingRow()).add(days, item.amount)
        whole.add(days, item.amount)
    return AgeingTable(as_of, rows, whole)


def first_day_past(due_on: date, days: int) -> date:
    """The first date on which an item is more than `days` past due: when it enters the next bucket."""
    return due_on + timedelta(days=days + 1)
