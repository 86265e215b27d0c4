"""Boards that people build: what stands on them, who sees them, and how they came to be so."""

from enum import StrEnum
from typing import Any

from sqlalchemy import JSON, ColumnElement, ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from db.types import Code, Name
from domain.access.user import User
from domain.core.entity import Entity
from domain.core.errors import Missing, RuleBroken
from domain.core.permission import Actor, Permission
from domain.reporting.board_layout import Layout

SECONDS = 30
SHORTEST, LONGEST = 10, 3_600


class Audience(StrEnum):
    """Who sees a board besides its owner."""

    PRIVATE = "private"
    ROLES = "roles"


class TurnsTooFast(RuleBroken):
    """Nobody reads a board in less, and nobody waits longer."""

    text = "A board stays on the wall for {shortest} to {longest} seconds."


class AudienceOff(RuleBroken):
    """Shared with nobody, or private and shared."""

    text = "A shared board names the roles that see it; a private one names none."


class BoardDefinition(Entity):
    """One board. It is a question: each reader sees of it what they may see anyway."""

    __tablename__ = "board_definition"

    code: Mapped[Code] = mapped_column(unique=True)
    """By what it is known in every portal."""
    name_zh: Mapped[Name]
    name_en: Mapped[Name]
    owner_id: Mapped[int] = mapped_column(ForeignKey("app_user.id"), index=True)
    layout: Mapped[dict[str, Any]] = mapped_column(JSON, insert_default=dict)
    """As `Layout.plain` writes it."""
    audience: Mapped[Audience] = mapped_column(insert_default=Audience.PRIVATE)
    roles: Mapped[list[str]] = mapped_column(JSON, insert_default=list)
    """Codes of the roles it is shared with."""
    seconds: Mapped[int] = mapped_column(insert_default=SECONDS)
    """How long it stays on a wall before the next one comes."""
    number: Mapped[int] = mapped_column(insert_default=1)
    """Which version of its layout this is."""

    owner: Mapped[User] = relationship(lazy="raise")

    def check(self) -> None:
        """A name, a layout that can be drawn, an audience that makes sense."""
        if not (self.name_zh.strip() or self.name_en.strip()):
            raise Missing(field="name_zh", field_name="BoardDefinition.name_zh")
        if not SHORTEST <= (self.seconds or SECONDS) <= LONGEST:
            raise TurnsTooFast(field="seconds", shortest=SHORTEST, longest=LONGEST)
        if (self.audience is Audience.ROLES) != bool(self.roles):
            raise AudienceOff(field="roles")
        self.shows.check()

    @property
    def shows(self) -> Layout:
        """Its cards."""
        return Layout.of(self.layout or {})

    @property
    def shared(self) -> bool:
        """Whether others see it."""
        return self.audience is Audience.ROLES

    @classmethod
    def is_shared(cls) -> ColumnElement[bool]:
        """The condition that others see it."""
        return cls.audience == Audience.ROLES

    def belongs_to(self, actor: Actor) -> bool:
        """Whether this person made it."""
        return actor.user_id is not None and self.owner_id == actor.user_id

    def shown_to(self, actor: Actor) -> bool:
        """Its owner, people of its roles, and of shared ones whoever configures the portal."""
        if not actor.may(Permission.INDICATORS_READ):
            return False
        configures = self.shared and actor.may(Permission.CONFIGURATION_WRITE)
        return self.belongs_to(actor) or configures or bool(actor.roles & set(self.roles))

    def may_be_changed_by(self, actor: Actor) -> bool:
        """Its owner while it is private; once it is shared, whoever configures the portal."""
        if self.shared:
            return actor.may(Permission.CONFIGURATION_WRITE)
        return self.belongs_to(actor)


class BoardVersion(Entity):
    """A layout as it was saved; the versions of a board are counted from 1 and never change."""

    __tablename__ = "board_version"
    __table_args__ = (UniqueConstraint("board_id", "number"),)

    board_id: Mapped[int] = mapped_column(ForeignKey("board_definition.id"), index=True)
    number: Mapped[int]
    layout: Mapped[dict[str, Any]] = mapped_column(JSON, insert_default=dict)
    saved_by: Mapped[Name]

    @property
    def shows(self) -> Layout:
        """Its cards."""
        return Layout.of(self.layout or {})
