"""Records about people stand in the unit the person works in."""

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import Session

from db.bulk import chunks, table_of
from domain.core.derived_columns import write_differences
from domain.core.entity import Fact
from domain.core.fact_spec import Touched
from domain.organisation.person import Person
from domain.organisation.tree import root_unit
from domain.workforce.training_record import TrainingRecord
from domain.workforce.violation import Violation

PERSON, TRAINING, VIOLATION = map(table_of, (Person, TrainingRecord, Violation))


def settle(session: Session, touched: Touched) -> None:
    """Put touched training records into the unit of their person, and violations that named no unit."""
    for some in chunks(sorted({row["id"] for row in touched.get("training_record", ())})):
        _realign(session, TrainingRecord, "person_id", TRAINING.c.id.in_(some))
    unplaced = VIOLATION.c.unit_id == root_unit(session)
    for some in chunks(sorted({row["id"] for row in touched.get("violation", ())})):
        _realign(session, Violation, "salesperson_id", VIOLATION.c.id.in_(some), unplaced)


def follow_people(session: Session) -> None:
    """Training records move with people who change unit, so that a unit sees those who work there now."""
    _realign(session, TrainingRecord, "person_id")


def _realign(session: Session, kind: type[Fact], person: str, *which: ColumnElement[bool]) -> None:
    table = table_of(kind)
    months = [table.c[name] for name in kind.period_columns]
    query = (
        select(table.c.id, table.c.unit_id, *months, PERSON.c.unit_id.label("home"))
        .join(PERSON, PERSON.c.id == table.c[person])
        .where(PERSON.c.unit_id != table.c.unit_id, *which)
    )
    rows = [dict(row._mapping) for row in session.execute(query)]
    write_differences(session, kind, [(row, {"unit_id": row["home"]}) for row in rows])
