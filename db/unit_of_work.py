"""One user action is one transaction."""

import random
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Protocol, TypeVar

from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session

from db.engine import engine

T = TypeVar("T")
TRIES = 5
RETRYABLE = ("40001", "40P01", "55P03")


class Acting(Protocol):
    """Whoever acts; the domain's Actor."""

    @property
    def units(self) -> frozenset[int] | None:
        """Units whose rows may be seen; None means all."""


@contextmanager
def unit_of_work(actor: Acting) -> Iterator[Session]:
    """Commit when the block ends, roll back when it raises. Nothing else in the code calls commit()."""
    with Session(engine(), expire_on_commit=False) as session, session.begin():
        session.info["actor"] = actor
        yield session


@contextmanager
def reading(actor: Acting) -> Iterator[Session]:
    """A session that only looks: never blocks a writer, never writes. What it loaded stays readable."""
    bind = engine().execution_options(sqlite_begin="DEFERRED")
    with Session(bind, autoflush=False, expire_on_commit=False) as session:
        session.info["actor"] = actor
        yield session  # closing rolls back; an explicit rollback would expire what a screen is about to draw


def carry_out(actor: Acting, work: Callable[[Session], T]) -> T:
    """Run the work in a unit of work; try again when another writer got in the way."""
    for attempt in range(TRIES):
        try:
            with unit_of_work(actor) as session:
                return work(session)
        except DBAPIError as error:
            if attempt == TRIES - 1 or not _lost_a_race(error):
                raise
            time.sleep(0.05 * 2**attempt * (0.5 + random.random()))  # noqa: S311  jitter, not a secret
    raise AssertionError("unreachable")


def _lost_a_race(error: DBAPIError) -> bool:
    state = getattr(error.orig, "sqlstate", None)
    return state in RETRYABLE or "database is locked" in str(error.orig)
