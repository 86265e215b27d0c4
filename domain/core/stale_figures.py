"""Which months and units have new facts, so that only those figures are computed again."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from sqlalchemy import ForeignKey, String, event, insert, inspect
from sqlalchemy.orm import Mapped, Session, UOWTransaction, mapped_column

from db.base import Base
from domain.core.entity import Fact

Mark = tuple[str, int, int]
"""(fact table, unit id, month yyyymm)."""


class StaleFigure(Base):
    """Facts of a unit and a month changed; figures built on that table must be refreshed."""

    __tablename__ = "stale_figure"

    id: Mapped[int] = mapped_column(primary_key=True)
    fact: Mapped[str] = mapped_column(String(80))
    unit_id: Mapped[int] = mapped_column(ForeignKey("unit.id"))
    period: Mapped[int]


def mark_stale(session: Session, marks: Iterable[Mark]) -> None:
    """Leave word that the figures of these months and units must be computed again."""
    rows = [{"fact": fact, "unit_id": unit, "period": period} for fact, unit, period in sorted(set(marks))]
    if rows:
        session.execute(insert(StaleFigure), rows)


def marks_of(kind: type[Fact], rows: Iterable[Mapping[str, Any]]) -> Iterator[Mark]:
    """A mark for every month in which some figure counts these rows (as columns, before and after)."""
    for row in rows:
        for column in kind.period_columns:
            if row[column]:
                yield kind.__tablename__, row["unit_id"], row[column]


@event.listens_for(Session, "after_flush")
def mark_edited_facts(session: Session, _: UOWTransaction) -> None:
    """Facts changed through the model leave their marks by themselves (bulk imports call mark_stale)."""
    marks: set[Mark] = set()
    for record in (*session.new, *session.dirty, *session.deleted):
        if isinstance(record, Fact):
            state = inspect(record)
            units = {record.unit_id, *(state.attrs.unit_id.history.deleted or ())}
            months = {
                month
                for column in record.period_columns
                for month in (getattr(record, column), *(state.attrs[column].history.deleted or ()))
                if month
            }
            marks |= {(record.__tablename__, unit, month) for unit in units for month in months}
    mark_stale(session, marks)
