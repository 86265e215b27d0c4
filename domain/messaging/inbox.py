"""The inbox: what one person was told, the unread first."""

from datetime import datetime

from sqlalchemy import ColumnElement, Select, case, func, select, update
from sqlalchemy.orm import Session

from domain.core.permission import Actor
from domain.messaging.notice import Notice
from domain.messaging.occasion import Occasion

NOBODY = 0


def inbox(actor: Actor, occasion: Occasion | None = None) -> Select[Notice]:
    """What the actor was told and may still see, the unread first, then the newest."""
    query = select(Notice).where(*_mine(actor))
    if occasion is not None:
        query = query.where(Notice.occasion == occasion)
    return query.order_by(case((Notice.read_at.is_(None), 0), else_=1), Notice.at.desc(), Notice.id.desc())


def unread(session: Session, actor: Actor) -> int:
    """How many lines are unread: one count over an index."""
    return session.scalar(select(func.count(Notice.id)).where(*_mine(actor), Notice.read_at.is_(None))) or 0


def unread_by_occasion(session: Session, actor: Actor) -> dict[Occasion, int]:
    """How many lines are unread of each kind, of those that have any."""
    query = (
        select(Notice.occasion, func.count(Notice.id))
        .where(*_mine(actor), Notice.read_at.is_(None))
        .group_by(Notice.occasion)
    )
    return {row[0]: row[1] for row in session.execute(query)}


def mark_read(session: Session, actor: Actor, notice_id: int, now: datetime) -> int:
    """One line is read; how many changed. Somebody else's line stays as it is."""
    return _read(session, actor, now, Notice.id == notice_id)


def mark_all_read(session: Session, actor: Actor, now: datetime, occasion: Occasion | None = None) -> int:
    """All lines (of a kind) are read; how many changed."""
    return _read(session, actor, now, *(() if occasion is None else (Notice.occasion == occasion,)))


def count_old_as_read(session: Session, before: datetime) -> None:
    """What was told before an instant counts as read when it was told: the played past of a demo company."""
    old = update(Notice).where(Notice.at < before, Notice.read_at.is_(None))
    session.execute(old.values(read_at=Notice.at).execution_options(synchronize_session=False))


def _mine(actor: Actor) -> tuple[ColumnElement[bool], ...]:
    return Notice.user_id == (actor.user_id or NOBODY), Notice.open_to(actor)


def _read(session: Session, actor: Actor, now: datetime, *conditions: ColumnElement[bool]) -> int:
    lines = session.scalars(
        update(Notice)
        .where(*_mine(actor), Notice.read_at.is_(None), *conditions)
        .values(read_at=now)
        .returning(Notice.id)
    ).all()
    return len(lines)
