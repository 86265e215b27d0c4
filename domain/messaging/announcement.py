"""Announcements: what the organisation tells all its users, or those in one role, for some days."""

import textwrap
from collections.abc import Sequence
from datetime import date, datetime

from sqlalchemy import ColumnElement, ForeignKey, UniqueConstraint, exists, or_, select
from sqlalchemy.orm import Mapped, Session, mapped_column, relationship

from db.base import Base
from db.bulk import insert_new, table_of
from db.types import LongText
from domain.access.role import Role
from domain.core.entity import Entity
from domain.core.errors import Missing, NotSignedIn, RuleBroken
from domain.core.permission import Actor, Permission

LONGEST_NAME = 60


class EndsBeforeItBegins(RuleBroken):
    """Nobody would ever see it."""

    text = "The announcement ends before it begins."


class Announcement(Entity):
    """One text in both languages, shown from a day until a day on the workbench and told once."""

    __tablename__ = "announcement"
    read_permission = Permission.PORTAL_OPERATE
    write_permission = Permission.PORTAL_OPERATE

    text_zh: Mapped[LongText]
    text_en: Mapped[LongText]
    shown_from: Mapped[date]
    shown_until: Mapped[date]
    role_id: Mapped[int | None] = mapped_column(ForeignKey("role.id"))
    """Only for holders of this role; None: for everybody."""
    told_at: Mapped[datetime | None]
    """When its readers were told of it."""

    role: Mapped[Role | None] = relationship(lazy="raise")

    def check(self) -> None:
        """Refuse an empty text or an empty time."""
        for name in ("text_zh", "text_en"):
            if not getattr(self, name).strip():
                raise Missing(field=name, field_name=f"Announcement.{name}")
        if self.shown_until < self.shown_from:
            raise EndsBeforeItBegins(field="shown_until")

    @property
    def name_zh(self) -> str:
        """Its beginning, where it is mentioned."""
        return _beginning(self.text_zh)

    @property
    def name_en(self) -> str:
        """The same in English."""
        return _beginning(self.text_en)

    @classmethod
    def in_force(cls, today: date) -> ColumnElement[bool]:
        """The condition that it is shown that day."""
        return cls.archived_at.is_(None) & (cls.shown_from <= today) & (cls.shown_until >= today)


class AnnouncementDismissal(Base):
    """Somebody has put an announcement away for themselves."""

    __tablename__ = "announcement_dismissal"
    __table_args__ = (UniqueConstraint("user_id", "announcement_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    user_id: Mapped[int] = mapped_column(ForeignKey("app_user.id"))
    announcement_id: Mapped[int] = mapped_column(ForeignKey("announcement.id"))


def announcements_for(session: Session, actor: Actor, today: date) -> Sequence[Announcement]:
    """What is announced to the actor and not put away, the newest first."""
    put_away = exists().where(
        AnnouncementDismissal.announcement_id == Announcement.id,
        AnnouncementDismissal.user_id == (actor.user_id or 0),
    )
    query = (
        select(Announcement)
        .outerjoin(Role, Role.id == Announcement.role_id)
        .where(
            Announcement.in_force(today),
            or_(Announcement.role_id.is_(None), Role.code.in_(sorted(actor.roles))),
            ~put_away,
        )
        .order_by(Announcement.shown_from.desc(), Announcement.id.desc())
    )
    return session.scalars(query).all()


def dismiss(session: Session, actor: Actor, announcement_id: int) -> None:
    """Put it away for oneself."""
    if actor.user_id is None:
        raise NotSignedIn
    row = {"user_id": actor.user_id, "announcement_id": announcement_id}
    insert_new(session, table_of(AnnouncementDismissal), [row])


def _beginning(text: str) -> str:
    return textwrap.shorten(text, LONGEST_NAME, placeholder="…")
