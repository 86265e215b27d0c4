"""Tell the readers of announcements when these begin."""

from datetime import datetime

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import Session, joinedload

from domain.access.actors import working_actors
from domain.core.clock import business_date
from domain.core.permission import Actor
from domain.core.statement import Statement
from domain.messaging.announcement import Announcement
from domain.messaging.notice import Link
from domain.messaging.occasion import Occasion
from domain.messaging.tell import Telling, tell_all
from domain.messaging.words import Both


class Announced(Statement):
    """What is announced, in the words of whoever wrote it."""

    text = "Announcement: {words}"


def has_begun(session: Session, now: datetime) -> bool:
    """Whether there is an announcement to tell of."""
    return session.scalars(select(Announcement.id).where(_begun(now)).limit(1)).first() is not None


def announce(session: Session, now: datetime) -> int:
    """Tell everybody whom an announcement that has begun is for; how many notices were made."""
    query = select(Announcement).where(_begun(now)).options(joinedload(Announcement.role))
    begun = session.scalars(query.with_for_update(of=Announcement)).all()
    if not begun:
        return 0
    actors = working_actors(session, business_date(now))
    told = tell_all(session, [_telling(one, actors) for one in begun], now, actors)
    for one in begun:
        one.told_at = now
    session.flush()
    return told


def _begun(now: datetime) -> ColumnElement[bool]:
    return Announcement.in_force(business_date(now)) & Announcement.told_at.is_(None)


def _telling(one: Announcement, actors: dict[int, Actor]) -> Telling:
    readers = {user for user, actor in actors.items() if one.role is None or one.role.code in actor.roles}
    return Telling(
        recipients=readers,
        occasion=Occasion.ANNOUNCEMENT,
        statement=Announced(words=Both(one.text_zh.strip(), one.text_en.strip())),
        link=Link("inbox"),
        key=f"announcement:{one.id}",
    )
