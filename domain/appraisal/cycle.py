"""Cycles: whom is assessed for which period, by when each phase is to be over."""

from datetime import date
from decimal import Decimal
from typing import ClassVar

from sqlalchemy import JSON, ForeignKey
from sqlalchemy.orm import Mapped, mapped_column, relationship, validates

from db.types import Code, Name, Ratio
from domain.appraisal.cycle_state import CycleState, Span
from domain.appraisal.cycle_workflow import CYCLE_WORKFLOW
from domain.core.code_list import require_key
from domain.core.errors import RuleBroken
from domain.core.period import add_months, last_day_of, month_of
from domain.core.permission import Permission
from domain.core.workflow import Workflow, WorkflowEntity
from domain.organisation.unit import Unit

PHASES = ("goals", "self", "manager", "second", "calibration", "publication")
"""What the calendar has a date for, in order."""


class PeriodOff(RuleBroken):
    """The dates are not the calendar period the cycle says it is for."""

    text = "The period must be a whole calendar {span}: it begins on the first day of its first month."


class PhasesOutOfOrder(RuleBroken):
    """A phase would have to be over before the one ahead of it."""

    text = "The dates of the phases must follow each other."


class NoShare(RuleBroken):
    """A share that is no share."""

    text = "The minimum coverage is a share between 0 and 1."


class CycleUnderWay(RuleBroken):
    """People would lose their assessments out of sight."""

    text = "A cycle is put away before it is opened or after it is closed; it is at {state}."


class AppraisalCycle(WorkflowEntity):
    """One round of assessments over a unit with everything below it, everybody sees that there is one."""

    __tablename__ = "appraisal_cycle"
    read_permission = Permission.ASSESSMENTS_READ
    write_permission = Permission.ASSESSMENTS_ADMINISTER

    code: Mapped[Code] = mapped_column(unique=True)
    name_zh: Mapped[Name]
    name_en: Mapped[Name]
    span: Mapped[Span]
    first_on: Mapped[date]
    last_on: Mapped[date]
    unit_id: Mapped[int] = mapped_column(ForeignKey("unit.id"), index=True)
    posts: Mapped[list[int]] = mapped_column(JSON, insert_default=list)
    """Ids of the posts that are assessed; empty: all."""
    min_coverage: Mapped[Ratio] = mapped_column(insert_default=Decimal("0.7"))
    """The share of the weight that must be scored; with less there is no score (F04)."""
    goals_due_on: Mapped[date]
    self_due_on: Mapped[date]
    manager_due_on: Mapped[date]
    second_due_on: Mapped[date]
    calibration_due_on: Mapped[date]
    publication_due_on: Mapped[date]
    appeal_days: Mapped[int] = mapped_column(insert_default=10)
    """Working days after publication in which one may appeal."""
    scored_on: Mapped[date | None]
    """The day figures were last pulled."""
    state: Mapped[CycleState] = mapped_column(insert_default=CycleState.PREPARED, index=True)

    unit: Mapped[Unit] = relationship(lazy="raise")

    workflow: ClassVar[Workflow["AppraisalCycle"]] = CYCLE_WORKFLOW

    @property
    def calendar(self) -> dict[str, date]:
        """Phase -> the day it is to be over."""
        return {phase: getattr(self, f"{phase}_due_on") for phase in PHASES}

    @property
    def first_month(self) -> int:
        """The first month (yyyymm) of the period."""
        return month_of(self.first_on)

    @property
    def last_month(self) -> int:
        """The last month (yyyymm) of the period."""
        return month_of(self.last_on)

    @validates("archived_at")
    def _keep_running(self, _name: str, value: object) -> object:
        if value is not None and self.state not in (CycleState.PREPARED, CycleState.CLOSED):
            raise CycleUnderWay(state=self.state)
        return value

    def check(self) -> None:
        """A code that fits, a whole calendar period, phases in order, a share."""
        require_key(self.code, "AppraisalCycle.code")
        months = self.span.months
        begins = self.first_on.day == 1 and (self.first_on.month - 1) % months == 0
        if not begins or self.last_on != last_day_of(add_months(month_of(self.first_on), months - 1)):
            raise PeriodOff(field="first_on", span=self.span)
        dates = list(self.calendar.values())
        if dates != sorted(dates):
            raise PhasesOutOfOrder(field="goals_due_on")
        if not 0 <= self.min_coverage <= 1:
            raise NoShare(field="min_coverage")
