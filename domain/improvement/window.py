"""Which months count as before and which as after."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from domain.core.period import add_months, last_day_of, month_range


@dataclass(frozen=True)
class Window:
    """Two spans of whole months (yyyymm). What lies between them, work and transition, counts as neither."""

    before_from: int
    before_to: int
    after_from: int
    after_to: int

    @property
    def before(self) -> Iterator[int]:
        """The months of the baseline."""
        return month_range(self.before_from, self.before_to)

    @property
    def after(self) -> Iterator[int]:
        """The months of observation."""
        return month_range(self.after_from, self.after_to)

    @property
    def last_day(self) -> date:
        """The last day of observation."""
        return last_day_of(self.after_to)

    def ended(self, today: date) -> bool:
        """Observation is over: its last day lies in the past."""
        return today > self.last_day


def window(
    *,
    baseline_to: int,
    baseline_months: int,
    implemented_month: int,
    transition_months: int,
    window_months: int,
) -> Window:
    """The window of an effect whose last measure was done in `implemented_month`.

    That month itself is part old, part new, so observation starts after it and after the transition.
    """
    after_from = add_months(implemented_month, 1 + transition_months)
    return Window(
        before_from=add_months(baseline_to, 1 - baseline_months),
        before_to=baseline_to,
        after_from=after_from,
        after_to=add_months(after_from, window_months - 1),
    )
