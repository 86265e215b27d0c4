"""Recognition: somebody did well by the control culture, and a colleague says so."""

from datetime import date
from typing import ClassVar

from sqlalchemy import ColumnElement, ForeignKey, UniqueConstraint, or_, select
from sqlalchemy.orm import Mapped, mapped_column, relationship

from db.types import LongText, Name
from domain.core.entity import Entity
from domain.core.permission import Actor, Permission
from domain.core.visibility import Confidential
from domain.core.workflow import Step, Workflow, WorkflowEntity
from domain.culture import recognition_rules as rules
from domain.culture.reach import kept_by
from domain.culture.recognition_state import RecognitionKind, RecognitionState
from domain.improvement.issue import Issue
from domain.organisation.person import Person
from domain.organisation.unit import Unit
from domain.service.suggestion import Suggestion

S = RecognitionState


class Recognition(WorkflowEntity, Confidential):
    """A nomination and what became of it. Everybody sees it once it is announced."""

    __tablename__ = "recognition"
    read_permission = Permission.CULTURE_READ
    add_permissions = frozenset({Permission.CULTURE_ADMINISTER, Permission.CULTURE_APPROVE})

    title: Mapped[Name]
    kind: Mapped[RecognitionKind] = mapped_column(index=True)
    happened: Mapped[LongText]
    """What they did."""
    happened_on: Mapped[date]
    unit_id: Mapped[int] = mapped_column(ForeignKey("unit.id"), index=True)
    """The unit of the nominees; of several, the lowest that holds them all."""
    nominator_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    nominated_on: Mapped[date]
    issue_id: Mapped[int | None] = mapped_column(ForeignKey("issue.id"), index=True)
    """The improvement it is about."""
    suggestion_id: Mapped[int | None] = mapped_column(ForeignKey("suggestion.id"), index=True)
    points: Mapped[int] = mapped_column(insert_default=0)
    """What each nominee is to get, at most what the rule gives."""
    announced_on: Mapped[date | None] = mapped_column(index=True)
    state: Mapped[RecognitionState] = mapped_column(insert_default=S.NOMINATED, index=True)

    unit: Mapped[Unit] = relationship(lazy="raise")
    nominator: Mapped[Person] = relationship(lazy="raise", foreign_keys=nominator_id)
    issue: Mapped[Issue | None] = relationship(lazy="raise")
    suggestion: Mapped[Suggestion | None] = relationship(lazy="raise")
    nominees: Mapped[list["RecognitionNominee"]] = relationship(
        lazy="raise", back_populates="recognition", order_by="RecognitionNominee.id"
    )

    workflow: ClassVar[Workflow["Recognition"]] = Workflow(
        initial=S.NOMINATED,
        steps=(
            Step(
                name="approve", source=S.NOMINATED, target=S.APPROVED, permission=Permission.CULTURE_APPROVE,
                guards=(rules.another_decides, rules.not_in_turns), effects=(rules.tell_announcers,),
                allowed_days=10,
            ),
            Step(
                name="approve_in_turns", source=S.NOMINATED, target=S.APPROVED,
                permission=Permission.CULTURE_APPROVE, guards=(rules.another_decides, rules.in_turns),
                effects=(rules.tell_announcers,), needs_reason=True, allowed_days=10,
            ),
            Step(
                name="decline", source=S.NOMINATED, target=S.DECLINED, permission=Permission.CULTURE_APPROVE,
                guards=(rules.another_decides,), effects=(rules.tell_nominator,), needs_reason=True,
                allowed_days=10,
            ),
            Step(
                name="announce", source=S.APPROVED, target=S.ANNOUNCED,
                permission=Permission.CULTURE_ADMINISTER, guards=(rules.not_a_nominee,),
                effects=(rules.date_announcement, rules.give_points, rules.tell_nominees), allowed_days=10,
            ),
        ),
    )  # fmt: skip

    @classmethod
    def visible_to(cls, actor: Actor) -> ColumnElement[bool]:
        """Announced ones everybody; others their nominator and whoever decides on them."""
        return or_(
            cls.state == S.ANNOUNCED, cls.nominator_id == (actor.person_id or 0), kept_by(actor, cls.unit_id)
        )


class RecognitionNominee(Entity, Confidential):
    """One of those who are recognised."""

    __tablename__ = "recognition_nominee"
    __table_args__ = (UniqueConstraint("recognition_id", "person_id"),)

    recognition_id: Mapped[int] = mapped_column(ForeignKey("recognition.id"), index=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)

    recognition: Mapped[Recognition] = relationship(lazy="raise", back_populates="nominees")
    person: Mapped[Person] = relationship(lazy="raise")

    @classmethod
    def visible_to(cls, actor: Actor) -> ColumnElement[bool]:
        """With the recognition."""
        seen = select(Recognition.id).where(Recognition.visible_to(actor))
        return cls.recognition_id.in_(seen.scalar_subquery())
