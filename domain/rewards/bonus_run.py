"""Bonus runs: who gets how much for a cycle, from inputs that are frozen when they are calculated."""

from decimal import Decimal
from typing import Any, ClassVar

from sqlalchemy import JSON, ColumnElement, ForeignKey, String, or_
from sqlalchemy.orm import Mapped, mapped_column, relationship

from db.types import MONEY_PLACES, Code, Scaled
from domain.appraisal.cycle import AppraisalCycle
from domain.core.permission import Actor, Permission
from domain.core.visibility import Confidential, overseen
from domain.core.workflow import Workflow, WorkflowEntity
from domain.organisation.unit import Unit
from domain.rewards.bonus_line import OVERSIGHT, BonusLine
from domain.rewards.bonus_run_state import BonusRunState
from domain.rewards.bonus_run_workflow import BONUS_RUN_WORKFLOW
from domain.rewards.bonus_scheme import BonusScheme

Total = Mapped[Decimal | None]


class BonusRun(WorkflowEntity, Confidential):
    """One run for a cycle, over a unit with everything below it.

    `frozen` keeps the scheme as it was, the day the figures were read, who was left out and why. Two
    hashes prove that nothing was changed afterwards: of the inputs, and of what was made of them.
    `deviations`: inputs that had changed by the time it was checked or approved.
    """

    __tablename__ = "bonus_run"
    read_permission = Permission.REWARDS_READ
    write_permission = Permission.REWARDS_PROPOSE

    number: Mapped[Code] = mapped_column(unique=True)
    cycle_id: Mapped[int] = mapped_column(ForeignKey("appraisal_cycle.id"), index=True)
    scheme_id: Mapped[int] = mapped_column(ForeignKey("bonus_scheme.id"))
    unit_id: Mapped[int] = mapped_column(ForeignKey("unit.id"), index=True)
    scheme_version: Mapped[int | None]
    people: Mapped[int | None]
    earned: Total = mapped_column(Scaled(MONEY_PLACES))
    held_back: Total = mapped_column(Scaled(MONEY_PLACES))
    released: Total = mapped_column(Scaled(MONEY_PLACES))
    clawed_back: Total = mapped_column(Scaled(MONEY_PLACES))
    amount: Total = mapped_column(Scaled(MONEY_PLACES))
    """What payroll pays in all: earned - held back + released - taken back."""
    frozen: Mapped[dict[str, Any]] = mapped_column(JSON, insert_default=dict)
    inputs_hash: Mapped[str] = mapped_column(String(64), insert_default="")
    result_hash: Mapped[str] = mapped_column(String(64), insert_default="")
    deviations: Mapped[list[dict[str, Any]]] = mapped_column(JSON, insert_default=list)
    state: Mapped[BonusRunState] = mapped_column(insert_default=BonusRunState.DRAFT, index=True)

    cycle: Mapped[AppraisalCycle] = relationship(lazy="raise")
    scheme: Mapped[BonusScheme] = relationship(lazy="raise")
    unit: Mapped[Unit] = relationship(lazy="raise")
    lines: Mapped[list[BonusLine]] = relationship(
        lazy="raise", order_by=(BonusLine.person_id, BonusLine.kind, BonusLine.cycle_code),
        primaryjoin="and_(BonusLine.run_id == BonusRun.id, BonusLine.archived_at.is_(None))", viewonly=True,
    )  # fmt: skip

    workflow: ClassVar[Workflow["BonusRun"]] = BONUS_RUN_WORKFLOW

    @classmethod
    def visible_to(cls, actor: Actor) -> ColumnElement[bool]:
        """Those who work on bonuses of the unit; nobody else sees what all get together."""
        return or_(*(overseen(actor, one, cls.unit_id) for one in OVERSIGHT))
