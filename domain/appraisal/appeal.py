"""Appeals against a published result, decided by people outside the line."""

from datetime import date
from typing import ClassVar

from sqlalchemy import JSON, ColumnElement, ForeignKey, and_, or_, select
from sqlalchemy.orm import Mapped, mapped_column, relationship

from db.bulk import table_of
from db.types import LongText
from domain.appraisal.appeal_state import AppealState
from domain.appraisal.appeal_workflow import APPEAL_WORKFLOW
from domain.appraisal.assessment import Assessment, not_above
from domain.core.permission import Actor, Permission
from domain.core.visibility import Confidential, overseen
from domain.core.workflow import Workflow, WorkflowEntity
from domain.organisation.person import Person
from domain.organisation.unit import Unit


class Appeal(WorkflowEntity, Confidential):
    """One appeal; an assessment has at most one. What the panel rules is a row of its own (`AppealRuling`).

    Seen by the person, the raters, HR, and those who decide on appeals in the unit.
    """

    __tablename__ = "appeal"
    read_permission = Permission.ASSESSMENTS_READ

    assessment_id: Mapped[int] = mapped_column(ForeignKey("assessment.id"), unique=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    unit_id: Mapped[int] = mapped_column(ForeignKey("unit.id"), index=True)
    grounds: Mapped[LongText]
    filed_on: Mapped[date]
    panel: Mapped[list[int]] = mapped_column(JSON, insert_default=list)
    """Ids of the persons who decide."""
    decided_on: Mapped[date | None]
    state: Mapped[AppealState] = mapped_column(insert_default=AppealState.FILED, index=True)

    assessment: Mapped[Assessment] = relationship(lazy="raise")
    person: Mapped[Person] = relationship(lazy="raise")
    unit: Mapped[Unit] = relationship(lazy="raise")

    workflow: ClassVar[Workflow["Appeal"]] = APPEAL_WORKFLOW

    @classmethod
    def visible_to(cls, actor: Actor) -> ColumnElement[bool]:
        """The person, the raters, HR, those who decide."""
        t, me = table_of(Assessment).c, actor.person_id or 0
        rated = select(t.id).where(or_(t.rater_id == me, t.second_rater_id == me))
        return or_(
            cls.person_id == me,
            cls.assessment_id.in_(rated),
            overseen(actor, Permission.ASSESSMENTS_ADMINISTER, cls.unit_id),
            and_(
                overseen(actor, Permission.ASSESSMENTS_DECIDE, cls.unit_id), not_above(actor, cls.person_id)
            ),
        )
