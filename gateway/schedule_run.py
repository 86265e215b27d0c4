"""Do the work of a run that has begun, and keep what came of it."""

import logging

from sqlalchemy.orm import Session

from db.unit_of_work import carry_out, reading
from domain.core.errors import DomainError
from domain.core.language import say
from domain.core.permission import machine
from domain.messaging.tell_jobs import tell_of_run
from domain.scheduling.finish import finish
from domain.scheduling.job_run import JobRun, RunOutcome
from domain.scheduling.lease import Held, LeaseLost, database_now, fenced
from gateway.schedule_work import WORK, Counts

log = logging.getLogger(__name__)
ACTOR = machine("schedule")


def do_run(run_id: int) -> Counts | None:
    """Do the work under the lease it was begun with; None: it failed, or the lead was lost.

    Nothing that this run writes after somebody else took the lead is kept.
    """
    with reading(ACTOR) as session:
        run = session.get_one(JobRun, run_id)
    if run.outcome is not RunOutcome.RUNNING:
        return None
    with fenced(Held(run.by, run.fence)):
        try:
            return _work(run)
        except LeaseLost:
            log.warning("%s: somebody else leads now", run.job)
            return None


def close_run(run_id: int, held: Held, error: str) -> None:
    """Say of a run whose process is gone what became of it."""
    with fenced(held):
        carry_out(ACTOR, lambda session: _end(session, run_id, {}, error))


def _work(run: JobRun) -> Counts | None:
    counts, error = None, ""
    try:
        counts = WORK[run.job](ACTOR)
    except LeaseLost:
        raise
    except DomainError as refusal:
        error = say(refusal, "en")
        log.warning("%s: %s", run.job, error)
    except Exception as failed:
        error = f"{type(failed).__name__}: {failed}"
        log.exception("%s failed", run.job)
    carry_out(ACTOR, lambda session: _end(session, run.id, counts or {}, error))
    return counts


def _end(session: Session, run_id: int, counts: Counts, error: str) -> None:
    """Keep what came of it and tell whoever operates the portal if that is news."""
    finish(session, run_id, counts, error)
    tell_of_run(session, run_id, database_now(session))
