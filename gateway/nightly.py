"""The work of the night by hand: for schedulers of the operating system, and for whoever will not wait."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from enum import StrEnum

from sqlalchemy.orm import Session

from db.unit_of_work import carry_out, reading
from domain.core import clock
from domain.scheduling.begin import begin, clock_of
from domain.scheduling.job import BY_CODE
from domain.scheduling.job_run import JobRun
from domain.scheduling.job_setting import cadences
from domain.scheduling.lease import Held, database_now, fenced
from domain.scheduling.questions import ask, was_done
from gateway.schedule_keeper import PAUSE
from gateway.schedule_leader import Leader
from gateway.schedule_run import ACTOR, do_run
from gateway.schedule_work import Counts

WORK = "refresh"
NOTHING = frozenset(BY_CODE)
"""All jobs are taken as running: none is begun by looking."""


class Elsewhere(StrEnum):
    """Why the work is not done here."""

    DONE = "done"
    """It has been done today."""
    ASKED = "asked"
    """Another process leads the schedule and has been asked to do it now."""
    FAILED = "failed"
    """The history of the schedule says why."""


def run_nightly(*, again: bool = False) -> Counts | Elsewhere:
    """Do today's work here and say what came of it, or why it is not done here."""
    with reading(ACTOR) as session:
        done = was_done(session, WORK, clock.today())
    if done and not again:
        return Elsewhere.DONE
    leader = Leader(watching=False)
    leader.look(running=NOTHING)
    held = leader.held
    if held is None:
        carry_out(ACTOR, lambda session: ask(session, WORK, "neikong nightly"))
        return Elsewhere.ASKED
    with _leading(leader):
        with fenced(held):
            run = carry_out(ACTOR, lambda session: _begun(session, held))
        counts = do_run(run.id)
    return Elsewhere.FAILED if counts is None else counts


def _begun(session: Session, held: Held) -> JobRun:
    clock_of_work = clock_of(session, WORK)
    clock_of_work.asked_by = "neikong nightly"
    return begin(session, clock_of_work, cadences(session)[WORK], held, database_now(session))


@contextmanager
def _leading(leader: Leader) -> Iterator[None]:
    """Renew the lease while the block works; then step back."""
    over = threading.Event()

    def lead_on() -> None:
        while not over.wait(PAUSE) and leader.renew():
            pass

    renewing = threading.Thread(target=lead_on, daemon=True)
    renewing.start()
    try:
        yield
    finally:
        over.set()
        renewing.join()
        leader.step_back()
