"""A server whose scheduled work is done elsewhere notices when nobody does it."""

import asyncio
import logging

from sqlalchemy.exc import SQLAlchemyError
from starlette.concurrency import run_in_threadpool

from db.unit_of_work import carry_out
from domain.core import clock
from domain.core.permission import machine
from domain.messaging.tell_jobs import IDLE, tell_if_nobody_leads

log = logging.getLogger(__name__)
ACTOR = machine("schedule")
PAUSE = IDLE.total_seconds() / 3
"""Seconds between two looks; a worker that starts with the server has led long before the first."""


async def watch_schedule() -> None:
    """Look, tell, sleep, until cancelled."""
    while True:
        await asyncio.sleep(PAUSE)
        try:
            await run_in_threadpool(look)
        except SQLAlchemyError:  # the database is away for a while
            log.exception("whether the schedule is led could not be read")


def look() -> int:
    """Tell whoever operates the portal if no process leads; how many notices were made."""
    return carry_out(ACTOR, lambda session: tell_if_nobody_leads(session, clock.now()))
