"""Which jobs begin now. Only the leader asks, inside its lease."""

from collections.abc import Collection
from datetime import datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from domain.scheduling.cadence import Cadence
from domain.scheduling.job import JOBS, Job
from domain.scheduling.job_run import JobClock, JobRun, RunOutcome
from domain.scheduling.job_setting import cadences
from domain.scheduling.lease import Held, database_now

CATCH_UP = timedelta(minutes=10)
"""How long the long jobs wait with a missed run after a start, so that people get their screens first."""


def begin_due(session: Session, held: Held, running: Collection[str]) -> list[JobRun]:
    """Begin every job whose time has come, once however often it was missed; jobs that still run wait."""
    now, chosen = database_now(session), cadences(session)
    begun = []
    for job in JOBS:
        clock = clock_of(session, job.code)
        _set(clock, job, chosen[job.code], now)
        if job.code not in running and _is_due(clock, now):
            begun.append(begin(session, clock, chosen[job.code], held, now))
    session.flush()
    return begun


def begin(session: Session, clock: JobClock, cadence: Cadence | None, held: Held, now: datetime) -> JobRun:
    """Begin a run and put the clock on."""
    run = JobRun(
        job=clock.job, due_at=min(clock.missed_at or clock.next_at or now, now), began_at=now,
        by=held.owner, fence=held.fence, asked_by=clock.asked_by, again=clock.again, counts={},
    )  # fmt: skip
    session.add(run)
    clock.asked_by, clock.again, clock.missed_at = "", False, None
    clock.next_at = None if cadence is None else cadence.next_after(now)
    session.flush()
    return run


def take_over(session: Session, held: Held) -> list[JobRun]:
    """What a new leader does first; the runs that were lost.

    What the leader before left unfinished is done once more. Long jobs that were missed wait a little.
    """
    now = database_now(session)
    left = session.scalars(
        select(JobRun).where(JobRun.outcome == RunOutcome.RUNNING, JobRun.fence < held.fence)
    ).all()
    for run in left:
        run.outcome, run.ended_at = RunOutcome.LOST, now
        if not run.again:
            clock = clock_of(session, run.job)
            clock.again, clock.next_at = True, now
    for job in JOBS:
        clock = clock_of(session, job.code)
        if job.apart and clock.next_at is not None and clock.next_at <= now:
            clock.next_at = now + CATCH_UP
    session.flush()
    return list(left)


def clock_of(session: Session, job: str) -> JobClock:
    """The clock of a job, locked for the rest of the transaction."""
    found = session.scalars(select(JobClock).where(JobClock.job == job).with_for_update()).one_or_none()
    if found is None:
        found = JobClock(job=job, next_at=None, cadence="", asked_by="", again=False)
        session.add(found)
        session.flush()
    return found


def _set(clock: JobClock, job: Job, cadence: Cadence | None, now: datetime) -> None:
    """Follow a changed cadence, and a clock that was set back: nothing waits longer than its cadence says."""
    if cadence is None:
        clock.next_at, clock.cadence = None, ""
        return
    following = cadence.next_after(now)
    if clock.cadence != cadence.word or clock.next_at is None:
        first = not clock.cadence and job.soon
        clock.cadence, clock.next_at = cadence.word, min(following, now + CATCH_UP) if first else following
    elif clock.next_at > following:
        clock.next_at = following


def come_round(clock: JobClock, cadence: Cadence | None, now: datetime) -> bool:
    """Whether its time has come for something else that follows a cadence; then the clock is put on."""
    known = clock.cadence == (cadence.word if cadence else "")
    if cadence is None or not known or clock.next_at is None:
        clock.cadence = cadence.word if cadence else ""
        clock.next_at = cadence.next_after(now) if cadence else None
        return False
    clock.next_at, due = min(clock.next_at, cadence.next_after(now)), clock.next_at <= now
    if due:
        clock.next_at = cadence.next_after(now)
    return due


def _is_due(clock: JobClock, now: datetime) -> bool:
    return bool(clock.asked_by or (clock.next_at is not None and clock.next_at <= now))
