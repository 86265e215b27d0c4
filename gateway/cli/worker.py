"""`neikong worker`: the scheduled work in a process of its own; `neikong run-job` does one run of it."""

import asyncio
import signal

import typer

from db.engine import engine
from gateway.cli.said import tell
from gateway.database import require_up_to_date
from gateway.schedule_keeper import keep_schedule
from gateway.schedule_run import do_run
from gateway.secret_keys import look_after_secrets


def add_to(app: typer.Typer) -> None:
    """Offer the commands."""
    app.command("worker")(worker)
    app.command("run-job", hidden=True)(run_job)


def worker() -> None:
    """Do the scheduled work until stopped. For servers that run with NEIKONG_WORKER=separate."""
    require_up_to_date()
    look_after_secrets()
    tell("The scheduled work is done here. At any time one process leads; others stand by.")
    asyncio.run(_until_stopped())


def run_job(run_id: int) -> None:
    """Do a run that the leader has begun."""
    do_run(run_id)


async def _until_stopped() -> None:
    work = asyncio.create_task(keep_schedule())
    for stop in (signal.SIGTERM, signal.SIGINT):
        asyncio.get_running_loop().add_signal_handler(stop, work.cancel)
    await asyncio.wait([work])
    engine().dispose()
    if not work.cancelled():
        work.result()
