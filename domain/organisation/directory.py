"""The directory: names of colleagues, which everybody may know, so that work is handed across units.

Records of people belong to their units and stay there; the directory tells no more than who somebody is.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from sqlalchemy import Row, select
from sqlalchemy.orm import Session

from domain.core.errors import NotFound
from domain.organisation.person import Person

# The table, not the entity: rows of the entity are those of one's own units only.
TABLE = Person.__table__


@dataclass(frozen=True)
class Colleague:
    """Who somebody is, and the last day they worked here, if it is known."""

    id: int
    number: str
    name: str
    name_en: str
    left_on: date | None

    def present(self, today: date) -> bool:
        """Works here on that day."""
        return self.left_on is None or self.left_on >= today


def colleague(session: Session, person_id: int) -> Colleague:
    """Somebody by their id; NotFound when there is nobody."""
    found = colleagues(session, (person_id,))
    if not found:
        raise NotFound
    return found[0]


def colleagues(session: Session, ids: Iterable[int]) -> list[Colleague]:
    """Several people, in order of their staff numbers."""
    c = TABLE.c
    query = select(c.id, c.number, c.name, c.name_en, c.left_on).where(c.id.in_(set(ids)))
    rows: Iterable[Row[int, str, str, str, date | None]] = session.execute(query.order_by(c.number))
    return [Colleague(*row) for row in rows]
