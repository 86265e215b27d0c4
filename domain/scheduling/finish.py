"""The end of a run."""

from collections.abc import Mapping
from datetime import timedelta

from sqlalchemy import delete
from sqlalchemy.orm import Session

from domain.scheduling.job import BY_CODE
from domain.scheduling.job_run import JobRun, RunOutcome
from domain.scheduling.lease import database_now
from domain.scheduling.trouble import failing

KEPT = timedelta(days=180)
KEPT_QUIET = timedelta(days=14)
LONGEST_ERROR = 4000
"""Characters."""


def finish(session: Session, run_id: int, counts: Mapping[str, int], error: str = "") -> None:
    """Keep what came of a run. A quiet job that found nothing to do leaves no trace, unless it failed
    before: then this is its recovery. Old runs are let go."""
    run = session.get_one(JobRun, run_id)
    if run.outcome is not RunOutcome.RUNNING:
        return
    now, quiet = database_now(session), BY_CODE[run.job].quiet
    old = now - (KEPT_QUIET if quiet else KEPT)
    idle = not error and not any(counts.values()) and not run.asked_by
    if quiet and idle and not failing(session, run.job, run.id):
        session.delete(run)
        session.flush()
        return
    run.outcome = RunOutcome.FAILED if error else RunOutcome.DONE
    run.ended_at, run.counts, run.error = now, dict(counts), error[:LONGEST_ERROR]
    session.flush()
    session.execute(delete(JobRun).where(JobRun.job == run.job, JobRun.began_at < old))
