"""Who gains by a bonus scheme: whoever has an amount under it, their own or that of their post."""

from typing import Any

from sqlalchemy import ColumnElement, and_, exists, or_, select

from db.base import Base
from domain.organisation.person import Person


def gains_by(person_id: int | None, scheme_id: Any) -> ColumnElement[bool]:
    """The condition that some amount under the scheme (a column or an id) is for the person or their post."""
    base, person = Base.metadata.tables["bonus_base"].c, Person.__table__.c
    post = select(person.post_id).where(person.id == (person_id or 0)).scalar_subquery()
    mine = or_(base.person_id == (person_id or 0), and_(base.post_id.is_not(None), base.post_id == post))
    return exists().where(base.scheme_id == scheme_id, base.archived_at.is_(None), mine)
