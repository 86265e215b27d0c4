"""Recognitions that may be about the same deed: nominated twice, it would be paid twice."""

from datetime import timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from db.bulk import table_of
from domain.culture.recognition import Recognition, RecognitionNominee
from domain.culture.recognition_state import RecognitionState

NEAR = timedelta(7)
"""So far apart colleagues may remember the same day."""


def alike(session: Session, recognition: Recognition) -> list[Recognition]:
    """Others, not declined, of one of the same people about nearly the same day; as far as one may see."""
    t = table_of(RecognitionNominee).c
    people = select(t.person_id).where(t.recognition_id == recognition.id)
    same = select(t.recognition_id).where(t.person_id.in_(people.scalar_subquery()))
    query = select(Recognition).where(
        Recognition.id.in_(same.scalar_subquery()), Recognition.id != recognition.id,
        Recognition.state != RecognitionState.DECLINED, Recognition.archived_at.is_(None),
        Recognition.happened_on.between(recognition.happened_on - NEAR, recognition.happened_on + NEAR),
    )  # fmt: skip
    return list(session.scalars(query.order_by(Recognition.id)))
