"""Try out a way out of the portal: the message goes the way all messages go, so the log tells the truth."""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from db.bulk import insert_new, table_of
from domain.access.user import User
from domain.core.errors import NotSignedIn, RuleBroken
from domain.core.permission import Actor, Permission
from domain.core.statement import Statement
from domain.messaging.channel import Channel
from domain.messaging.dispatch import Dispatch
from domain.messaging.notice import Link, Notice
from domain.messaging.occasion import Occasion
from domain.messaging.queue_dispatches import Told, dispatch_row, mail_is_set_up
from domain.messaging.reach import Way
from domain.messaging.wishes import wishes_of_one
from domain.messaging.words import kept
from domain.organisation.person import Person


class ItWorks(Statement):
    """What arrives."""

    text = "Test message from {person}: this way works."


class OnItsWay(Statement):
    """What is told to who pressed the button."""

    text = "A test message is on its way. Within a minute the delivery log says whether it arrived."


class NoNameOnChannel(RuleBroken):
    """A personal channel needs to know whom to write to."""

    text = "This channel writes to people. Say in “My notifications” first what you are called on it."


class NoMail(RuleBroken):
    """Mail cannot reach the person."""

    text = "No mail can reach you: the portal has no mail server, or your person has no address."


def try_channel(session: Session, actor: Actor, channel: Channel, now: datetime) -> OnItsWay:
    """Send a test through a channel: to its group, or to oneself where it writes to people."""
    actor.require(Permission.PORTAL_OPERATE)
    if channel.personal and wishes_of_one(session, actor.user_id or 0).channel_id != channel.id:
        raise NoNameOnChannel
    told = _told(session, actor, f"test:channel:{channel.id}:{now.isoformat()}", now)
    row = dispatch_row(told, Way.CHAT, now, channel_id=channel.id, key=told.key, to_person=channel.personal)
    insert_new(session, table_of(Dispatch), [row])
    return OnItsWay()


def try_mail(session: Session, actor: Actor, now: datetime) -> OnItsWay:
    """Send oneself a test by mail."""
    people = Person.__table__
    has_address = session.scalar(
        select(User.id)
        .join(people, people.c.id == User.person_id)
        .where(User.id == (actor.user_id or 0), people.c.email != "")
    )
    if has_address is None or not mail_is_set_up():
        raise NoMail
    told = _told(session, actor, f"test:mail:{now.isoformat()}", now)
    insert_new(
        session, table_of(Dispatch), [dispatch_row(told, Way.MAIL, now, channel_id=None, key=told.key)]
    )
    return OnItsWay()


def _told(session: Session, actor: Actor, key: str, now: datetime) -> Told:
    if actor.user_id is None:
        raise NotSignedIn
    notice = Notice(
        user_id=actor.user_id, key=f"{key}:{actor.user_id}", occasion=Occasion.TEST,
        said=kept(ItWorks(person=actor.name)), page=Link().page, asks={}, at=now,
    )  # fmt: skip
    session.add(notice)
    session.flush()
    return Told(notice.id, actor.user_id, notice.key, notice.occasion, None)
