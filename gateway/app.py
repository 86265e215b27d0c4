"""What stands between the network and Streamlit: middleware, start and stop."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from typing import Any

from starlette.concurrency import run_in_threadpool
from starlette.middleware import Middleware
from streamlit import App
from streamlit.runtime.pages_manager import PagesManager

from db.engine import engine
from domain import entities  # noqa: F401  every table, and every reader of stored files
from gateway.alarm_clock import keep_time
from gateway.database import require_up_to_date
from gateway.delivery_clock import keep_delivering
from gateway.door import Door
from gateway.gate import Gate
from gateway.identity import Identity
from gateway.security_headers import SecurityHeaders

MIDDLEWARE = (
    Middleware(SecurityHeaders),
    Middleware(Gate),
    Middleware(Door),
    Middleware(Identity),
)
"""Outermost first."""


@asynccontextmanager
async def lifespan(_: App) -> AsyncIterator[dict[str, Any]]:
    """Refuse to start on old tables; work at night, deliver all day; let go of the database at the end."""
    await run_in_threadpool(require_up_to_date)
    timekeepers = [asyncio.create_task(work) for work in (keep_time(), keep_delivering())]
    yield {}
    for timekeeper in timekeepers:
        timekeeper.cancel()
        with suppress(asyncio.CancelledError):
            await timekeeper
    engine().dispose()


def shut_loose_pages() -> None:
    """Never run a file of `pages/` because an address names it: only the menu decides what is a page.

    Without this a stranger's deep link would run such a file without the script that asks who is there.
    """
    PagesManager.uses_pages_directory = False
