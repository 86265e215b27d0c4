"""Lists that people gave a name: what the list's address says, kept for themselves or shared with roles."""

from enum import StrEnum
from typing import Any

from sqlalchemy import JSON, ColumnElement, ForeignKey, Index, String, cast
from sqlalchemy.orm import Mapped, mapped_column, relationship

from db.types import KindOfRecord, Name
from domain.access.user import User
from domain.core.entity import Entity
from domain.core.errors import Missing, RuleBroken
from domain.core.permission import Actor, Permission

LONGEST = 20_000
"""Characters of all words together: an address must still fit into a browser."""


class Density(StrEnum):
    """How much room a row takes."""

    COMFORTABLE = "comfortable"
    COMPACT = "compact"


class ViewTooLong(RuleBroken):
    """The list asks for more than an address can hold."""

    text = "The view holds too many conditions to be kept."


class DefaultNotShared(RuleBroken):
    """A role would begin with a view that it may not see."""

    text = "A view can be the default only of roles it is shared with."


class SavedView(Entity):
    """One state of a list under a name.

    `words` is the address of the list: filters, search, order, columns in their order, density. Nothing in
    it widens what anybody may see: it is a question, answered with the rights of whoever asks.
    """

    __tablename__ = "saved_view"
    __table_args__ = (Index("ix_saved_view_screen_owner_id", "screen", "owner_id"),)

    screen: Mapped[str] = mapped_column(String(80))
    """The address (`url_path`) of the list."""
    kind: Mapped[str | None] = mapped_column(KindOfRecord)
    """What the list shows: the name of an entity. None: kept by a portal that did not ask."""
    name_zh: Mapped[Name]
    name_en: Mapped[Name]
    owner_id: Mapped[int] = mapped_column(ForeignKey("app_user.id"), index=True)
    words: Mapped[dict[str, Any]] = mapped_column(JSON, insert_default=dict)
    """Name in the address -> list of words."""
    roles: Mapped[list[str]] = mapped_column(JSON, insert_default=list)
    """Codes of the roles it is shared with; none: it is private."""
    default_for: Mapped[list[str]] = mapped_column(JSON, insert_default=list)
    """Codes of the roles whose people begin with it."""

    owner: Mapped[User] = relationship(lazy="raise")

    def check(self) -> None:
        """A name, words of a length that a browser takes, defaults only where it is shared."""
        if not (self.name_zh.strip() or self.name_en.strip()):
            raise Missing(field="name_zh", field_name="SavedView.name_zh")
        if sum(len(name) + sum(map(len, words)) for name, words in self.words.items()) > LONGEST:
            raise ViewTooLong
        if set(self.default_for) - set(self.roles):
            raise DefaultNotShared(field="default_for")

    @classmethod
    def is_shared(cls) -> ColumnElement[bool]:
        """The condition that others see it."""
        return cast(cls.roles, String) != "[]"

    @property
    def shared(self) -> bool:
        """Whether others see it."""
        return bool(self.roles)

    def shown_to(self, actor: Actor) -> bool:
        """Whether it stands among the views of this person."""
        return self.belongs_to(actor) or bool(actor.roles & set(self.roles))

    def belongs_to(self, actor: Actor) -> bool:
        """Whether this person made it."""
        return actor.user_id is not None and self.owner_id == actor.user_id

    def may_be_changed_by(self, actor: Actor) -> bool:
        """Its owner while it is private; once it is shared, whoever configures the portal."""
        if self.shared:
            return actor.may(Permission.CONFIGURATION_WRITE)
        return self.belongs_to(actor)
