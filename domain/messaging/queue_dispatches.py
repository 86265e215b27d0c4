"""Put into the outbox what leaves the portal: for each person as they wish, for groups as set up."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from db.bulk import insert_new, table_of
from db.settings import settings
from domain.access.user import User
from domain.messaging.channel import Channel
from domain.messaging.dispatch import Dispatch
from domain.messaging.occasion import Occasion
from domain.messaging.reach import Way, Wishes
from domain.messaging.wishes import wishes_of
from domain.organisation.person import Person
from domain.organisation.tree import unit_tree

NOTHING_CHOSEN = Wishes()


@dataclass(frozen=True)
class Told:
    """A notice that has just been made."""

    notice_id: int
    user_id: int
    key: str
    occasion: Occasion
    unit_id: int | None


def queue_dispatches(session: Session, told: Sequence[Told], now: datetime) -> None:
    """What leaves by mail, to people in chats and to groups. Without a mail server nothing leaves by mail."""
    rows = [*_to_people(session, told, now), *_to_groups(session, told, now)]
    insert_new(session, table_of(Dispatch), rows)


def mail_is_set_up() -> bool:
    """Whether there is a server that takes mail."""
    return bool(settings().smtp_url.get_secret_value())


def dispatch_row(
    told: Told, way: Way, due_at: datetime, *, channel_id: int | None, key: str, to_person: bool = True
) -> dict[str, Any]:
    """A dispatch as the table keeps it."""
    return {
        "key": key[:240], "notice_id": told.notice_id, "occasion": told.occasion, "way": way,
        "user_id": told.user_id if to_person else None, "channel_id": channel_id, "due_at": due_at,
    }  # fmt: skip


def _to_people(session: Session, told: Sequence[Told], now: datetime) -> Iterator[dict[str, Any]]:
    users = {one.user_id for one in told}
    wishes = wishes_of(session, users)
    with_mail = _with_mail(session, users) if mail_is_set_up() else frozenset()
    for one in told:
        wanted = wishes.get(one.user_id, NOTHING_CHOSEN)
        for way in wanted.ways(one.occasion):
            if way is Way.CHAT or one.user_id in with_mail:
                yield dispatch_row(
                    one, way, wanted.due(one.occasion, now),
                    channel_id=wanted.channel_id if way is Way.CHAT else None,
                    key=f"{one.notice_id}:{way}",
                )  # fmt: skip


def _with_mail(session: Session, users: Collection[int]) -> frozenset[int]:
    people = Person.__table__
    query = select(User.id).join(people, people.c.id == User.person_id)
    return frozenset(session.scalars(query.where(User.id.in_(sorted(users)), people.c.email != "")))


def _to_groups(session: Session, told: Sequence[Told], now: datetime) -> Iterator[dict[str, Any]]:
    """Each thing once to each group, however many people were told."""
    known = session.scalars(select(Channel).where(Channel.archived_at.is_(None))).all()
    groups = [channel for channel in known if not channel.personal and channel.occasions]
    if not groups:
        return
    tree = unit_tree(session)
    first = {one.key: one for one in reversed(told)}
    for channel in groups:
        units = None if channel.unit_id is None else tree.below(channel.unit_id)
        for one in first.values():
            if one.occasion in channel.occasions and (units is None or one.unit_id in units):
                at = now if one.occasion.urgent else NOTHING_CHOSEN.after_quiet(now)
                yield dispatch_row(
                    one, Way.CHAT, at, channel_id=channel.id, key=f"group:{channel.id}:{one.key}",
                    to_person=False,
                )  # fmt: skip
