"""Uses of results: a proposal what should follow for one person, with a life of its own."""

from datetime import date, datetime
from decimal import Decimal
from typing import Any, ClassVar

from sqlalchemy import JSON, ColumnElement, ForeignKey, String, and_, or_, select
from sqlalchemy.orm import Mapped, Session, mapped_column, object_session, relationship, validates

from db.bulk import table_of
from db.types import LongText, Scaled
from domain.appraisal.assessment import Assessment
from domain.appraisal.cycle import AppraisalCycle
from domain.core.errors import RuleBroken
from domain.core.permission import Actor, Permission
from domain.core.visibility import Confidential, actor_of, overseen
from domain.core.workflow import Workflow, WorkflowEntity
from domain.organisation.person import Person
from domain.organisation.unit import Unit
from domain.rewards.approved_at import approved_at
from domain.rewards.career_level import CareerLevel
from domain.rewards.own_affair import OwnAffair
from domain.rewards.use_rule import UseRule
from domain.rewards.use_state import OPEN_TO_PERSON, UseKind, UseState
from domain.rewards.use_workflow import USE_WORKFLOW
from domain.training.course import Course

TOLD = ("approve", "execute", "review")
"""Steps of which the person reads."""
OVERSIGHT = (Permission.REWARDS_PROPOSE, Permission.REWARDS_CHECK, Permission.REWARDS_APPROVE)


class OriginIsFixed(RuleBroken):
    """Whom it is about and what it follows from is history."""

    text = "{field_name} cannot be changed once the proposal exists."


class UseOfResult(WorkflowEntity, Confidential):
    """What should follow from one result. `why` are the sentences of the rule, or of whoever proposed it.

    The person sees it once it is approved; the rater, HR, checkers and approvers of the unit from the start,
    but never one about themselves before that.
    """

    __tablename__ = "use_of_result"
    read_permission = Permission.REWARDS_READ
    write_permission = Permission.REWARDS_PROPOSE

    kind: Mapped[UseKind] = mapped_column(index=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    unit_id: Mapped[int] = mapped_column(ForeignKey("unit.id"), index=True)
    cycle_id: Mapped[int] = mapped_column(ForeignKey("appraisal_cycle.id"), index=True)
    assessment_id: Mapped[int] = mapped_column(ForeignKey("assessment.id"), index=True)
    rule_id: Mapped[int | None] = mapped_column(ForeignKey("use_rule.id"), index=True)
    """None: somebody proposed it by hand."""
    rater_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"), index=True)
    proposed_by_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    grade_code: Mapped[str] = mapped_column(String(80), insert_default="")
    score: Mapped[Decimal | None] = mapped_column(Scaled(4))
    why: Mapped[list[dict[str, Any]]] = mapped_column(JSON, insert_default=list)
    note: Mapped[LongText] = mapped_column(insert_default="")
    """What exactly is to be done."""
    course_id: Mapped[int | None] = mapped_column(ForeignKey("course.id"))
    level_id: Mapped[int | None] = mapped_column(ForeignKey("career_level.id"))
    """Of a promotion: where to."""
    execute_by: Mapped[date]
    executed_on: Mapped[date | None]
    review_months: Mapped[int] = mapped_column(insert_default=6)
    review_on: Mapped[date | None]
    """When its outcome is to be looked at."""
    natural_key: Mapped[str] = mapped_column(String(120), unique=True)
    state: Mapped[UseState] = mapped_column(insert_default=UseState.PROPOSED, index=True)

    person: Mapped[Person] = relationship(lazy="raise", foreign_keys=person_id)
    unit: Mapped[Unit] = relationship(lazy="raise")
    cycle: Mapped[AppraisalCycle] = relationship(lazy="raise")
    assessment: Mapped[Assessment] = relationship(lazy="raise")
    rule: Mapped[UseRule | None] = relationship(lazy="raise")
    rater: Mapped[Person | None] = relationship(lazy="raise", foreign_keys=rater_id)
    proposed_by: Mapped[Person] = relationship(lazy="raise", foreign_keys=proposed_by_id)
    course: Mapped[Course | None] = relationship(lazy="raise")
    level: Mapped[CareerLevel | None] = relationship(lazy="raise")

    workflow: ClassVar[Workflow["UseOfResult"]] = USE_WORKFLOW

    @classmethod
    def visible_to(cls, actor: Actor) -> ColumnElement[bool]:
        """See the class."""
        own = and_(cls.person_id == (actor.person_id or 0), cls.state.in_(sorted(OPEN_TO_PERSON)))
        return may_see(actor, cls, own)

    @classmethod
    def keeps_back(cls, actor: Actor, lines: Any) -> ColumnElement[bool]:
        """What was considered before it was approved, from the person."""
        t = table_of(cls).c
        mine = select(t.id).where(t.person_id == (actor.person_id or 0))
        return and_(lines.action.not_in(TOLD), lines.entity_id.in_(mine))

    def heard_from(self, session: Session, actor: Actor) -> datetime | None:
        """For the person, from the approval on."""
        return approved_at(session, "UseOfResult", self.id) if self.person_id == actor.person_id else None

    def overdue(self, today: date) -> bool:
        """It should have been carried out, or its outcome looked at, by now."""
        if self.state is UseState.EXECUTED:
            return self.review_on is not None and self.review_on < today
        waiting = self.state in (UseState.PROPOSED, UseState.HR_CHECKED, UseState.APPROVED)
        return waiting and self.execute_by < today

    def check(self) -> None:
        """Nobody writes on a proposal about themselves."""
        session = object_session(self)
        if session is not None and self.person_id == actor_of(session).person_id:
            raise OwnAffair(field="person")

    @validates("person_id", "assessment_id", "rule_id", "proposed_by_id", "kind")
    def _keep_origin(self, name: str, value: object) -> object:
        if getattr(self, name) is not None and getattr(self, name) != value:
            raise OriginIsFixed(field=name, field_name=f"UseOfResult.{name}")
        return value


def may_see(actor: Actor, columns: Any, own: ColumnElement[bool]) -> ColumnElement[bool]:
    """Those who work on uses of the unit, and the rater, but for the person; `own` is what they see."""
    me = actor.person_id or 0
    others = or_(columns.rater_id == me, *(overseen(actor, one, columns.unit_id) for one in OVERSIGHT))
    return or_(own, and_(columns.person_id != me, others))
