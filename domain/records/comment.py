"""Comments: what people say about a record."""

from datetime import datetime, timedelta

from sqlalchemy import ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from db.types import LongText
from domain.access.user import User
from domain.core.entity import Entity
from domain.core.errors import Missing, RuleBroken
from domain.core.permission import Actor

LONGEST = 5000
MAY_BE_EDITED = timedelta(minutes=15)
"""A slip is mended soon; what others have answered stays said."""


class CommentTooLong(RuleBroken):
    """That is a document: attach it."""

    text = "A comment has at most {most} characters, not {found}. Attach longer texts as a file."


class NotYourComment(RuleBroken):
    """Nobody puts words into the mouth of another."""

    text = "Only its author may change a comment."


class TooLateToEdit(RuleBroken):
    """Others may have answered what it said."""

    text = "A comment can be changed for {minutes} minutes. Write another one instead."


class Comment(Entity):
    """What one person said about one record."""

    __tablename__ = "comment"
    __table_args__ = (Index("ix_comment_entity_entity_id", "entity", "entity_id"),)

    entity: Mapped[str] = mapped_column(String(80))
    """Name of the kind of record ..."""
    entity_id: Mapped[int]
    """... and which one."""
    author_id: Mapped[int] = mapped_column(ForeignKey("app_user.id"), index=True)
    said: Mapped[LongText]
    at: Mapped[datetime]
    edited_at: Mapped[datetime | None]

    author: Mapped[User] = relationship(lazy="raise")
    mentions: Mapped[list["Mention"]] = relationship(lazy="raise", back_populates="comment")

    def check(self) -> None:
        """Refuse silence and novels."""
        if not self.said.strip():
            raise Missing(field="said", field_name="Comment.said")
        if len(self.said) > LONGEST:
            raise CommentTooLong(field="said", most=LONGEST, found=len(self.said))

    def may_be_edited(self, actor: Actor, now: datetime) -> bool:
        """By its author, for a while."""
        return actor.user_id == self.author_id and now - self.at <= MAY_BE_EDITED


class Mention(Entity):
    """Somebody named in a comment."""

    __tablename__ = "mention"
    __table_args__ = (UniqueConstraint("comment_id", "user_id"),)

    comment_id: Mapped[int] = mapped_column(ForeignKey("comment.id"))
    user_id: Mapped[int] = mapped_column(ForeignKey("app_user.id"), index=True)

    comment: Mapped[Comment] = relationship(lazy="raise", back_populates="mentions")
    user: Mapped[User] = relationship(lazy="raise")
