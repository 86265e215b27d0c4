"""Looking back: whether what followed from a result did what it was meant to do."""

from datetime import date

from sqlalchemy import ColumnElement, ForeignKey
from sqlalchemy.orm import Mapped, mapped_column, relationship

from db.types import LongText
from domain.core.entity import Entity
from domain.core.errors import Missing
from domain.core.permission import Actor, Permission
from domain.core.visibility import Confidential
from domain.organisation.person import Person
from domain.rewards.use_of_result import UseOfResult, may_see
from domain.rewards.use_state import OutcomeVerdict


class OutcomeReview(Entity, Confidential):
    """One verdict on one use, by somebody it does not concern."""

    __tablename__ = "outcome_review"
    read_permission = Permission.REWARDS_READ

    use_id: Mapped[int] = mapped_column(ForeignKey("use_of_result.id"), unique=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    unit_id: Mapped[int] = mapped_column(ForeignKey("unit.id"), index=True)
    rater_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    verdict: Mapped[OutcomeVerdict]
    findings: Mapped[LongText]
    reviewed_on: Mapped[date]
    by_id: Mapped[int] = mapped_column(ForeignKey("person.id"))

    use: Mapped[UseOfResult] = relationship(lazy="raise")
    person: Mapped[Person] = relationship(lazy="raise", foreign_keys=person_id)
    by: Mapped[Person] = relationship(lazy="raise", foreign_keys=by_id)

    @classmethod
    def visible_to(cls, actor: Actor) -> ColumnElement[bool]:
        """As the use itself: a review exists only after approval, so the person sees it."""
        return may_see(actor, cls, cls.person_id == (actor.person_id or 0))

    def check(self) -> None:
        """A verdict without words helps nobody."""
        if not self.findings.strip():
            raise Missing(field="findings", field_name="OutcomeReview.findings")
