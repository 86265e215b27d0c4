"""What the panel rules on an appeal: hidden from the person and the raters until it is decided."""

from decimal import Decimal

from sqlalchemy import ColumnElement, ForeignKey, and_, or_, select
from sqlalchemy.orm import Mapped, mapped_column, relationship

from db.bulk import table_of
from db.types import LongText, Scaled
from domain.appraisal.appeal import Appeal
from domain.appraisal.appeal_state import AppealDecision, AppealState
from domain.appraisal.assessment import Assessment
from domain.core.entity import Entity
from domain.core.permission import Actor, Permission
from domain.core.visibility import Confidential, overseen
from domain.organisation.person import Person


class AppealRuling(Entity, Confidential):
    """The decision with its reason; `new_score` only where the result is changed."""

    __tablename__ = "appeal_ruling"
    read_permission = Permission.ASSESSMENTS_READ

    appeal_id: Mapped[int] = mapped_column(ForeignKey("appeal.id"), unique=True)
    decision: Mapped[AppealDecision]
    new_score: Mapped[Decimal | None] = mapped_column(Scaled(4))
    reason: Mapped[LongText]
    decided_by_id: Mapped[int] = mapped_column(ForeignKey("person.id"))

    appeal: Mapped[Appeal] = relationship(lazy="raise")
    decided_by: Mapped[Person] = relationship(lazy="raise")

    @classmethod
    def visible_to(cls, actor: Actor) -> ColumnElement[bool]:
        """Whoever sees the appeal, once it is decided; until then HR and who decides, but no rater."""
        t, a, me = table_of(Appeal).c, table_of(Assessment).c, actor.person_id or 0
        inside = and_(
            t.person_id != me,
            t.assessment_id.not_in(select(a.id).where(or_(a.rater_id == me, a.second_rater_id == me))),
            or_(
                overseen(actor, Permission.ASSESSMENTS_ADMINISTER, t.unit_id),
                overseen(actor, Permission.ASSESSMENTS_DECIDE, t.unit_id),
            ),
        )
        decided = and_(t.state == AppealState.DECIDED, t.id.in_(select(t.id).where(Appeal.visible_to(actor))))
        return cls.appeal_id.in_(select(t.id).where(or_(inside, decided)))
