"""What the portal does by itself at night: figures, escalations, outlooks; one process for the company."""

import logging
import os
import socket
from datetime import date

from sqlalchemy import delete
from sqlalchemy.orm import Session

from db.unit_of_work import carry_out
from domain.core import clock
from domain.core.daily_run import DailyRun, claim, finish
from domain.core.permission import Actor
from domain.improvement.remind import remind
from domain.indicators.warnings.think import think_through
from domain.reporting.bring_up_to_date import bring_up_to_date

log = logging.getLogger(__name__)
WORK = "nightly"


def run_nightly(actor: Actor, *, again: bool = False) -> str | None:
    """Do today's work and say what came of it; None if it is done or under way elsewhere.

    A refresh also lets unanswered alerts climb. What fails is kept with the run and raised.
    """
    today = clock.today()
    number = carry_out(actor, lambda session: _claimed(session, today, again))
    if number is None:
        return None
    try:
        outcome = _work(actor, today)
    except Exception as error:
        failed = f"{type(error).__name__}: {error}"
        carry_out(actor, lambda session: finish(session, number, failed, clock.now()))
        raise
    carry_out(actor, lambda session: finish(session, number, outcome, clock.now()))
    log.info("nightly work done: %s", outcome)
    return outcome


def _claimed(session: Session, today: date, again: bool) -> int | None:
    if again:
        session.execute(delete(DailyRun).where(DailyRun.work == WORK, DailyRun.day == today))
    run = claim(session, WORK, today, f"{socket.gethostname()}:{os.getpid()}", clock.now())
    return None if run is None else run.id


def _work(actor: Actor, today: date) -> str:
    figures = carry_out(actor, lambda session: bring_up_to_date(session, actor, today))
    thought = think_through(actor, today)
    reminded = carry_out(actor, lambda session: remind(session, today, clock.now()))
    return (
        f"{figures.readings_written} figures, {figures.alerts_opened} alerts opened, "
        f"{figures.alerts_recovered} recovered; {thought.made} outlooks, {thought.given} notices given, "
        f"{thought.ended} ended, {thought.left} series wait; {reminded} reminded"
    )
