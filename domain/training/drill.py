"""Drills: an incident is played through, against the clock, and scored by a checklist (S3-5.2)."""

from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import ClassVar

from sqlalchemy import ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from db.types import LongText, Name, Scaled
from domain.core.entity import Entity
from domain.core.errors import Missing, RuleBroken
from domain.core.permission import Permission
from domain.core.visibility import BelongsToUnit
from domain.core.workflow import Workflow, WorkflowEntity
from domain.improvement.issue import Issue
from domain.organisation.person import Person
from domain.organisation.unit import Unit
from domain.training.drill_workflow import DRILL_WORKFLOW, DrillState

MOST_WEIGHT = 100


class DrillKind(StrEnum):
    """How it is played."""

    TABLETOP = "tabletop"
    """Talked through at a table."""
    WALKTHROUGH = "walkthrough"
    """Each does their part, step by step."""
    LIVE = "live"
    """As if it were real."""


class WeightOutOfRange(RuleBroken):
    """A step that counts nothing, or everything."""

    text = "A step of the checklist weighs 1 to {most}, not {weight}."


class TimeOutOfRange(RuleBroken):
    """The clock begins at 0."""

    text = "Minutes cannot be below 0."


class Drill(WorkflowEntity, BelongsToUnit):
    """One exercise: what happens, who plays which part, what should have been done by when, and was."""

    __tablename__ = "drill"
    read_permission = Permission.TRAINING_READ
    write_permission = Permission.TRAINING_TEACH
    add_permissions = frozenset({Permission.TRAINING_ADMINISTER})

    title: Mapped[Name]
    kind: Mapped[DrillKind] = mapped_column(insert_default=DrillKind.TABLETOP)
    scenario: Mapped[LongText]
    """What happens, in the order in which it is told to the players."""
    planned_on: Mapped[date]
    allowed_minutes: Mapped[int | None]
    """The clock: by when it should be over."""
    leader_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    run_on: Mapped[date | None]
    minutes: Mapped[int | None]
    """What the clock showed at the end."""
    observations: Mapped[LongText] = mapped_column(insert_default="")
    score: Mapped[Decimal | None] = mapped_column(Scaled(2))
    """Weights of the steps done, in per cent of all that applied; None: not assessed."""
    state: Mapped[DrillState] = mapped_column(insert_default=DrillState.PLANNED, index=True)

    unit: Mapped[Unit] = relationship(lazy="raise")
    leader: Mapped[Person] = relationship(lazy="raise", foreign_keys=leader_id)
    roles: Mapped[list["DrillRole"]] = relationship(
        lazy="raise", back_populates="drill", order_by="DrillRole.id"
    )
    checklist: Mapped[list["DrillStep"]] = relationship(
        lazy="raise", back_populates="drill", order_by="DrillStep.position"
    )

    workflow: ClassVar[Workflow["Drill"]] = DRILL_WORKFLOW

    def check(self) -> None:
        """Refuse a drill in which nothing happens, and a clock that runs backwards."""
        if not (self.scenario or "").strip():
            raise Missing(field="scenario", field_name="Drill.scenario")
        for name in ("allowed_minutes", "minutes"):
            if (getattr(self, name) or 0) < 0:
                raise TimeOutOfRange(field=name)


class DrillRole(Entity):
    """Who plays which part."""

    __tablename__ = "drill_role"
    __table_args__ = (UniqueConstraint("drill_id", "person_id"),)

    drill_id: Mapped[int] = mapped_column(ForeignKey("drill.id"), index=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    part: Mapped[Name]

    drill: Mapped[Drill] = relationship(lazy="raise", back_populates="roles")
    person: Mapped[Person] = relationship(lazy="raise")


class DrillStep(Entity):
    """What should be done in the drill, by when, and whether it was."""

    __tablename__ = "drill_step"

    drill_id: Mapped[int] = mapped_column(ForeignKey("drill.id"), index=True)
    position: Mapped[int]
    what: Mapped[Name]
    weight: Mapped[int] = mapped_column(insert_default=1)
    by_minute: Mapped[int | None]
    """By when on the clock; None: at any time."""
    done: Mapped[bool | None]
    """None: it did not come up, and does not count."""
    at_minute: Mapped[int | None]
    remark: Mapped[LongText] = mapped_column(insert_default="")
    issue_id: Mapped[int | None] = mapped_column(ForeignKey("issue.id"))
    """The improvement that its gap led to."""

    drill: Mapped[Drill] = relationship(lazy="raise", back_populates="checklist")
    issue: Mapped[Issue | None] = relationship(lazy="raise")

    @property
    def in_time(self) -> bool | None:
        """Done, and by its time; None where it did not come up."""
        if self.done is None:
            return None
        late = self.by_minute is not None and self.at_minute is not None and self.at_minute > self.by_minute
        return self.done and not late

    @property
    def is_gap(self) -> bool:
        """Not done, or too late."""
        return self.in_time is False

    def check(self) -> None:
        """Refuse weights and times that mean nothing."""
        if not 1 <= self.weight <= MOST_WEIGHT:
            raise WeightOutOfRange(field="weight", most=MOST_WEIGHT, weight=self.weight)
        if min(self.by_minute or 0, self.at_minute or 0) < 0:
            raise TimeOutOfRange(field="by_minute")
