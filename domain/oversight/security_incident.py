"""Incidents of information security and privacy."""

from datetime import date
from enum import StrEnum
from typing import ClassVar

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column, relationship

from db.types import Code, LongText, Name
from domain.core.entity import Fact
from domain.core.errors import RuleBroken
from domain.core.period import month_of
from domain.core.permission import Permission
from domain.organisation.person import Person
from domain.organisation.unit import Unit


class IncidentSeverity(StrEnum):
    """How grave it is: 1 general, 2 serious, 3 major."""

    GENERAL = "1"
    SERIOUS = "2"
    MAJOR = "3"

    @property
    def tone(self) -> str:
        """How urgent it looks."""
        return {"1": "waiting", "2": "bad", "3": "bad"}[self.value]


class ClosedBeforeItHappened(RuleBroken):
    """The dates contradict each other."""

    text = "It was closed on {closed_on}, before it happened ({occurred_on})."


class SecurityIncident(Fact):
    """One incident, counted in the month it happened in."""

    __tablename__ = "security_incident"
    write_permission = Permission.FACTS_IMPORT
    period_columns: ClassVar[tuple[str, ...]] = ("period",)
    kept_to_date: ClassVar[bool] = True

    number: Mapped[Code] = mapped_column(index=True)
    title: Mapped[Name]
    occurred_on: Mapped[date]
    severity: Mapped[IncidentSeverity] = mapped_column(insert_default=IncidentSeverity.GENERAL)
    personal_data: Mapped[bool] = mapped_column(insert_default=False)
    """Personal information was concerned: authority and people may have to be told."""
    owner_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    closed_on: Mapped[date | None]
    what: Mapped[LongText] = mapped_column(insert_default="")

    owner: Mapped[Person | None] = relationship(lazy="raise")
    unit: Mapped[Unit] = relationship(lazy="raise")

    def check(self) -> None:
        """Keep the month in step with the day; refuse a closing before the event."""
        self.period = month_of(self.occurred_on)
        require_order_of_days(self.occurred_on, self.closed_on)


def require_order_of_days(occurred_on: date, closed_on: date | None) -> None:
    """Refuse a closing before the event."""
    if closed_on is not None and closed_on < occurred_on:
        raise ClosedBeforeItHappened(field="closed_on", closed_on=closed_on, occurred_on=occurred_on)
