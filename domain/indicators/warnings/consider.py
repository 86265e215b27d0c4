"""Think about one series: its outlook, and what in it gives cause for a notice. Pure computation."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from domain.core.period import Period
from domain.core.rounding import inexact
from domain.indicators.indicator import Measured
from domain.indicators.warnings.control_limits import Control, control
from domain.indicators.warnings.crossing import Crossing, crossing
from domain.indicators.warnings.forecast import Forecast, forecast
from domain.indicators.warnings.unusual import anomaly_scores
from domain.indicators.warnings.watched import Watched

FRESH = 3
"""Periods after which figures are too old to warn of anything."""
INFINITE = Decimal("Infinity")


@dataclass(frozen=True)
class Thought:
    """What was found out about one series."""

    watched: Watched
    forecast: Forecast
    amber: Crossing | None
    red: Crossing | None
    control: Control | None
    scores: tuple[Decimal | None, ...]
    today: date

    @property
    def fresh(self) -> bool:
        """The latest period is recent enough to act on."""
        last = self.watched.last.period
        return last.later(FRESH) >= Period.containing(self.today, last.grain)

    def interval(self, level: float) -> list[tuple[Decimal, Decimal]] | None:
        """The interval of each step, within what the figure can be; None where nothing is known."""
        projection = self.forecast.projection
        if not projection.known:
            return None
        low, high = bounds(self.watched)
        return [
            (min(max(inexact(a), low), high), min(max(inexact(b), low), high))
            for a, b in zip(*(side.tolist() for side in projection.interval(level)), strict=True)
        ]


def consider(watched: Watched, today: date) -> Thought | None:
    """Everything about one series; None below 12 periods in a row. Takes about a tenth of a second."""
    if not watched.enough:
        return None
    values = [one.value for one in watched.known]
    season = watched.last.period.grain.per_year
    seed = int(watched.fingerprint[:8], 16)
    low, high = bounds(watched)
    found = forecast([float(value) for value in values], season, seed)
    projected = found.projection.within(float(low), float(high))
    ahead = Forecast(
        found.method, projected, found.accuracy, found.naive, found.coverage, found.widening, found.surprise
    )
    last = watched.last
    return Thought(
        watched, ahead, _crossing(watched, ahead, last.amber), _crossing(watched, ahead, last.red),
        control(values, seasonal=found.method.seasonal, bounds=(low, high)),
        tuple(anomaly_scores(values, season)), today,
    )  # fmt: skip


def bounds(watched: Watched) -> tuple[Decimal, Decimal]:
    """What the figure can be: shares stay within 0 and 1, what never was negative stays so."""
    values = [one.value for one in watched.known]
    lowest, highest = min(values), max(values)
    low = Decimal(0) if lowest >= 0 else -INFINITE
    share = {Measured.RATIO: Decimal(1), Measured.PERCENT: Decimal(100)}.get(watched.indicator.measured)
    return low, share if share is not None and low == 0 and highest <= share else INFINITE


def _crossing(watched: Watched, ahead: Forecast, threshold: Decimal | None) -> Crossing | None:
    if threshold is None or not ahead.projection.known:
        return None
    return crossing(ahead.projection, watched.indicator.direction, float(threshold))
