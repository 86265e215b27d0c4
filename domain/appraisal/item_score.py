"""Scores of single lines: the value they come from, the way to the records behind it, overrides."""

from datetime import datetime
from decimal import Decimal
from typing import Any

from sqlalchemy import JSON, ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from db.types import ExactDecimal, LongText, Scaled
from domain.appraisal.assessment import Assessment
from domain.appraisal.judgement import OfAssessment, frozen_with_assessment
from domain.core.entity import Entity
from domain.core.visibility import Confidential
from domain.organisation.person import Person

Exactly = Mapped[Decimal | None]


@frozen_with_assessment
class ItemScore(Entity, OfAssessment, Confidential):
    """The points of one line, 0 to 120 with four places; None: there was nothing to score.

    `value` is exact, in the figure's own unit; numerator and denominator likewise, where it has them. `curve`
    is the one that was applied. `path` leads to the records: indicator code, scope, unit, periods, version,
    as of. `score` is what counts: the override, where there is one.
    """

    __tablename__ = "item_score"
    __table_args__ = (UniqueConstraint("assessment_id", "item_key"),)

    item_key: Mapped[str] = mapped_column(String(80))
    value: Exactly = mapped_column(ExactDecimal)
    numerator: Exactly = mapped_column(ExactDecimal)
    denominator: Exactly = mapped_column(ExactDecimal)
    curve: Mapped[dict[str, Any] | None] = mapped_column(JSON(none_as_null=True))
    path: Mapped[dict[str, Any]] = mapped_column(insert_default=dict)
    why: Mapped[dict[str, Any] | None] = mapped_column(JSON(none_as_null=True))
    """Why there is no value, as a statement's template and facts."""
    computed_score: Exactly = mapped_column(Scaled(4))
    override_score: Exactly = mapped_column(Scaled(4))
    override_reason: Mapped[LongText] = mapped_column(insert_default="")
    override_evidence: Mapped[LongText] = mapped_column(insert_default="")
    """Where the proof is: a document, a record's number."""
    overridden_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    overridden_at: Mapped[datetime | None]
    score: Exactly = mapped_column(Scaled(4))

    assessment: Mapped[Assessment] = relationship(lazy="raise")
    overridden_by: Mapped[Person | None] = relationship(lazy="raise", foreign_keys=overridden_by_id)

    @property
    def is_overridden(self) -> bool:
        """Whether somebody put another score in the place of the computed one."""
        return self.override_score is not None
