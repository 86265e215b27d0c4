"""Keep the list of suspected duplicate invoices in step with the invoices (reference G.5)."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import Session

from db.bulk import chunks, delete_rows, insert_rows, select_in, table_of, update_rows
from domain.core.fact_spec import Columns, Touched
from domain.core.stale_figures import mark_stale, marks_of
from domain.receivables.duplicate_suspect import DuplicateSuspect, SuspectStatus
from domain.receivables.duplicates import InvoiceCopy, find_duplicates
from domain.receivables.invoice import Invoice, InvoiceStatus

INVOICE, SUSPECT = table_of(Invoice), table_of(DuplicateSuspect)
SOURCE = "duplicates"
COMPARED = tuple(
    INVOICE.c[name]
    for name in (
        *("id", "customer_id", "number", "amount", "issued_on", "status"),
        *("source_ref", "period", "unit_id", "batch_id", "batch_row"),
    )
)
Pair = tuple[int, int]


@dataclass(slots=True)
class Comparison:
    """What was compared and found."""

    customers: set[int]
    touched: set[int]
    customer_of: dict[int, int | None] = field(default_factory=dict)
    found: dict[Pair, Columns] = field(default_factory=dict)

    def covers(self, pair: Pair) -> bool:
        """Whether the comparison would have found the pair if it still were one."""
        first, second = (self.customer_of.get(key) for key in pair)
        return bool(self.touched & set(pair)) or (first == second and first in self.customers)


def settle(session: Session, touched: Touched) -> None:
    """Compare again every invoice that shares its customer or its number with a touched one.

    Customers are compared whole, since a pair depends on its neighbours in time; numbers are compared
    across customers. A new pair is a suspect of the month of the later invoice; a pair that is none
    any more goes, unless a person has decided about it.
    """
    rows = touched.get("invoice", ())
    customers = {row["customer_id"] for row in rows if row["customer_id"] is not None}
    made = Comparison(customers, {row["id"] for row in rows})
    for some in chunks(sorted(customers)):
        _compare(session, made, INVOICE.c.customer_id.in_(some), within=True)
    for numbers in chunks(sorted({row["number_key"] for row in rows})):
        _compare(session, made, INVOICE.c.number_key.in_(_shared(session, numbers)), within=False)
    _write(session, made)


def _shared(session: Session, numbers: Sequence[str]) -> list[str]:
    """Those of the numbers that more than one invoice has."""
    key = INVOICE.c.number_key
    query = select(key).where(key.in_(numbers)).group_by(key).having(func.count() > 1)
    return list(session.execute(query).scalars())


def _compare(session: Session, made: Comparison, which: ColumnElement[bool], *, within: bool) -> None:
    """Keep pairs of one customer (`within`), else those across customers: each kind from its own pass."""
    query = select(*COMPARED).where(which).order_by(INVOICE.c.issued_on, INVOICE.c.source_ref, INVOICE.c.id)
    invoices = [dict(row._mapping) for row in session.execute(query)]
    made.customer_of |= {row["id"]: row["customer_id"] for row in invoices}
    copies = (
        _copy(place, row) for place, row in enumerate(invoices) if row["status"] is InvoiceStatus.POSTED
    )
    for suspect in find_duplicates(copies):
        first, second = invoices[suspect.first], invoices[suspect.second]
        one_customer = first["customer_id"] is not None and first["customer_id"] == second["customer_id"]
        if one_customer == within:
            likeness = ",".join(suspect.likeness)
            made.found[first["id"], second["id"]] = _suspect(first, second, suspect.score, likeness)


def _copy(place: int, row: Mapping[str, Any]) -> InvoiceCopy:
    party = row["customer_id"] if row["customer_id"] is not None else f"invoice {row['id']}"
    return InvoiceCopy(place, party, row["number"], row["amount"], row["issued_on"])


def _suspect(first: Columns, second: Columns, score: int, likeness: str) -> Columns:
    copied = {name: second[name] for name in ("period", "unit_id", "batch_id", "batch_row")}
    return copied | {
        "source": SOURCE,
        "source_ref": f"invoice {first['id']} invoice {second['id']}",
        "first_id": first["id"],
        "second_id": second["id"],
        "score": score,
        "likeness": likeness,
    }


def _write(session: Session, made: Comparison) -> None:
    new = dict(made.found)
    gone: list[Columns] = []
    changed: list[tuple[Columns, Columns]] = []
    for row in _known(session, made):
        pair = row["first_id"], row["second_id"]
        wanted = new.pop(pair, None)
        if wanted is None and made.covers(pair) and row["status"] is SuspectStatus.OPEN:
            gone.append(row)
        elif wanted is not None and any(row[name] != value for name, value in wanted.items()):
            changed.append((row, row | wanted))
    delete_rows(session, SUSPECT, [row["id"] for row in gone])
    update_rows(session, SUSPECT, [{"id": row["id"]} | made.found[_pair(row)] for row, _ in changed])
    insert_rows(session, SUSPECT, list(new.values()))
    states = [*new.values(), *gone, *(state for states in changed for state in states)]
    mark_stale(session, set(marks_of(DuplicateSuspect, states)))


def _pair(row: Columns) -> Pair:
    return row["first_id"], row["second_id"]


def _known(session: Session, made: Comparison) -> Iterator[Columns]:
    """Suspects that involve any compared invoice, each once."""
    seen: set[int] = set()
    for column, keys in ((SUSPECT.c.second_id, set(made.customer_of)), (SUSPECT.c.first_id, made.touched)):
        rows: Sequence[Any] = list(select_in(session, (SUSPECT,), column, keys))
        yield from (dict(row._mapping) for row in rows if row.id not in seen)
        seen |= {row.id for row in rows}
