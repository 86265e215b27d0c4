"""The training plan of a year: which course in which quarter, for how many, at what cost."""

from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import ClassVar

from sqlalchemy import ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, object_session, relationship

from db.types import LongText, Money, Name
from domain.core.entity import Entity
from domain.core.errors import DomainError, RuleBroken
from domain.core.permission import Actor, Permission
from domain.core.visibility import BelongsToUnit
from domain.core.workflow import Step, Workflow, WorkflowEntity, who_took
from domain.organisation.unit import Unit
from domain.training.course import Course
from domain.training.tell_needs import tell_proposed

QUARTERS = range(1, 5)
FIRST_YEAR, LAST_YEAR = 2000, 2200


class PlanState(StrEnum):
    """Whether a plan stands."""

    DRAFT = "draft"
    PROPOSED = "proposed"
    APPROVED = "approved"
    CLOSED = "closed"

    @property
    def tone(self) -> str:
        """What it means to whoever looks."""
        return {"draft": "calm", "proposed": "waiting", "approved": "active", "closed": "good"}[self.value]


class ProposerApproves(RuleBroken):
    """Nobody approves their own plan."""

    text = "You proposed this plan; somebody else must decide on it."


class NothingPlanned(RuleBroken):
    """There is nothing to decide on."""

    text = "The plan has no lines yet."


class OverBudget(RuleBroken):
    """The lines cost more than the budget allows."""

    text = "The lines cost {cost}, more than the budget of {budget}."


class NoSuchQuarter(RuleBroken):
    """A year has four."""

    text = "The quarter is 1, 2, 3 or 4, not {quarter}."


class NotBelowNothing(RuleBroken):
    """Counts and amounts begin at 0."""

    text = "{field_name} cannot be below 0."


class YearOutOfRange(RuleBroken):
    """A plan is for a year."""

    text = "{year} is no year of a plan."


class PlanIsFixed(RuleBroken):
    """What was approved is what was approved."""

    text = "The lines can be changed while the plan is a draft, not while it is {state}."


def not_the_proposer(plan: "TrainingPlan", actor: Actor) -> DomainError | None:
    """Another person than whoever proposed it decides."""
    session = object_session(plan)
    proposers = who_took(session, plan, "propose") if session is not None else set()
    return ProposerApproves() if actor.person_id in proposers or actor.person_id is None else None


def within_budget(plan: "TrainingPlan", _: Actor) -> DomainError | None:
    """It says something, and its lines cost no more than the budget."""
    session = object_session(plan)
    if session is not None:
        session.refresh(plan, ["lines"])
    lines = [line for line in plan.lines if line.archived_at is None]
    if not lines:
        return NothingPlanned()
    cost = sum((line.cost for line in lines), Decimal(0))
    return OverBudget(field="budget", cost=cost, budget=plan.budget) if cost > plan.budget else None


S = PlanState
PLAN_WORKFLOW: Workflow["TrainingPlan"] = Workflow(
    S.DRAFT,
    (
        Step(
            name="propose", source=S.DRAFT, target=S.PROPOSED, permission=Permission.TRAINING_ADMINISTER,
            guards=(within_budget,), effects=(tell_proposed,),
        ),
        Step(
            name="approve", source=S.PROPOSED, target=S.APPROVED, permission=Permission.APPROVALS_APPROVE,
            guards=(not_the_proposer, within_budget), allowed_days=14,
        ),
        Step(
            name="send_back", source=S.PROPOSED, target=S.DRAFT, permission=Permission.APPROVALS_APPROVE,
            guards=(not_the_proposer,), needs_reason=True, allowed_days=14,
        ),
        Step(
            name="revise", source=S.APPROVED, target=S.DRAFT, permission=Permission.TRAINING_ADMINISTER,
            needs_reason=True,
        ),
        Step(
            name="close", source=S.APPROVED, target=S.CLOSED, permission=Permission.TRAINING_ADMINISTER,
        ),
    ),
    editable_in=frozenset({S.DRAFT}),
)  # fmt: skip


class TrainingPlan(WorkflowEntity, BelongsToUnit):
    """What a unit, with everything below it, means to teach in a year, and what that may cost."""

    __tablename__ = "training_plan"
    __table_args__ = (UniqueConstraint("unit_id", "year"),)
    read_permission = Permission.TRAINING_READ
    write_permission = Permission.TRAINING_ADMINISTER

    year: Mapped[str] = mapped_column(String(4))
    """Four digits: a name, not an amount."""
    title: Mapped[Name]
    budget: Mapped[Money]
    """In the base currency."""
    remark: Mapped[LongText] = mapped_column(insert_default="")
    state: Mapped[PlanState] = mapped_column(insert_default=PlanState.DRAFT, index=True)

    unit: Mapped[Unit] = relationship(lazy="raise")
    lines: Mapped[list["TrainingPlanLine"]] = relationship(
        lazy="raise", back_populates="plan", order_by="TrainingPlanLine.id"
    )

    workflow: ClassVar[Workflow["TrainingPlan"]] = PLAN_WORKFLOW

    def check(self) -> None:
        """Refuse a budget below nothing, and a year that is none."""
        if self.budget < 0:
            raise NotBelowNothing(field="budget", field_name="TrainingPlan.budget")
        year = self.year.strip()
        if not (year.isascii() and year.isdigit() and FIRST_YEAR <= int(year) <= LAST_YEAR):
            raise YearOutOfRange(field="year", year=year)
        self.year = year

    def has(self, day: date) -> bool:
        """Whether the day lies in its year."""
        return day.year == int(self.year)


class TrainingPlanLine(Entity):
    """One course in one quarter of the plan: for how many people, at what cost."""

    __tablename__ = "training_plan_line"
    __table_args__ = (UniqueConstraint("plan_id", "course_id", "quarter"),)

    plan_id: Mapped[int] = mapped_column(ForeignKey("training_plan.id"), index=True)
    course_id: Mapped[int] = mapped_column(ForeignKey("course.id"), index=True)
    quarter: Mapped[int]
    headcount: Mapped[int]
    cost: Mapped[Money]
    """All sessions of the line together."""

    plan: Mapped[TrainingPlan] = relationship(lazy="raise", back_populates="lines")
    course: Mapped[Course] = relationship(lazy="raise")

    def check(self) -> None:
        """Refuse quarters and numbers that mean nothing."""
        if self.quarter not in QUARTERS:
            raise NoSuchQuarter(field="quarter", quarter=self.quarter)
        for name in ("headcount", "cost"):
            if getattr(self, name) < 0:
                raise NotBelowNothing(field=name, field_name=f"TrainingPlanLine.{name}")
