"""How often something is done: every so many minutes, or at an hour of certain days where the company is."""

from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

from apscheduler.triggers.cron import CronTrigger

from db.settings import settings
from domain.core.errors import RuleBroken

MOMENT = timedelta(microseconds=1)
LONGEST_PAUSE = 24 * 60
"""Minutes; what is done more rarely is done daily, weekly or monthly."""
WEEKDAYS = 7
SURE_DAYS = 28
"""Every month has these days."""
LAST_DAY = 31
"""Stands for the last day of any month."""


class Rhythm(StrEnum):
    """The ways of repeating."""

    MINUTES = "minutes"
    DAILY = "daily"
    WEEKLY = "weekly"
    MONTHLY = "monthly"


class UnfitPause(RuleBroken):
    """The number of minutes makes no sense."""

    text = "Between two runs there must be 1 to {longest} minutes."


class UnfitHour(RuleBroken):
    """Not a time of day."""

    text = "“{value}” is not a time of day such as 02:30."


class UnfitDay(RuleBroken):
    """Not a day that every week or month has."""

    text = "Choose a day of the week, or a day of the month from 1 to {sure}, or its last."


@dataclass(frozen=True)
class Cadence:
    """One way of repeating. `at` is HH:MM, company time; `weekday` 0 is Monday, `day` 31 a month's last."""

    rhythm: Rhythm
    every: int = 0
    at: str = "00:00"
    weekday: int = 0
    day: int = 1

    def check(self) -> None:
        """Raise a RuleBroken unless it makes sense."""
        if self.rhythm is Rhythm.MINUTES:
            if not 1 <= self.every <= LONGEST_PAUSE:
                raise UnfitPause(field="every", longest=LONGEST_PAUSE)
            return
        try:
            time.fromisoformat(self.at)
        except ValueError as error:
            raise UnfitHour(field="at", value=self.at) from error
        if self.rhythm is Rhythm.WEEKLY and not 0 <= self.weekday < WEEKDAYS:
            raise UnfitDay(field="weekday", sure=SURE_DAYS)
        if self.rhythm is Rhythm.MONTHLY and not (1 <= self.day <= SURE_DAYS or self.day == LAST_DAY):
            raise UnfitDay(field="day", sure=SURE_DAYS)

    def next_after(self, instant: datetime) -> datetime:
        """The first time after an instant. An hour that a change of clocks leaves out comes just after it."""
        if self.rhythm is Rhythm.MINUTES:
            return instant + timedelta(minutes=self.every)
        hour = time.fromisoformat(self.at)
        trigger = CronTrigger(
            day=("last" if self.day == LAST_DAY else self.day) if self.rhythm is Rhythm.MONTHLY else "*",
            day_of_week=self.weekday if self.rhythm is Rhythm.WEEKLY else "*",
            hour=hour.hour, minute=hour.minute, timezone=ZoneInfo(settings().time_zone),
        )  # fmt: skip
        found: datetime = trigger.get_next_fire_time(None, instant + MOMENT)
        while found.fold:  # an hour that a change of clocks repeats counts once
            # counted in UTC: on the wall's clock a moment later would still lie before the second hour
            found = trigger.get_next_fire_time(None, found.astimezone(UTC) + MOMENT)
        return found.astimezone(UTC)

    @property
    def word(self) -> str:
        """By which it is compared with another."""
        return f"{self.rhythm}/{self.every}/{self.at}/{self.weekday}/{self.day}"


def minutes(every: int) -> Cadence:
    """Every so many minutes."""
    return Cadence(Rhythm.MINUTES, every=every)


def daily(at: str) -> Cadence:
    """Every day at an hour."""
    return Cadence(Rhythm.DAILY, at=at)
