"""The jobs, each with the cadence it has until somebody chooses another.

A job is one entry here, its work in `gateway/schedule_work.py` and the labels `job.<code>` and
`job_about.<code>`; the schedule, its page and its history follow.
"""

from collections.abc import Callable
from dataclasses import dataclass
from types import MappingProxyType

from db.settings import settings
from domain.scheduling.cadence import Cadence, daily, minutes


@dataclass(frozen=True, kw_only=True)
class Job:
    """Something the portal does by itself."""

    code: str
    preset: Callable[[], Cadence | None]
    """None: not by itself, unless somebody chooses when."""
    apart: bool = False
    """It takes minutes of one core: it runs in a process of its own, and a missed run waits a while after a
    start."""
    soon: bool = False
    """A new portal does it soon and does not wait for its hour."""
    quiet: bool = False
    """A run that found nothing to do is not kept."""


def _night() -> Cadence | None:
    return daily(settings().refresh_at) if settings().refresh_at else None


JOBS = (
    Job(code="refresh", preset=_night, apart=True, soon=True),
    Job(code="training_needs", preset=lambda: daily("05:40")),
    Job(code="reminders", preset=lambda: daily("06:00")),
    Job(code="culture", preset=lambda: daily("06:30")),
    Job(code="approvals", preset=lambda: minutes(30), quiet=True),
    Job(code="deliveries", preset=lambda: minutes(1), quiet=True),
    Job(code="automations", preset=lambda: minutes(1), quiet=True),
    Job(code="reports", preset=lambda: daily("07:00"), apart=True, quiet=True),
    Job(code="backup", preset=lambda: daily("03:30"), apart=True),
)
BY_CODE = MappingProxyType({job.code: job for job in JOBS})
