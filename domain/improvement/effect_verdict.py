"""A computed verdict as filed: the figures it rests on are frozen with it."""

from datetime import datetime
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from sqlalchemy import JSON, ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from db.types import ExactDecimal, LongText
from domain.core.entity import Entity
from domain.core.visibility import BelongsToUnit
from domain.improvement.effect_review import Method, Verdict
from domain.improvement.window import Window
from domain.organisation.person import Person

if TYPE_CHECKING:
    from domain.improvement.issue import Issue


class EffectVerdict(Entity, BelongsToUnit):
    """One review of one round. Computing again files another one; none is overwritten.

    `before`, `after` and the control's two series are lists of {"reading_id", "period", "value",
    "version_id", "numerator", "denominator"} with exact figures as text. `size` and its interval are in the
    indicator's unit and in the good direction: positive is better. `figures` are the method's intermediate
    results, `statements` what must be said beside the verdict, as templates with their facts.
    """

    __tablename__ = "effect_verdict"

    issue_id: Mapped[int] = mapped_column(ForeignKey("issue.id"), index=True)
    round: Mapped[int]
    plan_id: Mapped[int] = mapped_column(ForeignKey("effect_plan.id"))
    indicator_id: Mapped[int] = mapped_column(ForeignKey("indicator.id"))
    observed_unit_id: Mapped[int] = mapped_column(ForeignKey("unit.id"))
    before_from: Mapped[int]
    before_to: Mapped[int]
    after_from: Mapped[int]
    after_to: Mapped[int]
    verdict: Mapped[Verdict]
    method: Mapped[Method | None]
    size: Mapped[Decimal | None] = mapped_column(ExactDecimal())
    low: Mapped[Decimal | None] = mapped_column(ExactDecimal())
    high: Mapped[Decimal | None] = mapped_column(ExactDecimal())
    planned: Mapped[Decimal] = mapped_column(ExactDecimal())
    n_before: Mapped[int]
    n_after: Mapped[int]
    seed: Mapped[int]
    before: Mapped[list[dict[str, Any]]] = mapped_column(JSON)
    after: Mapped[list[dict[str, Any]]] = mapped_column(JSON)
    control_before: Mapped[list[dict[str, Any]]] = mapped_column(JSON, insert_default=list)
    control_after: Mapped[list[dict[str, Any]]] = mapped_column(JSON, insert_default=list)
    figures: Mapped[dict[str, Any]]
    statements: Mapped[list[dict[str, Any]]] = mapped_column(JSON, insert_default=list)
    computed_at: Mapped[datetime]
    computed_by: Mapped[str] = mapped_column(String(200))
    opinion: Mapped[LongText] = mapped_column(insert_default="")
    opinion_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    concluded_at: Mapped[datetime | None]

    issue: Mapped["Issue"] = relationship(lazy="raise", back_populates="verdicts")
    opinion_by: Mapped[Person | None] = relationship(lazy="raise")

    @property
    def window(self) -> Window:
        """The months compared."""
        return Window(self.before_from, self.before_to, self.after_from, self.after_to)
