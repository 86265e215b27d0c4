"""Names of everybody, for choosing an approver or a stand-in."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from domain.organisation.person import Person
from ui.language import in_language


def colleague_names(session: Session) -> dict[int, str]:
    """Person -> name, of all who work here; the directory is open to everybody."""
    c = Person.__table__.c
    query = select(c.id, c.number, c.name, c.name_en).where(c.archived_at.is_(None), c.left_on.is_(None))
    rows = session.execute(query.order_by(c.name))
    return {row.id: f"{in_language(row.name, row.name_en)} ({row.number})" for row in rows}
