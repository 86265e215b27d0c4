"""Delivers every few seconds while the portal is being served."""

import asyncio
import logging

from starlette.concurrency import run_in_threadpool

from domain.core import clock
from gateway.delivery import deliver_due

log = logging.getLogger(__name__)
PAUSE = 15
"""Seconds between two rounds; an idle round is two small queries."""


async def keep_delivering() -> None:
    """Deliver, sleep, until cancelled."""
    while True:
        await asyncio.sleep(PAUSE)
        try:
            await run_in_threadpool(deliver_due, clock.now())
        except Exception:  # the database is away, say; the next round finds what is due
            log.exception("delivery failed")
