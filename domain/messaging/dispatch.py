"""Dispatches: a notice on its way out of the portal, queued in the transaction that made the notice."""

from datetime import datetime, timedelta
from enum import StrEnum

from sqlalchemy import ForeignKey, Index, String
from sqlalchemy.orm import Mapped, Session, mapped_column, relationship

from db.types import LongText
from domain.access.user import User
from domain.core.entity import Entity
from domain.core.errors import RuleBroken
from domain.core.journal import explain
from domain.core.permission import Actor, Permission
from domain.messaging.channel import Channel
from domain.messaging.notice import Notice
from domain.messaging.occasion import Occasion
from domain.messaging.reach import Way

WAITS = (
    timedelta(minutes=1),
    timedelta(minutes=5),
    timedelta(minutes=30),
    timedelta(hours=2),
    timedelta(hours=8),
    timedelta(hours=24),
)
"""How long to wait after the first failure, the second, ..."""
MOST_TRIES = len(WAITS) + 1


class DispatchStatus(StrEnum):
    """What became of it."""

    WAITING = "waiting"
    SENDING = "sending"
    """A process has it in hand."""
    SENT = "sent"
    FAILED = "failed"
    """Tried often enough; somebody must look."""
    DROPPED = "dropped"
    """No longer needed: read in the inbox before, or the account or the right to see it is gone."""

    @property
    def tone(self) -> str:
        """How it looks."""
        return _TONES[self]


_TONES = {
    DispatchStatus.WAITING: "waiting",
    DispatchStatus.SENDING: "active",
    DispatchStatus.SENT: "good",
    DispatchStatus.FAILED: "bad",
    DispatchStatus.DROPPED: "calm",
}


class NothingToRepeat(RuleBroken):
    """It has arrived, or will be tried by itself."""

    text = "Only what failed or waits can be tried again."


class Dispatch(Entity):
    """One notice by one way to one person, or to one group. The log shows that, never what is said."""

    __tablename__ = "dispatch"
    __table_args__ = (Index("ix_dispatch_status_due_at", "status", "due_at"),)
    read_permission = Permission.PORTAL_OPERATE

    key: Mapped[str] = mapped_column(String(240), unique=True)
    """Nothing goes the same way to the same place twice."""
    notice_id: Mapped[int] = mapped_column(ForeignKey("notice.id"), index=True)
    occasion: Mapped[Occasion]
    way: Mapped[Way]
    user_id: Mapped[int | None] = mapped_column(ForeignKey("app_user.id"), index=True)
    """For whom; None: a group."""
    channel_id: Mapped[int | None] = mapped_column(ForeignKey("channel.id"))
    """By which channel; None: by mail."""
    due_at: Mapped[datetime]
    """When it leaves, or is tried again."""
    status: Mapped[DispatchStatus] = mapped_column(insert_default=DispatchStatus.WAITING)
    tries: Mapped[int] = mapped_column(insert_default=0)
    claimed_at: Mapped[datetime | None]
    claimed_by: Mapped[str] = mapped_column(String(40), insert_default="")
    sent_at: Mapped[datetime | None]
    error: Mapped[LongText] = mapped_column(insert_default="")
    """What went wrong the last time, in the words of the other side."""

    notice: Mapped[Notice] = relationship(lazy="raise")
    user: Mapped[User | None] = relationship(lazy="raise")
    channel: Mapped[Channel | None] = relationship(lazy="raise")

    @property
    def repeatable(self) -> bool:
        """Whether it can be tried again by hand."""
        return self.status in (DispatchStatus.FAILED, DispatchStatus.WAITING)


def try_again(session: Session, actor: Actor, dispatch: Dispatch, now: datetime) -> None:
    """Let it leave with the next round, whatever failed before; the count of tries begins anew."""
    actor.require(Permission.PORTAL_OPERATE)
    if not dispatch.repeatable:
        raise NothingToRepeat
    explain(dispatch, action="try_again")
    dispatch.status, dispatch.due_at, dispatch.tries = DispatchStatus.WAITING, now, 0
    session.flush()
