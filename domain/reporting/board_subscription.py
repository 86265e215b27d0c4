"""Who wants a board sent, and how often. Sending is done elsewhere; here stands when it is due."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum

from sqlalchemy import ForeignKey, UniqueConstraint, select
from sqlalchemy.orm import Mapped, Session, joinedload, mapped_column, relationship

from domain.access.actors import grants_of
from domain.access.user import User, UserState
from domain.core.entity import Entity
from domain.core.errors import NotFound, NotSignedIn
from domain.core.journal import explain
from domain.core.permission import Actor, Grant
from domain.reporting.board import BoardDefinition


class Cadence(StrEnum):
    """How often a board comes: every day, on Mondays, on the first of the month."""

    DAILY = "daily"
    WEEKLY = "weekly"
    MONTHLY = "monthly"

    def began(self, today: date) -> date:
        """The first day of the day, week or month that this day is in."""
        match self:
            case Cadence.DAILY:
                return today
            case Cadence.WEEKLY:
                return today - timedelta(days=today.weekday())
            case Cadence.MONTHLY:
                return today.replace(day=1)


class BoardSubscription(Entity):
    """One person's wish to be sent one board."""

    __tablename__ = "board_subscription"
    __table_args__ = (UniqueConstraint("board_id", "user_id"),)

    board_id: Mapped[int] = mapped_column(ForeignKey("board_definition.id"), index=True)
    user_id: Mapped[int] = mapped_column(ForeignKey("app_user.id"), index=True)
    cadence: Mapped[Cadence]
    since: Mapped[date]
    """The day of the wish; what begins after it is sent."""
    sent_on: Mapped[date | None]
    """The day it was last sent."""

    board: Mapped[BoardDefinition] = relationship(lazy="raise")
    user: Mapped[User] = relationship(lazy="raise")

    def is_due(self, today: date) -> bool:
        """A day, week or month began since it was last sent; what was missed is sent once, not often."""
        return self.cadence.began(today) > max(self.sent_on or self.since, self.since)


@dataclass(frozen=True)
class DueSubscription:
    """What to send to whom: the board as this person may see it."""

    subscription: BoardSubscription
    board: BoardDefinition
    user: User
    actor: Actor


def subscription_of(session: Session, actor: Actor, board_id: int) -> BoardSubscription | None:
    """The person's own wish about a board."""
    query = select(BoardSubscription).where(
        BoardSubscription.board_id == board_id, BoardSubscription.user_id == (actor.user_id or 0),
        BoardSubscription.archived_at.is_(None),
    )  # fmt: skip
    return session.scalars(query).one_or_none()


def subscribe(
    session: Session, actor: Actor, board: BoardDefinition, cadence: Cadence, today: date
) -> BoardSubscription:
    """Be sent the board from the next day, week or month on; asked again, at another pace."""
    if actor.user_id is None:
        raise NotSignedIn
    if not board.shown_to(actor):
        raise NotFound
    query = select(BoardSubscription).where(
        BoardSubscription.board_id == board.id, BoardSubscription.user_id == actor.user_id
    )
    wish = session.scalars(query).one_or_none()
    if wish is None:
        wish = BoardSubscription(board_id=board.id, user_id=actor.user_id, cadence=cadence, since=today)
        session.add(wish)
    elif wish.archived_at is not None or wish.cadence is not cadence:
        wish.cadence, wish.since, wish.archived_at = cadence, today, None
    session.flush()
    return wish


def unsubscribe(session: Session, actor: Actor, board_id: int, now: datetime) -> None:
    """Be sent it no more."""
    wish = subscription_of(session, actor, board_id)
    if wish is not None:
        explain(wish, action="archived")
        wish.archived_at = now
        session.flush()


def due_subscriptions(session: Session, today: date) -> Sequence[DueSubscription]:
    """What is to be sent today: only boards that still stand, to people who may still see them."""
    query = (
        select(BoardSubscription)
        .join(BoardDefinition, BoardDefinition.id == BoardSubscription.board_id)
        .where(BoardSubscription.archived_at.is_(None), BoardDefinition.archived_at.is_(None))
        .options(joinedload(BoardSubscription.board), joinedload(BoardSubscription.user))
        .order_by(BoardSubscription.id)
    )
    due = [one for one in session.scalars(query) if one.is_due(today) and _works(one.user, today)]
    grants = grants_of(session, today, [one.user_id for one in due]) if due else {}
    found = [DueSubscription(one, one.board, one.user, _actor(one.user, grants)) for one in due]
    return [one for one in found if one.board.shown_to(one.actor)]


def _works(user: User, today: date) -> bool:
    return user.status is UserState.ACTIVE and (user.expires_on is None or user.expires_on >= today)


def _actor(user: User, grants: Mapping[int, Sequence[Grant]]) -> Actor:
    return Actor(
        name=user.display_name, user_id=user.id, person_id=user.person_id,
        grants=tuple(grants.get(user.id, ())), origin="subscription",
    )  # fmt: skip


def mark_sent(session: Session, subscription: BoardSubscription, today: date) -> None:
    """It was sent; due again when the next day, week or month begins."""
    subscription.sent_on = today
    session.flush()
