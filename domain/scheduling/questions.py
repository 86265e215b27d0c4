"""What people ask about the schedule, and that something be done now."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from domain.core.clock import business_date
from domain.core.errors import NotFound
from domain.core.permission import Actor, Permission
from domain.scheduling.begin import clock_of
from domain.scheduling.cadence import Cadence
from domain.scheduling.job import BY_CODE, JOBS, Job
from domain.scheduling.job_run import JobClock, JobRun, RunOutcome
from domain.scheduling.job_setting import cadences
from domain.scheduling.lease import SCHEDULE, Lease, database_now
from domain.scheduling.trouble import Failing, failing


@dataclass(frozen=True)
class JobState:
    """One job as it stands."""

    job: Job
    cadence: Cadence | None
    next_at: datetime | None
    asked: bool
    last: JobRun | None
    failing: Failing | None
    """It fails, since when."""
    missed_at: datetime | None
    """It was due then and nobody has begun it."""


@dataclass(frozen=True)
class Leader:
    """Who leads."""

    owner: str
    until: datetime
    alive: bool


def overview(session: Session) -> list[JobState]:
    """Every job, in the order of the registry."""
    chosen = cadences(session)
    clocks = {clock.job: clock for clock in session.scalars(select(JobClock))}
    newest = select(func.max(JobRun.id)).group_by(JobRun.job)
    last = {run.job: run for run in session.scalars(select(JobRun).where(JobRun.id.in_(newest)))}
    found, troubled = [], failing(session)
    for job in JOBS:
        clock, cadence = clocks.get(job.code), chosen[job.code]
        known = clock is not None and cadence is not None and clock.cadence == cadence.word
        coming = cadence.next_after(database_now(session)) if cadence and not known else None
        next_at = clock.next_at if clock is not None and known else coming
        found.append(
            JobState(
                job,
                cadence,
                next_at,
                bool(clock and clock.asked_by),
                last.get(job.code),
                troubled.get(job.code),
                clock.missed_at if clock and cadence else None,
            )
        )
    return found


def history(session: Session, job: str = "", limit: int = 100) -> Sequence[JobRun]:
    """The latest runs, of one job or of all."""
    query = select(JobRun).order_by(JobRun.id.desc()).limit(limit)
    return session.scalars(query.where(JobRun.job == job) if job else query).all()


def leader(session: Session) -> Leader | None:
    """Who leads, or led last; None: nobody ever did."""
    lease = session.get(Lease, SCHEDULE)
    if lease is None:
        return None
    return Leader(lease.owner, lease.until, lease.until > database_now(session))


def run_now(session: Session, actor: Actor, job: str) -> None:
    """Ask the leader to run a job at its next look, within seconds."""
    actor.require(Permission.PORTAL_OPERATE)
    if job not in BY_CODE:
        raise NotFound
    ask(session, job, actor.name)


def ask(session: Session, job: str, who: str) -> None:
    """Let the leader run a job at its next look."""
    clock_of(session, job).asked_by = who
    session.flush()


def was_done(session: Session, job: str, day: date) -> bool:
    """Whether the latest good run of the job was on that day."""
    query = select(func.max(JobRun.began_at)).where(JobRun.job == job, JobRun.outcome == RunOutcome.DONE)
    last = session.scalar(query)
    return last is not None and business_date(last) == day
