"""Activities of salespeople: visits, calls and what else they do with customers, planned and done."""

from datetime import date
from enum import StrEnum
from typing import ClassVar

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column, relationship

from db.types import Code
from domain.core.entity import Fact
from domain.core.errors import RuleBroken
from domain.organisation.person import Person
from domain.organisation.unit import Unit
from domain.sales.customer import Customer
from domain.sales.opportunity import Opportunity


class ActivityKind(StrEnum):
    """What was done."""

    VISIT = "visit"
    CALL = "call"
    OTHER = "other"


class NeitherPlannedNorDone(RuleBroken):
    """The activity belongs to no day."""

    text = "An activity needs the day it is planned for or the day it was done on."


class LoggedBeforeDone(RuleBroken):
    """It would have been reported before it happened."""

    text = "Logged on {logged_on}, before it was done on {done_on}."


class Activity(Fact):
    """One visit or call. It counts in the month it is planned for, and in the month it was done in."""

    __tablename__ = "activity"
    period_columns: ClassVar[tuple[str, ...]] = ("period", "planned_period", "kept_period", "week_period")
    event_columns: ClassVar[tuple[str, ...]] = ("period",)

    number: Mapped[Code] = mapped_column(index=True)
    kind: Mapped[ActivityKind] = mapped_column(insert_default=ActivityKind.VISIT)
    customer_id: Mapped[int | None] = mapped_column(ForeignKey("customer.id"), index=True)
    opportunity_id: Mapped[int | None] = mapped_column(ForeignKey("opportunity.id"), index=True)
    salesperson_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"), index=True)
    planned_on: Mapped[date | None]
    done_on: Mapped[date | None]
    logged_on: Mapped[date | None]
    """When it was reported as done."""
    effective: Mapped[bool | None]
    """It reached its purpose, as the report says; null where nobody says."""
    planned_period: Mapped[int | None] = mapped_column(index=True)
    kept_period: Mapped[int | None] = mapped_column(index=True)
    """Month it was done in, if it was logged within three days; null otherwise."""
    week_period: Mapped[int | None] = mapped_column(index=True)
    """Month that the week (Monday to Sunday) of a kept activity belongs to: that of its Thursday."""

    customer: Mapped[Customer | None] = relationship(lazy="raise")
    opportunity: Mapped[Opportunity | None] = relationship(lazy="raise")
    salesperson: Mapped[Person | None] = relationship(lazy="raise")
    unit: Mapped[Unit] = relationship(lazy="raise")


class FollowUp(Fact):
    """A time in which an open deal has been looked after: from an activity on, as long as it is fresh.

    Derived from activities and deals (`follow_ups`). The times of one deal never overlap. Unit, people
    and product are those of the deal.
    """

    __tablename__ = "follow_up"
    period_columns: ClassVar[tuple[str, ...]] = ("period", "fresh_until")

    activity_id: Mapped[int] = mapped_column(ForeignKey("activity.id", ondelete="CASCADE"), index=True)
    opportunity_id: Mapped[int] = mapped_column(ForeignKey("opportunity.id", ondelete="CASCADE"), index=True)
    customer_id: Mapped[int | None] = mapped_column(ForeignKey("customer.id"))
    product_id: Mapped[int | None] = mapped_column(ForeignKey("product.id"))
    salesperson_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    begins_on: Mapped[date]
    ends_on: Mapped[date]
    """The first day on which it holds no more."""
    fresh_until: Mapped[int] = mapped_column(index=True)

    activity: Mapped[Activity] = relationship(lazy="raise")
    opportunity: Mapped[Opportunity] = relationship(lazy="raise")


class RepWeek(Fact):
    """A week of a salesperson at work, for activities by week. Derived (`rep_weeks`).

    Weeks run from Monday to Sunday and belong to the month of their Thursday. A salesperson has all
    weeks of a month in which they have any activity, planned or done, as far as they were employed.
    """

    __tablename__ = "rep_week"
    period_columns: ClassVar[tuple[str, ...]] = ("period",)

    salesperson_id: Mapped[int] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"), index=True)
    starts_on: Mapped[date]
    """Its Monday."""

    salesperson: Mapped[Person] = relationship(lazy="raise")
