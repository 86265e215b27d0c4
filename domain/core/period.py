"""Calendar periods. A month is a number (202403), as facts store it, so that sums by month need no dates."""

import re
from calendar import monthrange
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Self

from domain.core.errors import RuleBroken


class NotAPeriod(RuleBroken):
    """A text or number does not name a month, quarter or year of the calendar."""

    text = "{period} is not a period. Write 2024-03, 2024Q1 or 2024."


class Grain(StrEnum):
    """How long a period is."""

    MONTH = "month"
    QUARTER = "quarter"
    YEAR = "year"

    @property
    def months(self) -> int:
        """Whole calendar months in one period."""
        return _MONTHS[self]

    @property
    def per_year(self) -> int:
        """Periods in one year: the length of a season."""
        return 12 // _MONTHS[self]


_MONTHS = {Grain.MONTH: 1, Grain.QUARTER: 3, Grain.YEAR: 12}
_WRITTEN = re.compile(r"(?P<year>\d{4})(?:-?(?:Q(?P<quarter>[1-4])|(?P<month>0[1-9]|1[0-2])))?", re.ASCII)


def month_of(day: date) -> int:
    """The month (yyyymm) of a date."""
    return day.year * 100 + day.month


def add_months(month: int, count: int) -> int:
    """The month `count` months later; earlier where negative."""
    ordinal = month // 100 * 12 + month % 100 - 1 + count
    return ordinal // 12 * 100 + ordinal % 12 + 1


def months_between(first: int, last: int) -> int:
    """How many months `last` lies after `first`; negative when it lies before."""
    return (last // 100 - first // 100) * 12 + last % 100 - first % 100


def month_range(first: int, last: int) -> Iterator[int]:
    """Every month from `first` to `last`, both included."""
    month = first
    while month <= last:
        yield month
        month = month + 1 if month % 100 < 12 else month + 89


def days_of(month: int) -> int:
    """Calendar days of a month."""
    return monthrange(month // 100, month % 100)[1]


def first_day_of(month: int) -> date:
    """The first date of a month."""
    return date(month // 100, month % 100, 1)


def last_day_of(month: int) -> date:
    """The last date of a month."""
    return date(month // 100, month % 100, days_of(month))


def months_later(day: date, count: int) -> date:
    """The same day of the month `count` months on; the last one where that month is shorter."""
    month = add_months(month_of(day), count)
    return first_day_of(month).replace(day=min(day.day, days_of(month)))


def written(month: int) -> str:
    """A month as people write it and `Period.parse` reads it: 2024-03."""
    return f"{first_day_of(month):%Y-%m}"


def in_last_days(day: date, count: int) -> bool:
    """The date is one of the last `count` of its month."""
    return day.day > monthrange(day.year, day.month)[1] - count


@dataclass(frozen=True, order=True, slots=True)
class Period:
    """One month, quarter or year; `index` counts within its year from 1. Those of one grain sort by time."""

    grain: Grain
    year: int
    index: int = 1

    def __post_init__(self) -> None:
        if not (1 <= self.year <= 9999 and 1 <= self.index <= self.grain.per_year):
            raise NotAPeriod(period=f"{self.grain.value} {self.index}, {self.year}")

    @classmethod
    def of(cls, month: int, grain: Grain) -> Self:
        """The period of the grain that the month (yyyymm) belongs to."""
        if not 1 <= month % 100 <= 12:
            raise NotAPeriod(period=month)
        return cls(grain, month // 100, (month % 100 - 1) // grain.months + 1)

    @classmethod
    def containing(cls, day: date, grain: Grain) -> Self:
        """The period of the grain that the date belongs to."""
        return cls.of(month_of(day), grain)

    @classmethod
    def parse(cls, text: str) -> Self:
        """The period named by `2024-03`, `202403`, `2024Q1`, `2024-Q1` or `2024`; else NotAPeriod."""
        match = _WRITTEN.fullmatch(text.strip().upper())
        if match is None:
            raise NotAPeriod(period=text)
        year, quarter, month = int(match["year"]), match["quarter"], match["month"]
        if quarter:
            return cls(Grain.QUARTER, year, int(quarter))
        return cls(Grain.MONTH, year, int(month)) if month else cls(Grain.YEAR, year)

    @classmethod
    def between(cls, first: date, last: date, grain: Grain) -> tuple[Self, ...]:
        """Every period of the grain that a date from `first` to `last` falls in."""
        return tuple(cls.containing(first, grain).to(cls.containing(last, grain)))

    @property
    def ordinal(self) -> int:
        """Position on the time line of its grain; the next period has the next number."""
        return self.year * self.grain.per_year + self.index - 1

    @property
    def key(self) -> int:
        """Its last month (yyyymm): how readings are stored and sorted."""
        return self.year * 100 + self.index * self.grain.months

    @property
    def first_month(self) -> int:
        """Its first month (yyyymm)."""
        return self.year * 100 + (self.index - 1) * self.grain.months + 1

    @property
    def months(self) -> tuple[int, ...]:
        """Its months (yyyymm) in order."""
        return tuple(range(self.first_month, self.key + 1))

    @property
    def first_day(self) -> date:
        """The date it begins."""
        return first_day_of(self.first_month)

    @property
    def last_day(self) -> date:
        """The date it ends; balances are as of the end of this day."""
        return last_day_of(self.key)

    @property
    def days(self) -> int:
        """Calendar days in it."""
        return sum(days_of(month) for month in self.months)

    @property
    def label(self) -> str:
        """How it is written in every language; `parse` reads it back."""
        if self.grain is Grain.MONTH:
            return f"{self.year:04}-{self.index:02}"
        return f"{self.year:04}Q{self.index}" if self.grain is Grain.QUARTER else f"{self.year:04}"

    def later(self, count: int = 1) -> Self:
        """The period of the same grain `count` periods later."""
        year, index = divmod(self.ordinal + count, self.grain.per_year)
        return type(self)(self.grain, year, index + 1)

    def previous(self, count: int = 1) -> Self:
        """The period of the same grain `count` periods earlier."""
        return self.later(-count)

    def year_ago(self) -> Self:
        """The same period of the year before."""
        return type(self)(self.grain, self.year - 1, self.index)

    def to(self, last: Self) -> Iterator[Self]:
        """This period and every later one up to `last`; none when `last` is earlier."""
        if last.grain is not self.grain:
            raise NotAPeriod(period=f"{self.label}..{last.label}")
        for count in range(last.ordinal - self.ordinal + 1):
            yield self.later(count)

    def __contains__(self, day: date) -> bool:
        return self.first_day <= day <= self.last_day

    def __str__(self) -> str:
        return self.label


def window_days(last_month: int, months: int) -> int:
    """Calendar days of the `months` whole months that end with `last_month` (yyyymm)."""
    first = add_months(last_month, 1 - months)
    return (last_day_of(last_month) - first_day_of(first)).days + 1
