"""Notices: one line in one person's inbox."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy import JSON, ColumnElement, ForeignKey, Index, String, UniqueConstraint, and_, or_
from sqlalchemy.orm import Mapped, mapped_column, relationship

from db.base import Base
from domain.access.user import User
from domain.core.permission import Actor, Permission
from domain.messaging.occasion import Occasion
from domain.messaging.words import spoken


@dataclass(frozen=True)
class Link:
    """Where a notice leads, and what it takes to look at it there.

    `page` is a page's address or the name of an entity that has a page; `asks` are the words of the address.
    Without `needs` everybody may read it; with it, only who has the permission in the unit (anywhere, if no
    unit is named).
    """

    page: str = ""
    asks: Mapping[str, str] = field(default_factory=dict)
    needs: Permission | None = None
    unit_id: int | None = None

    def open_to(self, actor: Actor) -> bool:
        """Whether this person may look at it."""
        return self.needs is None or actor.may(self.needs, self.unit_id)


class Notice(Base):
    """Something one person is told. `key` says what it is: nobody is told the same thing twice."""

    __tablename__ = "notice"
    __table_args__ = (
        UniqueConstraint("user_id", "key"),
        Index("ix_notice_user_id_read_at", "user_id", "read_at"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    user_id: Mapped[int] = mapped_column(ForeignKey("app_user.id"))
    key: Mapped[str] = mapped_column(String(200))
    occasion: Mapped[Occasion]
    said: Mapped[dict[str, Any]] = mapped_column(JSON)
    """The statement: template and facts."""
    page: Mapped[str] = mapped_column(String(80))
    asks: Mapped[dict[str, Any]] = mapped_column(JSON)
    needs: Mapped[str | None] = mapped_column(String(80))
    """The permission without which nothing of it is shown, also if it was lost since ..."""
    unit_id: Mapped[int | None] = mapped_column(ForeignKey("unit.id"))
    """... in this unit; None: anywhere."""
    at: Mapped[datetime]
    read_at: Mapped[datetime | None]

    user: Mapped[User] = relationship(lazy="raise")

    def in_words(self, language: str) -> str:
        """What is told, in the reader's language."""
        return spoken(self.said, language)

    @property
    def link(self) -> Link:
        """Where it leads."""
        known = {one.value: one for one in Permission}
        return Link(self.page, self.asks, known.get(self.needs or ""), self.unit_id)

    @classmethod
    def open_to(cls, actor: Actor) -> ColumnElement[bool]:
        """The condition that the actor may read it today."""
        allowed: list[ColumnElement[bool]] = [cls.needs.is_(None)]
        for grant in actor.grants:
            needs: ColumnElement[bool] = cls.needs.in_(sorted(grant.permissions))
            if grant.units is not None:
                needs = and_(needs, or_(cls.unit_id.is_(None), cls.unit_id.in_(sorted(grant.units))))
            allowed.append(needs)
        return or_(*allowed)
