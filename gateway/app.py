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
from db.settings import settings
from domain import entities  # noqa: F401  every table, and every reader of stored files
from gateway.database import require_up_to_date
from gateway.door import Door
from gateway.gate import Gate
from gateway.identity import Identity
from gateway.schedule_keeper import keep_schedule
from gateway.schedule_watch import watch_schedule
from gateway.secret_keys import look_after_secrets
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
    """Refuse to start on old tables; seal secrets; keep the schedule, or see that a worker does."""
    await run_in_threadpool(require_up_to_date)
    await run_in_threadpool(look_after_secrets)
    inside = settings().worker == "inside"
    timekeeper = asyncio.create_task(keep_schedule() if inside else watch_schedule())
    yield {}
    timekeeper.cancel()
    with suppress(asyncio.CancelledError):
        await timekeeper
    engine().dispose()


def shut_loose_pages() -> None:
    """Never run a file of `pages/` because an address names it: only the menu decides what is a page.

    Without this a stranger's deep link would run such a file without the script that asks who is there.
    """
    PagesManager.uses_pages_directory = False
