"""What one person gets from a run, and why, down to the last input."""

from datetime import date, datetime
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from sqlalchemy import JSON, ColumnElement, ForeignKey, UniqueConstraint, and_, or_, select, true
from sqlalchemy.orm import Mapped, Session, mapped_column, relationship

from db.bulk import table_of
from db.types import MONEY_PLACES, Code, Money, Scaled
from domain.core.entity import Entity
from domain.core.permission import Actor, Permission
from domain.core.visibility import Confidential, overseen
from domain.organisation.person import Person
from domain.organisation.unit import Unit
from domain.rewards.approved_at import approved_at
from domain.rewards.bonus_run_state import LineKind

if TYPE_CHECKING:
    from domain.rewards.bonus_run import BonusRun

OVERSIGHT = (Permission.REWARDS_PROPOSE, Permission.REWARDS_CHECK, Permission.REWARDS_APPROVE)


class BonusLine(Entity, Confidential):
    """One line. earned = held_back + amount for a bonus; the others consist of `amount` alone.

    `inputs` hold everything the amounts follow from, as it was when they were calculated; `said` explains
    them, sentence by sentence. The person sees the line once the run is approved (`open_since`).
    """

    __tablename__ = "bonus_line"
    __table_args__ = (UniqueConstraint("run_id", "person_id", "kind", "cycle_code"),)
    read_permission = Permission.REWARDS_READ

    run_id: Mapped[int] = mapped_column(ForeignKey("bonus_run.id"), index=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    unit_id: Mapped[int] = mapped_column(ForeignKey("unit.id"), index=True)
    kind: Mapped[LineKind]
    cycle_code: Mapped[Code]
    """The cycle whose bonus it is about: of a release or claw-back, an earlier one."""
    origin_id: Mapped[int | None] = mapped_column(ForeignKey("bonus_line.id"), index=True)
    """Of a release or claw-back: the bonus it belongs to."""
    grade_code: Mapped[str] = mapped_column(insert_default="")
    earned: Mapped[Decimal | None] = mapped_column(Scaled(MONEY_PLACES))
    held_back: Mapped[Decimal | None] = mapped_column(Scaled(MONEY_PLACES))
    amount: Mapped[Money]
    """What the next payroll pays for it; negative where something is taken back."""
    inputs: Mapped[dict[str, Any]] = mapped_column(JSON)
    said: Mapped[list[dict[str, Any]]] = mapped_column(JSON, insert_default=list)
    open_since: Mapped[date | None]

    run: Mapped["BonusRun"] = relationship(lazy="raise")
    person: Mapped[Person] = relationship(lazy="raise")
    unit: Mapped[Unit] = relationship(lazy="raise")
    origin: Mapped["BonusLine | None"] = relationship(lazy="raise", remote_side="BonusLine.id")

    @classmethod
    def visible_to(cls, actor: Actor) -> ColumnElement[bool]:
        """Those who work on bonuses of the unit; the person, once it is approved."""
        own = and_(cls.person_id == (actor.person_id or 0), cls.open_since.is_not(None))
        return or_(own, *(overseen(actor, one, cls.unit_id) for one in OVERSIGHT))

    @classmethod
    def keeps_back(cls, actor: Actor, lines: Any) -> ColumnElement[bool]:
        """Amounts of earlier calculations; the person is told how the one that stands came about."""
        t = table_of(cls).c
        mine = select(t.id).where(t.person_id == (actor.person_id or 0))
        return and_(true(), lines.entity_id.in_(mine))

    def heard_from(self, session: Session, actor: Actor) -> datetime | None:
        """For the person, from the approval on."""
        return approved_at(session, "BonusRun", self.run_id) if self.person_id == actor.person_id else None
