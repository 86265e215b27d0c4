"""Findings about controls, and whether they came back after they were closed."""

from datetime import date
from typing import ClassVar

from sqlalchemy.orm import Mapped, mapped_column, relationship

from db.types import Code, Name
from domain.core.entity import Fact
from domain.organisation.unit import Unit


class Finding(Fact):
    """One finding. The portal writes its own issues; findings of audits elsewhere are imported.

    `control` and `cause` are codes: two findings of one unit that share both are the same thing again.
    """

    __tablename__ = "finding"
    period_columns: ClassVar[tuple[str, ...]] = ("period", "closed_period", "recurred_period")
    event_columns: ClassVar[tuple[str, ...]] = ("period", "closed_period")
    kept_to_date: ClassVar[bool] = True

    number: Mapped[Code] = mapped_column(index=True)
    title: Mapped[Name] = mapped_column(insert_default="")
    control: Mapped[Code] = mapped_column(insert_default="", index=True)
    """The control or indicator it is about; empty: nothing can repeat it."""
    cause: Mapped[Code] = mapped_column(insert_default="")
    found_on: Mapped[date]
    closed_on: Mapped[date | None]
    closed_period: Mapped[int | None]
    recurred_on: Mapped[date | None]
    """The day on which the same was found again, within twelve months of the closing."""
    recurred_period: Mapped[int | None]

    unit: Mapped[Unit] = relationship(lazy="raise")
