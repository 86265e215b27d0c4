"""One run of a job: when it was due, who did it, what came of it."""

from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any

from sqlalchemy import Index, String
from sqlalchemy.orm import Mapped, mapped_column

from db.base import Base
from db.types import LongText


class RunOutcome(StrEnum):
    """How a run ended."""

    RUNNING = "running"
    DONE = "done"
    FAILED = "failed"
    LOST = "lost"
    """Its process died, or lost the lead before the end."""

    @property
    def tone(self) -> str:
        """Colour of its badge."""
        return {"running": "active", "done": "good", "failed": "bad", "lost": "bad"}[self.value]


class JobRun(Base):
    """One run."""

    __tablename__ = "job_run"
    __table_args__ = (Index("ix_job_run_job_began_at", "job", "began_at"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    job: Mapped[str] = mapped_column(String(40))
    due_at: Mapped[datetime]
    began_at: Mapped[datetime]
    ended_at: Mapped[datetime | None]
    outcome: Mapped[RunOutcome] = mapped_column(insert_default=RunOutcome.RUNNING)
    by: Mapped[str] = mapped_column(String(200))
    """Which process of which machine led."""
    fence: Mapped[int]
    asked_by: Mapped[str] = mapped_column(String(200), insert_default="")
    """Who asked for it by hand."""
    again: Mapped[bool] = mapped_column(insert_default=False)
    """It takes the place of a run that was lost."""
    counts: Mapped[dict[str, Any]]
    """What was done: name of a count -> number."""
    error: Mapped[LongText] = mapped_column(insert_default="")

    @property
    def failed(self) -> bool:
        """It has failed. What was lost with its process is done once more, and failed if lost again."""
        lost_again = self.outcome is RunOutcome.LOST and self.again
        return self.outcome is RunOutcome.FAILED or lost_again

    @property
    def late(self) -> timedelta:
        """How long after it was due it began."""
        return max(timedelta(), self.began_at - self.due_at)

    @property
    def seconds(self) -> float | None:
        """How long it took; None while it runs. Never below nothing, whatever happened to the clock."""
        return None if self.ended_at is None else max(0.0, (self.ended_at - self.began_at).total_seconds())


class JobClock(Base):
    """When a job is due next."""

    __tablename__ = "job_clock"

    job: Mapped[str] = mapped_column(String(40), primary_key=True)
    next_at: Mapped[datetime | None]
    cadence: Mapped[str] = mapped_column(String(80), insert_default="")
    """The cadence `next_at` was worked out from."""
    asked_by: Mapped[str] = mapped_column(String(200), insert_default="")
    """Who wants it done now."""
    again: Mapped[bool] = mapped_column(insert_default=False)
    """The last run was lost: once more."""
    missed_at: Mapped[datetime | None]
    """When it was due and nobody did it; None once it has begun."""
