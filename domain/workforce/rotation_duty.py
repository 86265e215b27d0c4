"""Key posts: until when somebody should hand over, or take leave, and whether that happened in time."""

from datetime import date
from enum import StrEnum
from typing import ClassVar

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column, relationship

from domain.core.entity import Fact
from domain.organisation.person import Person
from domain.organisation.unit import Unit


class RotationKind(StrEnum):
    """What is due."""

    TENURE = "tenure"
    """Handing over the post."""
    LEAVE = "leave"
    """Five days of leave in one piece."""


class RotationDuty(Fact):
    """Something due of the holder of a key post. Written by the portal from the directory.

    It ends when the directory shows that it was done: another post, a later leave, the last day here.
    """

    __tablename__ = "rotation_duty"
    period_columns: ClassVar[tuple[str, ...]] = ("period", "overdue_from", "overdue_until")
    kept_to_date: ClassVar[bool] = True

    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    kind: Mapped[RotationKind]
    since_on: Mapped[date]
    due_on: Mapped[date]
    ended_on: Mapped[date | None]
    overdue_from: Mapped[int | None]
    overdue_until: Mapped[int | None]

    person: Mapped[Person] = relationship(lazy="raise")
    unit: Mapped[Unit] = relationship(lazy="raise")
