"""Wakes the nightly work at its hour while the portal is being served.

The work runs in a process of its own: it takes minutes of one core, and the screens keep theirs.
"""

import asyncio
import logging
import sys
from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from starlette.concurrency import run_in_threadpool

from db.settings import settings
from db.unit_of_work import reading
from domain.core import clock
from domain.core.daily_run import is_claimed
from domain.core.permission import machine
from gateway.nightly import WORK

log = logging.getLogger(__name__)
CATCH_UP = timedelta(minutes=10)
"""After a start later than the hour: who was switched off at night still gets fresh figures."""
COMMAND = (sys.executable, "-c", "from gateway.cli import main; main()", "nightly")


async def keep_time() -> None:
    """Sleep, wake, work, until cancelled."""
    at = settings().refresh_time
    if at is None:
        return
    pause = await run_in_threadpool(first_pause, at)
    while True:
        await asyncio.sleep(pause.total_seconds())
        try:
            await work()
        except OSError:
            log.exception("the nightly work could not be started")
        pause = until(at, clock.now())


async def work() -> None:
    """Start the work and wait for its end; it sees to it that it is done once only."""
    process = await asyncio.create_subprocess_exec(*COMMAND, stdout=asyncio.subprocess.DEVNULL)
    try:
        code = await process.wait()
    except asyncio.CancelledError:
        process.terminate()
        await process.wait()
        raise
    if code:
        log.error("the nightly work ended with code %s", code)


def first_pause(at: time) -> timedelta:
    """Until the hour; or a little while, where today's hour has passed and nobody has done the work."""
    now = clock.now()
    passed = now.astimezone(ZoneInfo(settings().time_zone)).time() >= at
    with reading(machine("server")) as session:
        missed = passed and not is_claimed(session, WORK, clock.business_date(now))
    return CATCH_UP if missed else until(at, now)


def until(at: time, now: datetime) -> timedelta:
    """From now to the next time it is this hour where the company is."""
    zone = ZoneInfo(settings().time_zone)
    here = now.astimezone(zone)
    wake = datetime.combine(here.date(), at, zone)
    if wake <= here:
        wake = datetime.combine(here.date() + timedelta(days=1), at, zone)
    return wake.astimezone(now.tzinfo) - now
