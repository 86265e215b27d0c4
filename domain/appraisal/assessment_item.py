"""What was agreed for one line of an assessment, and what the person says about it."""

from decimal import Decimal

from sqlalchemy import ColumnElement, ForeignKey, String, UniqueConstraint, or_, select
from sqlalchemy.orm import Mapped, mapped_column, relationship, validates

from db.bulk import table_of
from db.types import ExactDecimal, LongText, Quantity
from domain.appraisal.assessment import Assessment, concerns
from domain.appraisal.judgement import frozen_with_assessment
from domain.appraisal.scorecard_item import LEVELS
from domain.core.entity import Entity
from domain.core.errors import RuleBroken
from domain.core.permission import Actor
from domain.core.visibility import Confidential

Agreed = Mapped[Decimal | None]


class LevelOff(RuleBroken):
    """A level outside the scale."""

    text = "A level is a whole number from 1 to 5; {level} is not."


@frozen_with_assessment
class AssessmentItem(Entity, Confidential):
    """One line as agreed. `key` is the scorecard item's; free goals are `<key>.1`, `<key>.2` and so on.

    Target, floor and stretch in the unit of the figure; None: as the scorecard says. `weight` counts among
    the free goals of one item.
    """

    __tablename__ = "assessment_item"
    __table_args__ = (UniqueConstraint("assessment_id", "key"),)

    assessment_id: Mapped[int] = mapped_column(ForeignKey("assessment.id"), index=True)
    key: Mapped[str] = mapped_column(String(80))
    target: Agreed = mapped_column(ExactDecimal)
    floor: Agreed = mapped_column(ExactDecimal)
    stretch: Agreed = mapped_column(ExactDecimal)
    goal: Mapped[LongText] = mapped_column(insert_default="")
    """What a free goal is, and by what it is judged."""
    weight: Mapped[Quantity | None]
    self_level: Mapped[int | None]
    self_note: Mapped[LongText] = mapped_column(insert_default="")

    assessment: Mapped[Assessment] = relationship(lazy="raise")

    @classmethod
    def visible_to(cls, actor: Actor) -> ColumnElement[bool]:
        """Whoever sees the assessment."""
        t = table_of(Assessment).c
        seen = select(t.id).where(or_(t.person_id == (actor.person_id or 0), concerns(actor, t)))
        return cls.assessment_id.in_(seen)

    @property
    def item_key(self) -> str:
        """The scorecard item it belongs to."""
        return self.key.partition(".")[0]

    @validates("self_level")
    def _on_the_scale(self, _name: str, level: object) -> object:
        require_level(level)
        return level

    def check(self) -> None:
        """Refuse a level outside the scale."""
        require_level(self.self_level)


def require_level(level: object) -> None:
    """Raise LevelOff unless it is a level, or none."""
    if level is not None and (not isinstance(level, int) or isinstance(level, bool) or level not in LEVELS):
        raise LevelOff(field="level", level=level)
