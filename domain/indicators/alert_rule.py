"""When an alert opens and closes over the periods of an indicator in a unit (domain reference 0, alert life).

It opens at the first amber or red and closes after two green periods in a row. A red that falls to amber
stays open. Periods without data or colour open nothing and are no sign of recovery: they break the row.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from domain.indicators.status import Status

CLOSE_AFTER = 2


@dataclass(frozen=True, slots=True)
class AlertLife:
    """Where an alert stands after the periods so far. `worst` and `latest` are None while none is open."""

    worst: Status | None = None
    latest: Status | None = None
    better: int = 0
    """Green periods in a row while open."""

    @property
    def open(self) -> bool:
        """An alert is open."""
        return self.worst is not None


@dataclass(frozen=True, slots=True)
class Episode:
    """One alert: positions in the series where it opened and closed (None: still open)."""

    opened_at: int
    closed_at: int | None
    worst: Status
    latest: Status
    """The last amber or red."""


def advance(life: AlertLife, status: Status, close_after: int = CLOSE_AFTER) -> AlertLife:
    """The state after one more period."""
    if status.breached:
        worst = Status.RED if Status.RED in (status, life.worst) else Status.AMBER
        return AlertLife(worst, status)
    if not life.open:
        return life
    better = life.better + 1 if status is Status.GREEN else 0
    return AlertLife() if better >= close_after else replace(life, better=better)


def open_after_each(statuses: Iterable[Status], close_after: int = CLOSE_AFTER) -> list[bool]:
    """Whether an alert is open after each period."""
    life, states = AlertLife(), []
    for status in statuses:
        life = advance(life, status, close_after)
        states.append(life.open)
    return states


def episodes(statuses: Iterable[Status], close_after: int = CLOSE_AFTER) -> tuple[Episode, ...]:
    """Every alert of a series, oldest first; at most the last one is open. Serves back-tests too."""
    found: list[Episode] = []
    life = AlertLife()
    for position, status in enumerate(statuses):
        before, life = life, advance(life, status, close_after)
        if life.worst and life.latest:
            opened_at = found[-1].opened_at if before.open else position
            episode = Episode(opened_at, None, life.worst, life.latest)
            found[-1 if before.open else len(found) :] = [episode]
        elif before.open:
            found[-1] = replace(found[-1], closed_at=position)
    return tuple(found)
