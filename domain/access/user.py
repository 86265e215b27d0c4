"""Accounts: how a person signs in."""

from datetime import date, datetime
from enum import StrEnum

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from db.types import Name
from domain.core.entity import Entity
from domain.organisation.person import Person


class UserState(StrEnum):
    """Whether the account may sign in."""

    ACTIVE = "active"
    DISABLED = "disabled"


class User(Entity):
    """One account. Two accounts of one person count as one person in separation of duties."""

    __tablename__ = "app_user"

    unjournalled = frozenset({"password_hash", "failures", "last_failure_at"})

    username: Mapped[str] = mapped_column(String(80), unique=True)
    display_name: Mapped[Name]
    person_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"), index=True)
    password_hash: Mapped[str] = mapped_column(String(200))
    must_change_password: Mapped[bool] = mapped_column(insert_default=False)
    status: Mapped[UserState] = mapped_column(insert_default=UserState.ACTIVE)
    failures: Mapped[int] = mapped_column(insert_default=0)
    last_failure_at: Mapped[datetime | None]
    locked_until: Mapped[datetime | None]
    expires_on: Mapped[date | None]
    """The last day the account works (external auditors have one)."""
    language: Mapped[str] = mapped_column(String(10), insert_default="")

    person: Mapped[Person | None] = relationship(lazy="raise")
