"""What counts as good for the loop: thresholds of domain reference G.1, K45 and R50."""

from decimal import Decimal
from enum import StrEnum

from domain.indicators.status import Direction, Status, rate
from domain.reporting.loop_rates import CapaRates


class LoopRate(StrEnum):
    """The four rates by which the loop itself is judged."""

    ON_TIME = "on_time"
    EXTENSION = "extension"
    EFFECT = "effect"
    RECURRENCE = "recurrence"

    @property
    def direction(self) -> Direction:
        """Which way is better."""
        return _NORMS[self][0]

    @property
    def limit(self) -> Decimal:
        """From where on it is good; beyond, attention is due."""
        return _NORMS[self][1]

    @property
    def red(self) -> Decimal:
        """From where on it is off track."""
        return _NORMS[self][2]

    def of(self, rates: CapaRates) -> Decimal | None:
        """Its value; None without cases."""
        return {
            LoopRate.ON_TIME: rates.on_time_rate,
            LoopRate.EXTENSION: rates.extension_rate,
            LoopRate.EFFECT: rates.effect_rate,
            LoopRate.RECURRENCE: rates.recurrence_rate,
        }[self]

    def parts(self, rates: CapaRates) -> tuple[int, int]:
        """How many of how many."""
        return {
            LoopRate.ON_TIME: (rates.in_time, rates.due),
            LoopRate.EXTENSION: (rates.extended, rates.due),
            LoopRate.EFFECT: (rates.effective, rates.reviewed),
            LoopRate.RECURRENCE: (rates.recurred, rates.reviewed),
        }[self]

    def status(self, rates: CapaRates) -> Status:
        """Whether it is good enough; equality is."""
        return rate(self.of(rates), self.direction, self.limit, self.red)


_NORMS: dict[LoopRate, tuple[Direction, Decimal, Decimal]] = {
    LoopRate.ON_TIME: (Direction.HB, Decimal("0.90"), Decimal("0.80")),
    LoopRate.EXTENSION: (Direction.LB, Decimal("0.15"), Decimal("0.30")),
    LoopRate.EFFECT: (Direction.HB, Decimal("0.95"), Decimal("0.90")),
    LoopRate.RECURRENCE: (Direction.LB, Decimal("0.10"), Decimal("0.20")),
}
"""Rate -> which way is good, amber, red. The reference names no red for extensions: twice the amber."""
