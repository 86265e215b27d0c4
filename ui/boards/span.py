"""The time a dashboard adds up, as months: the period looked at, as far as it has figures."""

from dataclasses import dataclass
from datetime import date

from domain.core.period import add_months, first_day_of, last_day_of, months_between
from ui.dashboard.view import View


@dataclass(frozen=True)
class Span:
    """`months` whole months ending with `month` (yyyymm), and the last month of the time compared with."""

    month: int
    months: int
    before: int | None

    @classmethod
    def of(cls, view: View) -> "Span":
        """The period up to the last month with figures; what it is compared with is as long."""
        months = months_between(view.months[0], view.month) + 1
        before = view.before
        return cls(view.month, months, add_months(before.first_month, months - 1) if before else None)

    @property
    def first_day(self) -> date:
        """Its first date."""
        return first_day_of(add_months(self.month, 1 - self.months))

    @property
    def last_day(self) -> date:
        """Its last date."""
        return last_day_of(self.month)

    @property
    def asked(self) -> str:
        """The months as a filter of a list."""
        return f"{add_months(self.month, 1 - self.months)}..{self.month}"
