"""Proposed measures: what somebody, or an automation, suggests doing; binding once the owner plans it."""

from datetime import date, timedelta
from enum import StrEnum

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from db.types import LongText, Name
from domain.core.entity import Entity
from domain.core.errors import Missing, RuleBroken
from domain.core.permission import Permission
from domain.core.visibility import BelongsToUnit
from domain.improvement.issue import Issue

LONGEST_DAYS = 730


class ProposalState(StrEnum):
    """What the owner made of it."""

    OPEN = "open"
    TAKEN = "taken"
    """It became a measure of the plan."""
    DECLINED = "declined"

    @property
    def tone(self) -> str:
        """Colour of its badge."""
        return {"open": "waiting", "taken": "good", "declined": "calm"}[self.value]


class UnfitDays(RuleBroken):
    """The time makes no sense."""

    text = "A measure is due 1 to {longest} days after it is planned."


class MeasureProposal(Entity, BelongsToUnit):
    """One suggestion. It is no measure: nothing counts it, nobody owes it."""

    __tablename__ = "measure_proposal"
    read_permission = Permission.ISSUES_READ
    add_permissions = frozenset({Permission.ISSUES_RAISE})

    issue_id: Mapped[int] = mapped_column(ForeignKey("issue.id"), index=True)
    title: Mapped[Name]
    days: Mapped[int]
    """How long it should take, from the day it is planned."""
    proposed_by: Mapped[str] = mapped_column(String(200))
    """Name of the person, or of the automation with its author."""
    answer: Mapped[ProposalState] = mapped_column(insert_default=ProposalState.OPEN)
    measure_id: Mapped[int | None] = mapped_column(ForeignKey("improvement_measure.id"))
    """The measure it became."""
    decided_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    reason: Mapped[LongText] = mapped_column(insert_default="")
    """Why it was declined."""

    issue: Mapped[Issue] = relationship(lazy="raise")

    def due(self, today: date) -> date:
        """The day on which it would be due if it were planned now."""
        return today + timedelta(days=self.days)

    def check(self) -> None:
        """Refuse a proposal without words or without a time."""
        if not self.title.strip():
            raise Missing(field="title", field_name="MeasureProposal.title")
        check_days(self.days)


def check_days(days: int) -> None:
    """Raise UnfitDays unless so many days may be proposed."""
    if not 1 <= days <= LONGEST_DAYS:
        raise UnfitDays(field="measure_days", longest=LONGEST_DAYS)
