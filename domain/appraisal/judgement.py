"""What is said about a person: hidden from them until it is published, whatever else they may see."""

from functools import partial
from typing import Any, TypeVar

from sqlalchemy import ColumnElement, Connection, ForeignKey, and_, event, or_, select
from sqlalchemy.orm import Mapped, declared_attr, mapped_column, object_session

from db.bulk import table_of
from domain.appraisal.assessment import Assessment, concerns
from domain.core.errors import RuleBroken
from domain.core.permission import Actor

K = TypeVar("K")
FIRST = 1
"""The revision of a result that is published first."""


class Frozen(RuleBroken):
    """What was published is evidence."""

    text = "This was frozen when the assessment was published; nothing of it can be changed."


def frozen_with_assessment(kind: type[K]) -> type[K]:
    """Refuse to write records of the kind once their assessment is published.

    What is added afterwards (a revision after an appeal) stands beside them.
    """
    for moment in ("before_insert", "before_update", "before_delete"):
        event.listen(kind, moment, partial(_refuse, moment))
    return kind


def _refuse(moment: str, _: object, connection: Connection, record: Any) -> None:
    session = object_session(record)
    if moment == "before_update" and session is not None and not session.is_modified(record):
        return
    if moment == "before_insert" and (getattr(record, "revision", None) or FIRST) > FIRST:
        return
    t = table_of(Assessment).c
    if connection.scalar(select(t.published_at).where(t.id == record.assessment_id)) is not None:
        raise Frozen


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
