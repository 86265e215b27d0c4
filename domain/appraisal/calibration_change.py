"""Changes that calibration made: the score before and after, and why."""

from datetime import datetime
from decimal import Decimal

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column, relationship

from db.types import LongText, Scaled
from domain.appraisal.assessment import Assessment
from domain.appraisal.grade import Grade
from domain.appraisal.judgement import OfAssessment, frozen_with_assessment
from domain.core.entity import Entity
from domain.core.permission import Permission
from domain.core.visibility import Confidential
from domain.organisation.person import Person


@frozen_with_assessment
class CalibrationChange(Entity, OfAssessment, Confidential):
    """One change of one result. Only added, by `calibrate`; the person reads it from publication on."""

    __tablename__ = "calibration_change"
    read_permission = Permission.ASSESSMENTS_READ

    cycle_id: Mapped[int] = mapped_column(ForeignKey("appraisal_cycle.id"), index=True)
    by_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    changed_at: Mapped[datetime]
    score_before: Mapped[Decimal] = mapped_column(Scaled(4))
    score_after: Mapped[Decimal] = mapped_column(Scaled(4))
    grade_before_id: Mapped[int | None] = mapped_column(ForeignKey("grade.id"))
    grade_after_id: Mapped[int | None] = mapped_column(ForeignKey("grade.id"))
    reason: Mapped[LongText]

    assessment: Mapped[Assessment] = relationship(lazy="raise")
    by: Mapped[Person] = relationship(lazy="raise", foreign_keys=by_id)
    grade_before: Mapped[Grade | None] = relationship(lazy="raise", foreign_keys=grade_before_id)
    grade_after: Mapped[Grade | None] = relationship(lazy="raise", foreign_keys=grade_after_id)

    @property
    def points(self) -> Decimal:
        """Points added (positive) or taken away."""
        return self.score_after - self.score_before
