"""Read and change what people want to be told, how, and when not."""

from collections.abc import Collection
from datetime import time

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from db.bulk import insert_new, select_in, table_of
from domain.core.errors import Missing, NotSignedIn, RuleBroken
from domain.core.permission import Actor
from domain.messaging.channel import Channel
from domain.messaging.occasion import Occasion, Usual
from domain.messaging.reach import Preference, Reach, Wishes


class NotAPersonalChannel(RuleBroken):
    """The channel reaches a group, or is gone."""

    text = "This channel does not reach single people; choose another."


def wishes_of(session: Session, users: Collection[int]) -> dict[int, Wishes]:
    """User id -> wishes, of those who have any; usual is what `Wishes()` says."""
    chosen: dict[int, dict[Occasion, Usual]] = {}
    for one in select_in(session, (Preference,), table_of(Preference).c.user_id, users):
        chosen.setdefault(one[0].user_id, {})[one[0].occasion] = one[0].usual
    reaches = {
        row[0].user_id: row[0] for row in select_in(session, (Reach,), table_of(Reach).c.user_id, users)
    }
    return {user: _wishes(chosen.get(user, {}), reaches.get(user)) for user in {*chosen, *reaches}}


def wishes_of_one(session: Session, user_id: int) -> Wishes:
    """What one user wants."""
    return wishes_of(session, [user_id]).get(user_id, Wishes())


def personal_channels(session: Session) -> list[Channel]:
    """Channels by which people can be reached, by name."""
    query = select(Channel).where(Channel.archived_at.is_(None)).order_by(Channel.name)
    return [channel for channel in session.scalars(query) if channel.personal]


def choose(session: Session, actor: Actor, occasion: Occasion, wanted: Usual) -> None:
    """How one kind of notice travels to oneself; the usual way is not kept, so that it may change."""
    user_id = _self(actor)
    session.execute(delete(Preference).where(Preference.user_id == user_id, Preference.occasion == occasion))
    if wanted != occasion.usual:
        row = {
            "user_id": user_id, "occasion": occasion, "pace": wanted.pace,
            "by_mail": wanted.by_mail, "by_chat": wanted.by_chat,
        }  # fmt: skip
        insert_new(session, table_of(Preference), [row])


def choose_reach(
    session: Session,
    actor: Actor,
    *,
    channel_id: int | None,
    chat_name: str,
    quiet_from: time,
    quiet_until: time,
) -> None:
    """Where one is found in chats, and one's quiet hours; both ends the same: none."""
    user_id, name = _self(actor), chat_name.strip()
    if channel_id is not None:
        if channel_id not in {channel.id for channel in personal_channels(session)}:
            raise NotAPersonalChannel(field="channel_id")
        if not name:
            raise Missing(field="chat_name", field_name="Reach.chat_name")
    session.execute(delete(Reach).where(Reach.user_id == user_id))
    row = {
        "user_id": user_id, "channel_id": channel_id, "chat_name": name,
        "quiet_from": quiet_from, "quiet_until": quiet_until,
    }  # fmt: skip
    insert_new(session, table_of(Reach), [row])


def _self(actor: Actor) -> int:
    if actor.user_id is None:
        raise NotSignedIn
    return actor.user_id


def _wishes(chosen: dict[Occasion, Usual], reach: Reach | None) -> Wishes:
    if reach is None:
        return Wishes(chosen)
    return Wishes(chosen, reach.channel_id, reach.chat_name, reach.quiet_from, reach.quiet_until)
