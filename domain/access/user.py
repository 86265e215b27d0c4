"""Accounts: how a person signs in."""

import re
import unicodedata
from datetime import date, datetime
from enum import StrEnum

from sqlalchemy import ForeignKey, String, select
from sqlalchemy.orm import Mapped, Session, mapped_column, object_session, relationship

from db.types import Name
from domain.core.entity import Entity
from domain.core.errors import RuleBroken
from domain.core.permission import Permission
from domain.organisation.person import Person

USERNAME = re.compile(r"[\w.@+-]{2,80}")


class UserState(StrEnum):
    """Whether the account may sign in."""

    ACTIVE = "active"
    DISABLED = "disabled"


class InvalidUsername(RuleBroken):
    """The user name cannot be typed unambiguously."""

    text = "A user name has 2 to 80 letters, digits or the signs . _ @ + - and no spaces."


class NoSuchUser(RuleBroken):
    """Nobody has this user name."""

    text = "There is no user {username}."


class User(Entity):
    """One account. Two accounts of one person count as one person in separation of duties.

    Failed sign-ins are not counted here but in `SignInAttempt`, where unknown names count too.
    """

    __tablename__ = "app_user"
    read_permission = Permission.ACCESS_READ
    write_permission = Permission.ACCESS_GRANT

    unjournalled = frozenset({"password_hash"})

    username: Mapped[str] = mapped_column(String(80), unique=True)
    display_name: Mapped[Name]
    person_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"), index=True)
    password_hash: Mapped[str] = mapped_column(String(200))
    password_set_at: Mapped[datetime]
    must_change_password: Mapped[bool] = mapped_column(insert_default=False)
    """The password was made by the portal and is good for one purpose: choosing one's own."""
    status: Mapped[UserState] = mapped_column(insert_default=UserState.ACTIVE)
    expires_on: Mapped[date | None]
    """The last day the account works (external auditors have one)."""
    language: Mapped[str] = mapped_column(String(10), insert_default="")

    person: Mapped[Person | None] = relationship(lazy="raise")

    def check(self) -> None:
        """Refuse a user name that is not in its normal form, and a person who would hold too much."""
        if self.username != normal_username(self.username) or not USERNAME.fullmatch(self.username):
            raise InvalidUsername(field="username")
        session = object_session(self)
        if session is not None and self.person_id is not None:
            from domain.access.segregation import require_compatible

            require_compatible(session, self)

    def works(self, today: date) -> bool:
        """Tell whether the account may be used on that day."""
        return (
            self.status == UserState.ACTIVE
            and self.archived_at is None
            and (self.expires_on is None or self.expires_on >= today)
        )


def normal_username(typed: str) -> str:
    """The user name as it is kept: what looks the same is the same, capital letters do not count."""
    return unicodedata.normalize("NFKC", typed).strip().lower()


def user_named(session: Session, username: str) -> User:
    """The account of that name; NoSuchUser when there is none."""
    user = session.scalars(select(User).where(User.username == normal_username(username))).one_or_none()
    if user is None:
        raise NoSuchUser(field="username", username=username)
    return user
