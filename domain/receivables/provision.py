"""The loss allowance for receivables, as the books show it."""

from datetime import date
from typing import ClassVar

from sqlalchemy.orm import Mapped, mapped_column, relationship

from db.types import Money
from domain.core.entity import Fact
from domain.organisation.unit import Unit


class Provision(Fact):
    """The allowance of a unit on a day; it holds until the unit states another one."""

    __tablename__ = "provision"
    period_columns: ClassVar[tuple[str, ...]] = ("period", "until_period")
    event_columns: ClassVar[tuple[str, ...]] = ("period",)
    kept_to_date: ClassVar[bool] = True

    as_of: Mapped[date]
    amount: Mapped[Money]
    ends_on: Mapped[date | None]
    """Day of the unit's next statement."""
    until_period: Mapped[int | None] = mapped_column(index=True)

    unit: Mapped[Unit] = relationship(lazy="raise")
