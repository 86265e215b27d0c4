"""How one person wants to be reached: how soon about what, by mail or chat, and when not at all."""

from dataclasses import dataclass, field
from datetime import datetime, time, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

from sqlalchemy import ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from db.base import Base
from db.settings import settings
from domain.messaging.channel import Channel
from domain.messaging.occasion import Occasion, Pace, Usual

QUIET_FROM, QUIET_UNTIL = time(21), time(7)
DIGEST_AT = time(8)
MONDAY = 0


class Way(StrEnum):
    """How something leaves the portal."""

    MAIL = "mail"
    CHAT = "chat"


class Preference(Base):
    """What a person chose about one kind of notice. A matter of taste: not journalled."""

    __tablename__ = "notice_preference"
    __table_args__ = (UniqueConstraint("user_id", "occasion"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    user_id: Mapped[int] = mapped_column(ForeignKey("app_user.id"))
    occasion: Mapped[Occasion]
    pace: Mapped[Pace]
    by_mail: Mapped[bool]
    by_chat: Mapped[bool]

    @property
    def usual(self) -> Usual:
        """The choice itself."""
        return Usual(self.pace, self.by_mail, self.by_chat)


class Reach(Base):
    """Where a person is found in chats, and the hours in which they want peace."""

    __tablename__ = "reach"

    id: Mapped[int] = mapped_column(primary_key=True)
    user_id: Mapped[int] = mapped_column(ForeignKey("app_user.id"), unique=True)
    channel_id: Mapped[int | None] = mapped_column(ForeignKey("channel.id"))
    chat_name: Mapped[str] = mapped_column(String(200), insert_default="")
    """What the person is called on that channel; it takes the place of `{to}` in its address."""
    quiet_from: Mapped[time] = mapped_column(insert_default=QUIET_FROM)
    quiet_until: Mapped[time] = mapped_column(insert_default=QUIET_UNTIL)
    """Both the same: no quiet hours."""

    channel: Mapped[Channel | None] = relationship(lazy="raise")


@dataclass(frozen=True)
class Wishes:
    """Everything one person wants, with what is usual where they chose nothing."""

    chosen: dict[Occasion, Usual] = field(default_factory=dict)
    channel_id: int | None = None
    chat_name: str = ""
    quiet_from: time = QUIET_FROM
    quiet_until: time = QUIET_UNTIL

    def about(self, occasion: Occasion) -> Usual:
        """How this kind travels."""
        return self.chosen.get(occasion, occasion.usual)

    def ways(self, occasion: Occasion) -> tuple[Way, ...]:
        """By what it leaves the portal, as far as the person wants it to."""
        wanted = self.about(occasion)
        if wanted.pace is Pace.INBOX_ONLY:
            return ()
        chat = wanted.by_chat and self.channel_id is not None and bool(self.chat_name)
        return (*((Way.MAIL,) if wanted.by_mail else ()), *((Way.CHAT,) if chat else ()))

    def due(self, occasion: Occasion, now: datetime) -> datetime:
        """When it leaves: now or with the next digest, but not in quiet hours unless it is urgent."""
        at = planned(self.about(occasion).pace, now)
        return at if occasion.urgent else self.after_quiet(at)

    def after_quiet(self, at: datetime) -> datetime:
        """The instant itself, or the end of the quiet hours it falls into."""
        here = at.astimezone(_zone())
        begin, end, clock = self.quiet_from, self.quiet_until, here.time()
        over_night = begin > end
        quiet = (clock >= begin or clock < end) if over_night else begin <= clock < end
        if not quiet:
            return at
        day = here.date() + timedelta(days=1 if over_night and clock >= begin else 0)
        return datetime.combine(day, end, _zone()).astimezone(at.tzinfo)


def planned(pace: Pace, now: datetime) -> datetime:
    """When something of this pace leaves if there were no quiet hours."""
    if pace not in (Pace.DAILY, Pace.WEEKLY):
        return now
    here = now.astimezone(_zone())
    day = here.date() + timedelta(days=0 if here.time() < DIGEST_AT else 1)
    if pace is Pace.WEEKLY:
        day += timedelta(days=(MONDAY - day.weekday()) % 7)
    return datetime.combine(day, DIGEST_AT, _zone()).astimezone(now.tzinfo)


def _zone() -> ZoneInfo:
    return ZoneInfo(settings().time_zone)
