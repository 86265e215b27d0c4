"""Jobs in trouble: those that fail, and those that were due while nobody did them."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, and_, func, or_, select
from sqlalchemy.orm import Session, aliased

from domain.scheduling.begin import clock_of
from domain.scheduling.cadence import Cadence, Rhythm
from domain.scheduling.job import JOBS
from domain.scheduling.job_run import JobClock, JobRun, RunOutcome
from domain.scheduling.job_setting import cadences
from domain.scheduling.lease import database_now

LATE = timedelta(minutes=15)
"""A job with an hour of its own that has not begun by then was missed; longer than any start takes."""
LATE_OFTEN = timedelta(hours=1)
"""The same for a job that comes round every so many minutes: a restart is no event."""


@dataclass(frozen=True)
class Failing:
    """A job that has not succeeded since its first failure."""

    since: datetime
    times: int
    first: int
    """Id of the run that failed first."""


@dataclass(frozen=True)
class Missed:
    """A job that was due while nobody did it; `stuck`: its last run has not come to an end."""

    job: str
    due_at: datetime
    stuck: bool


def patience(cadence: Cadence) -> timedelta:
    """How late a job may begin without having been missed."""
    return LATE_OFTEN if cadence.rhythm is Rhythm.MINUTES else LATE


def failing(session: Session, job: str = "", until: int | None = None) -> dict[str, Failing]:
    """The jobs that fail, of all or one; `until`: as it stood before the run with this id."""
    good = aliased(JobRun)
    done = select(func.max(good.id)).where(good.job == JobRun.job, good.outcome == RunOutcome.DONE)
    if until is not None:
        done = done.where(good.id < until)
    query = (
        select(JobRun.job, func.min(JobRun.began_at), func.count(), func.min(JobRun.id))
        .where(_failed(), JobRun.id > func.coalesce(done.correlate(JobRun).scalar_subquery(), 0))
        .group_by(JobRun.job)
    )
    if job:
        query = query.where(JobRun.job == job)
    if until is not None:
        query = query.where(JobRun.id < until)
    return {row[0]: Failing(row[1], row[2], row[3]) for row in session.execute(query)}


def _failed() -> ColumnElement[bool]:
    """A run that was lost with its process is done once more; only if that is lost too has it failed."""
    return or_(
        JobRun.outcome == RunOutcome.FAILED, and_(JobRun.outcome == RunOutcome.LOST, JobRun.again.is_(True))
    )


def note_missed(session: Session, running: Collection[str]) -> list[Missed]:
    """What was due for so long that it counts as missed and was not noted yet. Only the leader asks."""
    now, chosen = database_now(session), cadences(session)
    clocks = {clock.job for clock in session.scalars(select(JobClock).where(JobClock.next_at < now - LATE))}
    found = []
    for job in JOBS:
        cadence = chosen[job.code]
        if job.code not in clocks or cadence is None:
            continue
        clock = clock_of(session, job.code)
        late = clock.next_at is not None and now - clock.next_at > patience(cadence)
        if late and clock.cadence == cadence.word and clock.missed_at is None:
            clock.missed_at = clock.next_at
            found.append(Missed(job.code, clock.missed_at or now, job.code in running))
    session.flush()
    return found
