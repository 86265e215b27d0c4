"""The log: every time an automation was set off and its conditions held."""

from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from db.base import Base
from db.types import Code


class FiringOutcome(StrEnum):
    """What came of it."""

    DONE = "done"
    REFUSED = "refused"
    """A rule of the portal, or its author's rights, said no."""
    LIMITED = "limited"
    """It had acted often enough that day."""

    @property
    def tone(self) -> str:
        """Colour of its badge."""
        return {"done": "good", "refused": "bad", "limited": "waiting"}[self.value]


class AutomationFiring(Base):
    """One firing, about one record. The same cause fires once."""

    __tablename__ = "automation_firing"
    __table_args__ = (UniqueConstraint("automation_id", "cause", "record_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    automation_id: Mapped[int] = mapped_column(ForeignKey("automation.id"), index=True)
    automation_version: Mapped[int]
    """The version of the automation that fired; the journal has what it said."""
    at: Mapped[datetime]
    cause: Mapped[str] = mapped_column(String(80))
    """`journal:<seq>` or `clock:<instant>`."""
    entity: Mapped[Code]
    record_id: Mapped[int]
    title_zh: Mapped[str] = mapped_column(String(200))
    title_en: Mapped[str] = mapped_column(String(200))
    outcome: Mapped[FiringOutcome]
    why_not: Mapped[dict[str, Any]]
    """The refusal, to be said in the reader's language; empty when it was done."""
    result: Mapped[str] = mapped_column(String(200), insert_default="")
    """Number of people told, or of the issue."""


class AutomationPlace(Base):
    """One row: the last line of the journal that automations have looked at."""

    __tablename__ = "automation_place"

    id: Mapped[int] = mapped_column(primary_key=True)
    seq: Mapped[int]
