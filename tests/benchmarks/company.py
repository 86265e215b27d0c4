"""A company of any size to measure on: units, customers, invoices of 36 months, what was paid of them.

Written straight to the tables with every derived column, as an import leaves them, because an import of
millions of rows is not what is measured here.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from random import Random
from typing import Any

from sqlalchemy.orm import Session

from db.bulk import insert_rows, table_of
from domain.core.clock import now
from domain.core.period import add_months, month_of
from domain.indicators.catalogue import install_catalogue
from domain.indicators.uncollected import uncollected
from domain.organisation.tree import root_unit
from domain.organisation.unit import Unit
from domain.receivables import complete_rows
from domain.receivables.invoice import Invoice, InvoiceStatus
from domain.receivables.receipt import Allocation, Receipt
from domain.sales.customer import Customer

UNITS, MONTHS = 200, 36
CUSTOMERS_PER_UNIT = 25
TERMS = (30, 45, 60, 90)
PAID_SHARE = 0.9
BATCH = 20_000


@dataclass(frozen=True)
class Company:
    """What was founded."""

    units: tuple[int, ...]
    customers: tuple[tuple[int, int], ...]
    """(customer, unit)."""
    last: int
    """The latest month."""


def found(session: Session, today: date) -> Company:
    """Units in groups of twenty below the root, customers in each, the shipped indicators."""
    root = root_unit(session)
    groups = [
        Unit(code=f"G{at}", name_zh=f"大区{at}", name_en=f"Area {at}", parent_id=root)
        for at in range(UNITS // 20)
    ]
    session.add_all(groups)
    session.flush()
    units = [
        Unit(code=f"U{at}", name_zh=f"分公司{at}", name_en=f"Branch {at}", parent_id=groups[at // 20].id)
        for at in range(UNITS)
    ]
    session.add_all(units)
    session.flush()
    rows = [
        {
            "number": f"C{at}",
            "name": f"客户{at}",
            "name_en": "",
            "source_ref": f"C{at}",
            "unit_id": units[at % UNITS].id,
        }
        for at in range(UNITS * CUSTOMERS_PER_UNIT)
    ]
    insert_rows(session, table_of(Customer), rows)
    install_catalogue(session, now())
    first = session.query(Customer.id, Customer.unit_id).order_by(Customer.id)
    customers = tuple((row.id, row.unit_id) for row in first)
    return Company(tuple(unit.id for unit in units), customers, month_of(today))


@uncollected()
def trade(session: Session, company: Company, invoices: int, first_number: int = 1) -> int:
    """Write so many invoices over the months, and what was paid of them; how many rows."""
    random = Random(invoices)
    claims, money, settled = [], [], []
    written = 0
    for number in range(first_number, first_number + invoices):
        claim = _invoice(random, company, number)
        claims.append(claim)
        if random.random() < PAID_SHARE:
            receipt, allocation = _paid(random, claim, number)
            money.append(receipt)
            settled.append(allocation)
        if len(claims) >= BATCH:
            written += _write(session, claims, money, settled)
    return written + _write(session, claims, money, settled)


def latest(company: Company, rows: int, first_number: int) -> Iterator[dict[str, Any]]:
    """Invoices of the latest month in one unit, as an import of the day brings them."""
    random = Random(rows)
    own = [pair for pair in company.customers if pair[1] == company.units[0]]
    for number in range(first_number, first_number + rows):
        yield _invoice(random, company, number, customer=random.choice(own), month=company.last)


def _invoice(
    random: Random,
    company: Company,
    number: int,
    customer: tuple[int, int] | None = None,
    month: int | None = None,
) -> dict[str, Any]:
    who, unit = customer or random.choice(company.customers)
    year, index = divmod(month or add_months(company.last, -random.randrange(MONTHS)), 100)
    issued = date(year, index, random.randint(1, 28))
    amount = Decimal(random.randint(1_000_00, 90_000_00)).scaleb(-2)
    said = {
        "number": f"I{number}", "amount": amount, "net": amount, "issued_on": issued, "currency": None,
        "due_on": issued + timedelta(TERMS[who % len(TERMS)]),
    }  # fmt: skip
    whole = said | complete_rows.invoice(said, None)
    return whole | {
        "id": number, "source": "bench", "source_ref": f"I{number}", "unit_id": unit, "customer_id": who,
        "status": InvoiceStatus.POSTED,
    }  # fmt: skip


def _paid(random: Random, claim: dict[str, Any], number: int) -> tuple[dict[str, Any], dict[str, Any]]:
    day = claim["due_on"] + timedelta(random.randint(-10, 40))
    shared = {
        "id": number, "source": "bench", "source_ref": f"R{number}", "unit_id": claim["unit_id"],
        "customer_id": claim["customer_id"], "amount": claim["amount"],
    }  # fmt: skip
    receipt = shared | {
        "number": f"R{number}", "received_on": day, "period": month_of(day), "currency": claim["currency"],
        "unapplied": Decimal(0),
    }  # fmt: skip
    allocation = shared | complete_rows.months_past(claim, day)
    return receipt, allocation | {"receipt_id": number, "invoice_id": number, "allocated_on": day}


def _write(session: Session, *batches: list[dict[str, Any]]) -> int:
    written = 0
    for kind, rows in zip((Invoice, Receipt, Allocation), batches, strict=True):
        if rows:
            insert_rows(session, table_of(kind), rows)
        written += len(rows)
        rows.clear()
    return written
