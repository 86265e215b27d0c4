"""Tests of controls: whether a control worked as designed when somebody looked."""

from datetime import date
from typing import ClassVar

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column, relationship

from db.types import Code, LongText, Name
from domain.core.entity import Fact
from domain.core.period import month_of
from domain.core.permission import Permission
from domain.organisation.person import Person
from domain.organisation.unit import Unit


class ControlTest(Fact):
    """One test of one control in one unit. Of several in a quarter the last one concludes."""

    __tablename__ = "control_test"
    write_permission = Permission.FACTS_IMPORT
    period_columns: ClassVar[tuple[str, ...]] = ("period",)

    control: Mapped[Code] = mapped_column(index=True)
    name: Mapped[Name] = mapped_column(insert_default="")
    process: Mapped[Name] = mapped_column(insert_default="")
    tested_on: Mapped[date]
    is_key: Mapped[bool] = mapped_column(insert_default=False)
    effective: Mapped[bool]
    concludes: Mapped[bool] = mapped_column(insert_default=True)
    """The last test of the control in its unit within the quarter."""
    tester_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    """Who tested."""
    note: Mapped[LongText] = mapped_column(insert_default="")

    tester: Mapped[Person | None] = relationship(lazy="raise")
    unit: Mapped[Unit] = relationship(lazy="raise")

    def check(self) -> None:
        """Keep the month in step with the day."""
        self.period = month_of(self.tested_on)
