"""What the demo company is made from: the day it is seen from, its age, its size, and a seed."""

from dataclasses import dataclass
from datetime import date
from random import Random

from domain.core.period import add_months, first_day_of, month_of, months_between


@dataclass(frozen=True, slots=True)
class DemoPlan:
    """The same plan gives the same company. `scale` 1 is 300 customers; each step adds 300 more."""

    today: date
    months: int = 36
    seed: int = 7
    scale: int = 1

    @property
    def first(self) -> date:
        """The first day of trade."""
        return self.start_of(self.months)

    def stream(self, *names: object) -> Random:
        """Chance of its own for one purpose: another purpose changes nothing about it."""
        return Random("/".join(map(str, (self.seed, *names))))  # noqa: S311  repeatable, not secret

    def age(self, day: date) -> int:
        """Whole months from the day's month to today's."""
        return months_between(month_of(day), month_of(self.today))

    def month(self, age: int) -> int:
        """The month (yyyymm) so many months ago."""
        return add_months(month_of(self.today), -age)

    def start_of(self, age: int) -> date:
        """The first day of the month so many months ago."""
        return first_day_of(self.month(age))
