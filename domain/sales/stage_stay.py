"""The history of a deal's stages: when it entered each, how long it stayed, when it began to stall."""

from datetime import date
from typing import ClassVar

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from domain.core.entity import Fact
from domain.sales.opportunity import Opportunity


class StageStay(Fact):
    """One stage that a deal entered. Unit, people and product follow the deal.

    What follows from the other stages and from the deal's end is derived (`stalling`).
    """

    __tablename__ = "stage_stay"
    period_columns: ClassVar[tuple[str, ...]] = ("period", "stalled_from", "stalled_until")
    event_columns: ClassVar[tuple[str, ...]] = ("period",)

    opportunity_id: Mapped[int] = mapped_column(ForeignKey("opportunity.id"), index=True)
    customer_id: Mapped[int | None] = mapped_column(ForeignKey("customer.id"))
    product_id: Mapped[int | None] = mapped_column(ForeignKey("product.id"))
    salesperson_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    stage: Mapped[str] = mapped_column(String(80), index=True)
    entered_on: Mapped[date]
    left_on: Mapped[date | None]
    """When it entered the next stage or was decided; null while it is in this one."""
    stay_days: Mapped[int | None]
    """Days in the stage of a deal that was won; null for others."""
    limit_days: Mapped[int | None]
    """More days than these are too long in this stage; null in the stages that end a deal."""
    stalled_on: Mapped[date | None]
    """The first day of having stayed too long, where it stays or stayed that long."""
    stalled_from: Mapped[int | None] = mapped_column(index=True)
    stalled_until: Mapped[int | None] = mapped_column(index=True)

    opportunity: Mapped[Opportunity] = relationship(lazy="raise")
