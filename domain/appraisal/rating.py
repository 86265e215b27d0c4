"""Ratings: a level, and the words for it, that somebody gave one line of somebody else's assessment."""

from enum import StrEnum

from sqlalchemy import ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship, validates

from db.types import LongText
from domain.appraisal.assessment import Assessment
from domain.appraisal.assessment_item import require_level
from domain.appraisal.judgement import OfAssessment, frozen_with_assessment
from domain.core.entity import Entity
from domain.core.visibility import Confidential
from domain.organisation.person import Person


class RatingRole(StrEnum):
    """As what somebody rates; what comes later counts."""

    MANAGER = "manager"
    SECOND = "second"
    CALIBRATED = "calibrated"


@frozen_with_assessment
class Rating(Entity, OfAssessment, Confidential):
    """One level, 1 to 5, with its reason."""

    __tablename__ = "rating"
    __table_args__ = (UniqueConstraint("assessment_id", "item_key", "role"),)

    item_key: Mapped[str] = mapped_column(String(80))
    by_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    role: Mapped[RatingRole]
    level: Mapped[int]
    note: Mapped[LongText] = mapped_column(insert_default="")

    assessment: Mapped[Assessment] = relationship(lazy="raise")
    by: Mapped[Person] = relationship(lazy="raise", foreign_keys=by_id)

    @validates("level")
    def _on_the_scale(self, _name: str, level: object) -> object:
        require_level(level)
        return level

    def check(self) -> None:
        """Refuse a level outside the scale."""
        require_level(self.level)
