"""Reviews of access rights: who may what is confirmed again, unit by unit, until a day."""

from datetime import date
from typing import ClassVar

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column, relationship

from db.types import Code, LongText, Name
from domain.core.entity import Fact
from domain.core.overdue import overdue_months
from domain.core.period import month_of
from domain.core.permission import Permission
from domain.organisation.person import Person
from domain.organisation.unit import Unit


class AccessReview(Fact):
    """One review that is due in one unit for one system. Its month is the month it is due in."""

    __tablename__ = "access_review"
    write_permission = Permission.FACTS_IMPORT
    period_columns: ClassVar[tuple[str, ...]] = ("period", "overdue_from", "overdue_until")
    kept_to_date: ClassVar[bool] = True

    number: Mapped[Code] = mapped_column(index=True)
    scope: Mapped[Name] = mapped_column(insert_default="")
    """The system or the rights that are looked at."""
    due_on: Mapped[date]
    done_on: Mapped[date | None]
    reviewer_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    result: Mapped[LongText] = mapped_column(insert_default="")
    overdue_from: Mapped[int | None]
    overdue_until: Mapped[int | None]

    reviewer: Mapped[Person | None] = relationship(lazy="raise")
    unit: Mapped[Unit] = relationship(lazy="raise")

    def check(self) -> None:
        """Keep the months in step with the days."""
        self.period = month_of(self.due_on)
        self.overdue_from, self.overdue_until = overdue_months(self.due_on, self.done_on)
