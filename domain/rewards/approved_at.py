"""When something was approved: from then on the people it is about see it."""

from datetime import UTC, datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from db.bulk import table_of
from domain.core.workflow import StepTaken

NEVER = datetime(9999, 1, 1, tzinfo=UTC)
"""Of what was not approved yet."""


def approved_at(session: Session, entity: str, key: int) -> datetime:
    """The moment of the last approval of the record."""
    t = table_of(StepTaken).c
    query = select(func.max(t.at)).where(t.entity == entity, t.entity_id == key, t.step == "approve")
    return session.scalar(query) or NEVER
