"""The cycles of the demo company's assessments."""

from dataclasses import dataclass
from datetime import date, timedelta

from domain.appraisal.cycle_state import Span
from domain.core.period import add_months, first_day_of, last_day_of, month_of
from domain.demo.plan import DemoPlan

UNTIL_OVER = 60
"""Days after the end of a period by which its cycle is over and what follows is decided."""


@dataclass(frozen=True)
class Round:
    """One cycle: for which period, and how long before its goals were set."""

    code: str
    name_zh: str
    name_en: str
    span: Span
    first_on: date

    @property
    def last_on(self) -> date:
        """The last day of the period."""
        return last_day_of(add_months(month_of(self.first_on), self.span.months - 1))

    def after(self, days: int) -> date:
        """So many days after the period."""
        return self.last_on + timedelta(days=days)


def rounds(plan: DemoPlan) -> tuple[list[Round], Round]:
    """The cycles that are over (the last year and the last half-year that can be), and the running one."""
    halves = [_half(first_day_of(plan.month(age))) for age in range(plan.months - 12)]
    years = [_year(first_day_of(plan.month(age))) for age in range(plan.months - 12)]
    over = [
        next((one for one in found if one.after(UNTIL_OVER) <= plan.today), None) for found in (years, halves)
    ]
    told = [one for one in over if one is not None and one.first_on >= plan.start_of(plan.months - 12)]
    return sorted(told, key=lambda one: one.last_on), halves[0]


def _half(day: date) -> Round:
    number = 1 if day.month <= 6 else 2
    first = date(day.year, 6 * number - 5, 1)
    zh = f"{day.year}年{'上' if number == 1 else '下'}半年绩效考核"
    return Round(f"h{day.year}_{number}", zh, f"Assessment H{number} {day.year}", Span.HALF, first)


def _year(day: date) -> Round:
    names = f"{day.year}年度绩效考核", f"Assessment {day.year}"
    return Round(f"y{day.year}", *names, Span.YEAR, date(day.year, 1, 1))
