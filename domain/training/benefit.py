"""What a course brought in money, as somebody worked it out, and on what basis: half of its return (F16)."""

from datetime import date

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column, relationship

from db.types import LongText, Money
from domain.core.entity import Entity
from domain.core.errors import Missing, RuleBroken
from domain.core.permission import Permission
from domain.training.course import Course
from domain.workforce.training_requirement import require_some_time


class BenefitBelowNothing(RuleBroken):
    """A loss is no benefit."""

    text = "The benefit cannot be below 0."


class TrainingBenefit(Entity):
    """Money that a course saved or earned in a span of time, in the base currency."""

    __tablename__ = "training_benefit"
    read_permission = Permission.TRAINING_READ
    write_permission = Permission.TRAINING_ADMINISTER

    course_id: Mapped[int] = mapped_column(ForeignKey("course.id"), index=True)
    first_on: Mapped[date]
    until: Mapped[date]
    amount: Mapped[Money]
    basis: Mapped[LongText]
    """How it was worked out, so that others can follow."""

    course: Mapped[Course] = relationship(lazy="raise")

    def check(self) -> None:
        """Refuse a figure that nobody could follow."""
        require_some_time(self.first_on, self.until)
        if self.amount < 0:
            raise BenefitBelowNothing(field="amount")
        if not (self.basis or "").strip():
            raise Missing(field="basis", field_name="TrainingBenefit.basis")
