"""Look as the portal itself does: what a bonus follows from must not depend on who calculates it."""

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy.orm import Session

from domain.core.permission import Actor, machine

ORIGIN = "bonus run"


@contextmanager
def seeing_all(session: Session) -> Iterator[Actor]:
    """Within the block every query finds all records; nothing is written in it."""
    session.flush()
    before, portal = session.info["actor"], machine(ORIGIN)
    session.info["actor"] = portal
    try:
        with session.no_autoflush:
            yield portal
    finally:
        session.info["actor"] = before
