"""Who leads: at most one process at a time, told apart by a number that only grows.

The lease ends by the clock of the database, the one clock all processes share. Whoever takes it gets a higher
number (the fencing token). What a job writes is committed only if the number it began with is still the
newest: the check is part of the same transaction, and whoever wants to take the lease waits for its end.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import String, event, func, or_, select, type_coerce, update
from sqlalchemy.orm import Mapped, Session, mapped_column

from db.base import Base
from db.bulk import insert_new, table_of
from db.types import UtcDateTime

SCHEDULE = "schedule"
LASTING = timedelta(seconds=90)
"""How long a leader may be silent. It renews every quarter minute; a long write may keep it waiting."""
UNREAL = 3 * LASTING
"""Nobody has a lease for that long: the clock was set back."""


class Lease(Base):
    """The one row that a leader holds."""

    __tablename__ = "lease"

    name: Mapped[str] = mapped_column(String(40), primary_key=True)
    owner: Mapped[str] = mapped_column(String(200))
    """Which process of which machine."""
    until: Mapped[datetime]
    fence: Mapped[int]
    """Grows with every new leader."""


class LeaseLost(Exception):
    """Somebody else leads now: nothing of this transaction is kept."""


@dataclass(frozen=True)
class Held:
    """A lease as its holder knows it."""

    owner: str
    fence: int
    name: str = SCHEDULE


_held: ContextVar[Held | None] = ContextVar("held", default=None)


def database_now(session: Session) -> datetime:
    """The present instant by the database's clock."""
    found: datetime | None = session.scalar(select(type_coerce(func.current_timestamp(), UtcDateTime)))
    if found is None:
        raise RuntimeError("the database does not say what time it is")
    return found


def acquire(session: Session, owner: str, name: str = SCHEDULE) -> Held | None:
    """Take the lease if nobody has it; None if somebody leads."""
    now = database_now(session)
    table = table_of(Lease)
    insert_new(session, table, [{"name": name, "owner": "", "until": now - LASTING, "fence": 0}])
    free = or_(table.c.until < now, table.c.until > now + UNREAL)
    values = {"owner": owner, "until": now + LASTING, "fence": table.c.fence + 1}
    taken = update(table).where(table.c.name == name, free).values(values).returning(table.c.fence)
    fence = session.scalar(taken)
    return None if fence is None else Held(owner, fence, name)


def renew(session: Session, held: Held) -> bool:
    """Lead on; False if somebody else has taken over."""
    return _hold_until(session, held, database_now(session) + LASTING)


def release(session: Session, held: Held) -> None:
    """Step back, so that another need not wait."""
    _hold_until(session, held, database_now(session) - LASTING)


def _hold_until(session: Session, held: Held, until: datetime) -> bool:
    t = table_of(Lease)
    mine = (t.c.name == held.name, t.c.owner == held.owner, t.c.fence == held.fence)
    kept = update(t).where(*mine).values(until=until).returning(t.c.fence)
    return session.scalar(kept) is not None


@contextmanager
def fenced(held: Held) -> Iterator[None]:
    """Whatever the block commits is kept only while the lease is held."""
    token = _held.set(held)
    try:
        yield
    finally:
        _held.reset(token)


@event.listens_for(Session, "before_commit")
def refuse_without_lease(session: Session) -> None:
    """Check the fencing token inside the transaction that is about to be committed."""
    held = _held.get()
    if held is None or session.in_nested_transaction():
        return
    t = table_of(Lease)
    mine = select(t.c.fence).where(t.c.name == held.name).with_for_update(read=True)
    if session.connection().scalar(mine) != held.fence:
        raise LeaseLost
