"""What follows from requirements and records: who must hold a certificate, holds it, let it expire; when."""

from datetime import date
from enum import StrEnum
from typing import ClassVar

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column, relationship

from db.types import Code
from domain.core.entity import Fact
from domain.organisation.person import Person
from domain.organisation.unit import Unit


class DutyState(StrEnum):
    """How a person stands to a required course."""

    REQUIRED = "required"
    VALID = "valid"
    """Required, and a certificate is valid."""
    EXPIRED = "expired"
    """Required, and the certificate has expired and was not renewed."""


class TrainingDuty(Fact):
    """How a person stood to a required course from a day on, until the day before `until_on` (None: still).

    Written by the portal; days may lie ahead (the day after a certificate ends).
    """

    __tablename__ = "training_duty"
    period_columns: ClassVar[tuple[str, ...]] = ("period", "until_period")
    kept_to_date: ClassVar[bool] = True

    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    course_code: Mapped[Code]
    state: Mapped[DutyState]
    from_on: Mapped[date]
    until_on: Mapped[date | None]
    until_period: Mapped[int | None]

    person: Mapped[Person] = relationship(lazy="raise")
    unit: Mapped[Unit] = relationship(lazy="raise")
