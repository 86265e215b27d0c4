"""What the title of a chart says, where the figures say something; else the chart keeps its question."""

from collections.abc import Sequence
from decimal import Decimal

from domain.core.period import Grain
from domain.core.statement import Statement
from domain.indicators.status import Status
from domain.reporting.shown_figure import ShownFigure

RUN = 3
"""Steps in one direction that make a movement worth a title."""
STREAK = 2
"""Periods off track that make a standing problem."""


class Moved(Statement):
    """The figure went one way several times in a row; subclasses say which way and how long a step is."""


class RisingMonths(Moved):
    """Up, month after month."""

    text = "{name} has risen {count} months in a row"


class RisingQuarters(Moved):
    """Up, quarter after quarter."""

    text = "{name} has risen {count} quarters in a row"


class RisingYears(Moved):
    """Up, year after year."""

    text = "{name} has risen {count} years in a row"


class FallingMonths(Moved):
    """Down, month after month."""

    text = "{name} has fallen {count} months in a row"


class FallingQuarters(Moved):
    """Down, quarter after quarter."""

    text = "{name} has fallen {count} quarters in a row"


class FallingYears(Moved):
    """Down, year after year."""

    text = "{name} has fallen {count} years in a row"


class OffTrackFor(Statement):
    """Red for several periods, without moving on."""

    text = "{name} has been off track for {count} periods"


class OffTrackNow(Statement):
    """Red since this period."""

    text = "{name} went off track"


class BackOnTrack(Statement):
    """Green after amber or red."""

    text = "{name} is back on track"


MOVED: dict[tuple[Grain, bool], type[Moved]] = {
    (Grain.MONTH, True): RisingMonths,
    (Grain.QUARTER, True): RisingQuarters,
    (Grain.YEAR, True): RisingYears,
    (Grain.MONTH, False): FallingMonths,
    (Grain.QUARTER, False): FallingQuarters,
    (Grain.YEAR, False): FallingYears,
}
Line = Sequence[ShownFigure | None]
"""Figures of consecutive periods of one grain, oldest first, gaps as None."""


def finding(name: str, figures: Line) -> Statement | None:
    """The most telling true sentence about where the figures end; None when they say nothing of the kind.

    A movement of RUN steps or more comes first, then how long the status has been bad, then recovery.
    A period that is not over is left aside: half a month rises or falls by itself.
    """
    settled = list(figures)
    while settled and (settled[-1] is None or settled[-1].provisional):
        settled.pop()
    if not settled or settled[-1] is None:
        return None
    steps, up = movement([one.value if one else None for one in settled])
    if steps >= RUN:
        return MOVED[settled[-1].period.grain, up](name=name, count=steps)
    return _of_status(name, [one.status if one else Status.NO_DATA for one in settled])


def movement(values: Sequence[Decimal | None]) -> tuple[int, bool]:
    """How many steps at the end go one way, and whether that is up. A gap or a pause ends the count."""
    steps, up = 0, False
    for before, after in zip(reversed(values[:-1]), reversed(values[1:]), strict=True):
        if before is None or after is None or before == after or (steps and (after > before) != up):
            break
        steps, up = steps + 1, after > before
    return steps, up


def _of_status(name: str, statuses: Sequence[Status]) -> Statement | None:
    red = 0
    for status in reversed(statuses):
        if status is not Status.RED:
            break
        red += 1
    if red >= STREAK:
        return OffTrackFor(name=name, count=red)
    before, now = statuses[-2] if len(statuses) > 1 else Status.NO_DATA, statuses[-1]
    if red and before in (Status.GREEN, Status.AMBER):
        return OffTrackNow(name=name)
    return BackOnTrack(name=name) if now is Status.GREEN and before.breached else None
