"""Keeps the schedule while the portal is being served, or in a worker of its own.

Long jobs run in processes of their own: they take minutes of one core, and the screens keep theirs.
"""

import asyncio
import logging
import sys
from contextlib import suppress

from sqlalchemy.exc import SQLAlchemyError
from starlette.concurrency import run_in_threadpool

from domain.scheduling.job import BY_CODE
from domain.scheduling.job_run import JobRun
from domain.scheduling.lease import Held, LeaseLost
from gateway.schedule_leader import Leader
from gateway.schedule_run import close_run, do_run

log = logging.getLogger(__name__)
PAUSE = 15
"""Seconds between two looks at the clock."""
COMMAND = (sys.executable, "-c", "from gateway.cli import main; main()", "run-job")


async def keep_schedule() -> None:
    """Look, begin, sleep, until cancelled; then end what runs and let another lead."""
    keeper = Keeper()
    try:
        while True:
            await asyncio.sleep(PAUSE)
            await keeper.look()
    finally:
        await keeper.leave()


class Keeper:
    """The jobs that this process runs as leader."""

    def __init__(self) -> None:
        self.leader = Leader()
        self.running: dict[str, asyncio.Task[None]] = {}

    async def look(self) -> None:
        """One look at the clock."""
        self.running = {job: task for job, task in self.running.items() if not task.done()}
        try:
            begun = await run_in_threadpool(self.leader.look, frozenset(self.running))
        except SQLAlchemyError:  # the database is away for a while; the next look finds what is due
            log.exception("the schedule could not be read")
            return
        if self.leader.held is None:
            await self._stop()
            return
        for run in begun:
            self.running[run.job] = asyncio.create_task(_do(run))

    async def leave(self) -> None:
        """End what runs; whoever leads next begins it again."""
        await self._stop()
        with suppress(SQLAlchemyError):
            await run_in_threadpool(self.leader.step_back)

    async def _stop(self) -> None:
        tasks, self.running = list(self.running.values()), {}
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)


async def _do(run: JobRun) -> None:
    try:
        if BY_CODE[run.job].apart:
            await _do_apart(run)
        else:
            await run_in_threadpool(do_run, run.id)
    except (SQLAlchemyError, OSError):
        log.exception("%s could not be done", run.job)


async def _do_apart(run: JobRun) -> None:
    process = await asyncio.create_subprocess_exec(*COMMAND, str(run.id), stdout=asyncio.subprocess.DEVNULL)
    try:
        code = await process.wait()
    except asyncio.CancelledError:
        process.terminate()
        await process.wait()
        raise
    if code:
        log.error("%s ended with code %s", run.job, code)
        with suppress(LeaseLost):
            error = f"The process of the job ended with code {code}."
            await run_in_threadpool(close_run, run.id, Held(run.by, run.fence), error)
