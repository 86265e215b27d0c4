"""Results: the score of a whole assessment and its grade."""

from datetime import datetime
from decimal import Decimal

from sqlalchemy import ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from db.types import Ratio, Scaled
from domain.appraisal.assessment import Assessment
from domain.appraisal.grade import Gate, Grade
from domain.appraisal.judgement import FIRST, OfAssessment, frozen_with_assessment
from domain.core.entity import Entity
from domain.core.visibility import Confidential
from domain.organisation.person import Person
from domain.organisation.unit import Unit


@frozen_with_assessment
class AssessmentResult(Entity, OfAssessment, Confidential):
    """The weighted score, what calibration changed, and the grade before and after gates.

    Revision 1 is what was published; an appeal that is upheld adds the next one, and the last one counts.
    `hash` is the SHA-256 over everything scored, in canonical JSON, as it was published.
    """

    __tablename__ = "assessment_result"
    __table_args__ = (UniqueConstraint("assessment_id", "revision"),)

    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    unit_id: Mapped[int] = mapped_column(ForeignKey("unit.id"), index=True)
    revision: Mapped[int] = mapped_column(insert_default=FIRST)
    composite: Mapped[Decimal | None] = mapped_column(Scaled(4))
    """sum(weight x score) / sum(weight of what is scored); None below the least coverage (F04)."""
    adjustment: Mapped[Decimal] = mapped_column(Scaled(4), insert_default=Decimal(0))
    """Points that calibration or an appeal added or took away."""
    score: Mapped[Decimal | None] = mapped_column(Scaled(4))
    """Composite and adjustment, 0 to 120."""
    coverage: Mapped[Ratio]
    """The share of the weight that is scored."""
    grade_by_score_id: Mapped[int | None] = mapped_column(ForeignKey("grade.id"))
    grade_id: Mapped[int | None] = mapped_column(ForeignKey("grade.id"), index=True)
    """After gates (F05)."""
    gate: Mapped[Gate | None]
    """What lowered the grade."""
    hash: Mapped[str] = mapped_column(String(64), insert_default="")
    published_at: Mapped[datetime | None]

    assessment: Mapped[Assessment] = relationship(lazy="raise")
    person: Mapped[Person] = relationship(lazy="raise")
    unit: Mapped[Unit] = relationship(lazy="raise")
    grade_by_score: Mapped[Grade | None] = relationship(lazy="raise", foreign_keys=grade_by_score_id)
    grade: Mapped[Grade | None] = relationship(lazy="raise", foreign_keys=grade_id)
