"""The outbox: what is due, who takes it in hand, and what came of it.

All that is due at one time for one person by one way goes out as one message. Two processes never take the
same: who changes the rows first has them.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, and_, or_, select, update
from sqlalchemy.orm import Session, joinedload

from db.bulk import table_of, update_rows
from domain.access.user import User
from domain.messaging.dispatch import MOST_TRIES, WAITS, Dispatch, DispatchStatus
from domain.messaging.reach import Way, Wishes

LEASE = timedelta(minutes=10)
"""Whoever has not said by then what came of it has died: another may try."""
MOST = 500
LONGEST_ERROR = 2000


@dataclass(frozen=True)
class Bundle:
    """What goes out together."""

    way: Way
    user_id: int | None
    channel_id: int | None


def due_bundles(session: Session, now: datetime) -> list[Bundle]:
    """What should leave now."""
    columns = (Dispatch.way, Dispatch.user_id, Dispatch.channel_id)
    query = select(*columns).where(_takeable(now)).distinct().order_by(*columns).limit(MOST)
    return [Bundle(*row) for row in session.execute(query)]


def take(session: Session, bundle: Bundle, now: datetime, by: str) -> list[Dispatch]:
    """Take what is due of a bundle in hand; empty if somebody else did. `by` names this one attempt."""
    session.execute(
        update(Dispatch)
        .where(
            _takeable(now),
            Dispatch.way == bundle.way,
            Dispatch.user_id.is_not_distinct_from(bundle.user_id),
            Dispatch.channel_id.is_not_distinct_from(bundle.channel_id),
        )
        .values(status=DispatchStatus.SENDING, claimed_at=now, claimed_by=by)
        .execution_options(synchronize_session=False)
    )
    query = (
        select(Dispatch)
        .where(Dispatch.claimed_by == by, Dispatch.status == DispatchStatus.SENDING)
        .options(
            joinedload(Dispatch.notice), joinedload(Dispatch.channel),
            joinedload(Dispatch.user).joinedload(User.person),
        )
        .order_by(Dispatch.notice_id)
    )  # fmt: skip
    return list(session.scalars(query))


def sent(session: Session, ids: Sequence[int], now: datetime) -> None:
    """It has arrived at the other side."""
    _set(session, ids, status=DispatchStatus.SENT, sent_at=now, error="", one_more=True)


def dropped(session: Session, ids: Sequence[int]) -> None:
    """It is not needed any more."""
    _set(session, ids, status=DispatchStatus.DROPPED)


def failed(session: Session, taken: Sequence[Dispatch], error: str, now: datetime, wishes: Wishes) -> None:
    """Try again later, each time after a longer wait and not in quiet hours; at last give up."""
    rows = []
    for one in taken:
        tries = one.tries + 1
        row = {"id": one.id, "tries": tries, "error": error[:LONGEST_ERROR], "updated_at": now}
        if tries < MOST_TRIES:
            at = now + WAITS[tries - 1]
            row["due_at"] = at if one.occasion.urgent else wishes.after_quiet(at)
        row["status"] = DispatchStatus.WAITING if tries < MOST_TRIES else DispatchStatus.FAILED
        rows.append(row)
    update_rows(session, table_of(Dispatch), rows)


def put_back(session: Session, ids: Sequence[int], until: datetime) -> None:
    """Not now: quiet hours have begun. No try is counted."""
    _set(session, ids, status=DispatchStatus.WAITING, due_at=until)


def _takeable(now: datetime) -> ColumnElement[bool]:
    waits = and_(Dispatch.status == DispatchStatus.WAITING, Dispatch.due_at <= now)
    forgotten = and_(Dispatch.status == DispatchStatus.SENDING, Dispatch.claimed_at < now - LEASE)
    return or_(waits, forgotten)


def _set(session: Session, ids: Sequence[int], *, one_more: bool = False, **values: object) -> None:
    if one_more:
        values["tries"] = Dispatch.tries + 1
    session.execute(
        update(Dispatch)
        .where(Dispatch.id.in_(ids))
        .values(values)
        .execution_options(synchronize_session=False)
    )
