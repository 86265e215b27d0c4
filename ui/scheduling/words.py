"""Cadences, outcomes and counts in words."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from domain.scheduling.cadence import LAST_DAY, Cadence, Rhythm
from domain.scheduling.job_run import JobRun
from ui import formats
from ui.language import _, label


def job_name(code: str) -> str:
    """The name of a job."""
    return label(f"job.{code}")


def in_words(cadence: Cadence | None) -> str:
    """When something is done."""
    if cadence is None:
        return _("Not by itself")
    if cadence.rhythm is Rhythm.MINUTES:
        return _("Every {count} min", count=formats.number(cadence.every))
    if cadence.rhythm is Rhythm.DAILY:
        return _("Daily at {hour}", hour=cadence.at)
    if cadence.rhythm is Rhythm.WEEKLY:
        return _("{day} at {hour}", day=weekday_name(cadence.weekday), hour=cadence.at)
    return _("Monthly, {day}, at {hour}", day=day_name(cadence.day), hour=cadence.at)


def weekday_name(weekday: int) -> str:
    """0 is Monday."""
    return label(f"weekday.{weekday}")


def day_name(day: int) -> str:
    """A day of the month; 31 stands for the last."""
    return _("on the last day") if day == LAST_DAY else _("on day {day}", day=day)


def told(counts: Mapping[str, Any]) -> str:
    """What a run did; what it did not do at all is left out."""
    said = [f"{label(f'count.{name}')} {formats.number(count)}" for name, count in counts.items() if count]
    return " · ".join(said) or _("Nothing had to be done")


def took(run: JobRun) -> str:
    """How long a run took."""
    if run.seconds is None:
        return formats.NOTHING
    whole = round(run.seconds)
    if whole < 1:
        return _("under 1 s")
    return _("{seconds} s", seconds=whole) if whole < 120 else _("{minutes} min", minutes=round(whole / 60))


def span(length: timedelta) -> str:
    """A length of time in its two greatest parts."""
    minutes = round(length.total_seconds() / 60)
    hours, days = minutes // 60, minutes // 1440
    if days:
        return _("{days} d {hours} h", days=days, hours=hours % 24)
    return _("{hours} h {minutes} min", hours=hours, minutes=minutes % 60) if hours else _(
        "{minutes} min", minutes=minutes
    )  # fmt: skip
