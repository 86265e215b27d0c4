"""When an alert that nobody answers climbs, and to whom (domain reference B.3)."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from domain.core.clock import business_date
from domain.core.working_days import WorkCalendar, working_days_after
from domain.indicators.alert_state import Level, Rung


@dataclass(frozen=True)
class Wait:
    """How long until the next rung: hours of the clock, or working days."""

    hours: int = 0
    working_days: int = 0


LADDERS: dict[Level, tuple[tuple[Rung, Wait], ...]] = {
    Level.RED: (
        (Rung.OWNER, Wait()),
        (Rung.LINE_MANAGER, Wait(hours=24)),
        (Rung.INTERNAL_CONTROL, Wait(hours=48)),
        (Rung.COMMITTEE, Wait(working_days=5)),
    ),
    Level.AMBER: ((Rung.OWNER, Wait()), (Rung.LINE_MANAGER, Wait(working_days=5))),
}


@dataclass(frozen=True)
class Height:
    """The rung reached, and the next one with its time; None at the top."""

    rung: Rung
    next_rung: Rung | None = None
    next_at: datetime | None = None


def due(since: datetime, wait: Wait, calendar: WorkCalendar | None = None) -> datetime:
    """The instant a wait that began at `since` is over; a working day ends at the same time of day."""
    at = since + timedelta(hours=wait.hours)
    day = business_date(at)
    return at + (working_days_after(day, wait.working_days, calendar) - day)


def height(level: Level, since: datetime, now: datetime, calendar: WorkCalendar | None = None) -> Height:
    """How far an alert of this level, unanswered since `since`, has climbed."""
    reached = Rung.OWNER
    for rung, wait in LADDERS[level]:
        at = due(since, wait, calendar)
        if at > now:
            return Height(reached, rung, at)
        reached = rung
    return Height(reached)
