"""What invoices take from their customer: a valid credit grade (R10), and whether it pays from abroad."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from sqlalchemy import exists, select
from sqlalchemy.orm import Session

from db.bulk import chunks, select_in, table_of
from domain.core.derived_columns import write_differences
from domain.core.fact_spec import Columns, Touched
from domain.credit.credit_grade import CreditGrade
from domain.receivables.invoice import Invoice
from domain.sales.customer import Customer

INVOICE, GRADE, CUSTOMER = map(table_of, (Invoice, CreditGrade, Customer))
MARKED = tuple(
    INVOICE.c[name]
    for name in ("id", "unit_id", "customer_id", "issued_on", "graded", "overseas", *Invoice.period_columns)
)
OF_GRADE: tuple[Any, ...] = (GRADE.c.customer_id, GRADE.c.graded_on, GRADE.c.ends_on)


def settle(session: Session, touched: Touched) -> None:
    """Look again at touched invoices and at all invoices of touched customers and regraded ones."""
    kept = bool(session.execute(select(exists().select_from(GRADE))).scalar())
    customers = {row["id"] for row in touched.get("customer", ())}
    customers |= {row["customer_id"] for row in touched.get("credit_grade", ())}
    invoices = {row["id"] for row in touched.get("invoice", ())}
    invoices |= {row.id for row in select_in(session, (INVOICE.c.id,), INVOICE.c.customer_id, customers)}
    if touched.get("credit_grade"):
        invoices |= _never_judged(session, kept)
    for some in chunks(sorted(invoices)):
        _mark(session, some, kept)


def _never_judged(session: Session, kept: bool) -> set[int]:
    """All invoices, when the first grade comes or the last one goes."""
    stale = INVOICE.c.graded.is_(None) if kept else INVOICE.c.graded.is_not(None)
    return set(session.execute(select(INVOICE.c.id).where(stale)).scalars())


def _mark(session: Session, ids: Sequence[int], kept: bool) -> None:
    rows = [dict(row._mapping) for row in select_in(session, MARKED, INVOICE.c.id, ids)]
    customers = {row["customer_id"] for row in rows} - {None}
    known = (CUSTOMER.c.id, CUSTOMER.c.overseas)
    abroad = {one.id: one.overseas for one in select_in(session, known, CUSTOMER.c.id, customers)}
    grades: dict[int, list[Mapping[str, Any]]] = defaultdict(list)
    for found in select_in(session, OF_GRADE, GRADE.c.customer_id, customers if kept else ()):
        grades[found.customer_id].append(dict(found._mapping))
    changes: list[tuple[Columns, Columns]] = []
    for row in rows:
        own = grades.get(row["customer_id"], ())
        graded = holds(own, row["issued_on"]) if kept else None
        changes.append((row, {"graded": graded, "overseas": abroad.get(row["customer_id"])}))
    write_differences(session, Invoice, changes)


def holds(grades: Iterable[Mapping[str, Any]], day: date) -> bool:
    """Whether one of the grades is valid on the day."""
    return any(row["graded_on"] <= day and (row["ends_on"] is None or day < row["ends_on"]) for row in grades)
