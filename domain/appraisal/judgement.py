"""What is said about a person: hidden from them until it is published, whatever else they may see."""

from typing import Any

from sqlalchemy import ColumnElement, ForeignKey, and_, or_, select
from sqlalchemy.orm import Mapped, declared_attr, mapped_column

from db.bulk import table_of
from domain.appraisal.assessment import Assessment, concerns
from domain.core.errors import RuleBroken
from domain.core.permission import Actor


class Frozen(RuleBroken):
    """What was published is evidence."""

    text = "This was frozen when the assessment was published; nothing of it can be changed."


class OfAssessment:
    """Mix into what belongs to one assessment and is not the person's own part of it.

    Not for the person it is about before publication: not as HR, manager, calibrator or chair either.
    """

    @declared_attr
    def assessment_id(cls) -> Mapped[int]:  # noqa: N805
        """Whose."""
        return mapped_column(ForeignKey("assessment.id"), index=True, sort_order=1)

    @classmethod
    def visible_to(cls, actor: Actor) -> ColumnElement[bool]:
        """Whoever has to do with the assessment; the person from publication on."""
        t, me = table_of(Assessment).c, actor.person_id or 0
        readable = select(t.id).where(
            or_(
                and_(t.person_id == me, t.published_at.is_not(None)),
                and_(t.person_id != me, concerns(actor, t)),
            )
        )
        own: Any = cls.assessment_id
        return own.in_(readable)  # type: ignore[no-any-return]
