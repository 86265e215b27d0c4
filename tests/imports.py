"""Import rows in a test as a file would bring them, and look at all facts at once."""

from collections.abc import Iterable, Mapping
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from db.bulk import table_of
from domain.core.clock import now
from domain.core.entity import Entity
from domain.core.permission import Actor
from domain.entities import (
    Allocation,
    CreditNote,
    Customer,
    Delivery,
    DuplicateSuspect,
    Invoice,
    Opportunity,
    Order,
    OrderLine,
    Person,
    Product,
    Receipt,
    Unit,
)
from domain.intake.batch import ImportBatch
from domain.intake.commit_import import commit_import
from domain.intake.plan import Fate, ImportPlan
from domain.intake.plan_import import plan_import
from domain.intake.registry import FACTS
from domain.intake.request import ImportRequest
from domain.intake.table import Table
from tests.factories import an_actor

Rows = Iterable[Mapping[str, Any]]
FACT_KINDS: tuple[type[Entity], ...] = (
    Customer, Product, Opportunity, Order, OrderLine, Delivery, Invoice, CreditNote, Receipt, Allocation,
    DuplicateSuspect,
)  # fmt: skip
NAMED_BY = {
    **dict.fromkeys(("person", "customer", "product"), "number"),
    **dict.fromkeys(("sales_order", "invoice", "receipt", "credit_note"), "source_ref"),
    "unit": "code",
}
TECHNICAL = frozenset({"id", "version", "created_at", "updated_at", "custom"})
ORIGIN = frozenset({"batch_id", "batch_row"})


def a_request(fact: str, rows: Rows, **options: Any) -> ImportRequest:
    """A file whose headers are the names of fields. Row numbers begin at 2, as below a header."""
    rows = list(rows)
    headers = tuple(dict.fromkeys(name for row in rows for name in row))
    table = Table(
        name=f"{fact}.csv", sha256="", headers=headers, first_row_number=2,
        rows=[tuple(row.get(name, "") for name in headers) for row in rows],
    )  # fmt: skip
    columns = options.pop("columns", None) or {name: name for name in headers}
    options = {"spec": FACTS.get(fact)} | options
    return ImportRequest(table=table, columns=columns, **options)


def imported(
    session: Session, fact: str, rows: Rows, actor: Actor | None = None, **options: Any
) -> tuple[ImportBatch, ImportPlan]:
    """The rows, committed as one batch."""
    return commit_import(session, actor or an_actor(), a_request(fact, rows, **options), now())


def planned(
    session: Session, fact: str, rows: Rows, actor: Actor | None = None, **options: Any
) -> ImportPlan:
    """What importing the rows would do."""
    return plan_import(session, actor or an_actor(), a_request(fact, rows, **options))


def why(plan: ImportPlan) -> dict[int, list[str]]:
    """Row number -> reasons, of the rejected rows."""
    return {row.number: [str(reason) for reason in row.reasons] for row in plan.having(Fate.REJECTED)}


def facts(session: Session, *, origin: bool = False) -> dict[str, list[dict[str, Any]]]:
    """Every fact by its meaning: keys of the database replaced by the numbers people know.

    `origin` includes the batch and row that each value came from.
    """
    session.flush()
    names = {table: _names(session, table) for table in NAMED_BY}
    return {
        kind.__name__: sorted(
            (
                _meaning(kind, dict(row._mapping), names, origin)
                for row in session.execute(select(table_of(kind)))
            ),
            key=repr,
        )
        for kind in FACT_KINDS
    }


def of(session: Session, kind: type[Entity], source_ref: str) -> Any:
    """The one record with this reference."""
    session.expire_all()
    column = table_of(kind).c.source_ref
    return session.scalars(select(kind).where(column == source_ref)).one()


def people_and_units(session: Session) -> set[str]:
    """Numbers of all people and codes of all units in use."""
    people = session.scalars(select(Person.number))
    return {*people, *session.scalars(select(Unit.code).where(Unit.archived_at.is_(None)))}


def _names(session: Session, table: str) -> dict[int, str]:
    whole = Entity.metadata.tables[table]
    return {row.id: row._mapping[NAMED_BY[table]] for row in session.execute(select(whole))}


def _meaning(kind: type[Entity], row: Mapping[str, Any], names: Any, origin: bool) -> dict[str, Any]:
    derived = {"source_ref"} if kind in (Allocation, DuplicateSuspect) else set()
    left_out = TECHNICAL | derived | (set() if origin else ORIGIN)
    shown = {}
    for column in table_of(kind).c:
        target = next((key.column.table.name for key in column.foreign_keys), None)
        value = row[column.name]
        if column.name not in left_out:
            shown[column.name] = names[target].get(value) if target in names else value
    return shown
