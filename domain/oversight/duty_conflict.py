"""People who hold duties that should be separate, from when until when."""

from datetime import date
from typing import ClassVar

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from domain.core.entity import Fact
from domain.organisation.person import Person
from domain.organisation.unit import Unit


class DutyConflict(Fact):
    """One person (or one account without a person) with conflicting roles. Written by the portal.

    `accepted`: nothing in it that nobody may accept, and a reason with the compensating control was
    written down when the roles were granted.
    """

    __tablename__ = "duty_conflict"
    period_columns: ClassVar[tuple[str, ...]] = ("period", "until_period")
    kept_to_date: ClassVar[bool] = True

    person_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"), index=True)
    who: Mapped[str] = mapped_column(String(200))
    rules: Mapped[str] = mapped_column(String(200))
    """Codes of the rules that are broken, with commas between."""
    accepted: Mapped[bool] = mapped_column(insert_default=False)
    since_on: Mapped[date]
    until_on: Mapped[date | None]
    """The day on which it was found to be over."""
    until_period: Mapped[int | None]

    person: Mapped[Person | None] = relationship(lazy="raise")
    unit: Mapped[Unit] = relationship(lazy="raise")
