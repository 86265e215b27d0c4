"""What salespeople did in a half-year and the year before it: invoices, payments, deals, orders."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from random import Random
from typing import Any

from sqlalchemy.orm import Session

from db.bulk import insert_rows, table_of
from domain.appraisal.curve import Curve, Shape
from domain.core.period import add_months, month_of, months_between
from domain.indicators.uncollected import uncollected
from domain.receivables import complete_rows
from domain.receivables.invoice import Invoice, InvoiceStatus
from domain.receivables.receipt import Allocation, Receipt
from domain.sales.opportunity import Opportunity, Outcome
from domain.sales.order import Order, OrderStatus

EACH_MONTH = 2
D = Decimal


@dataclass(frozen=True)
class Line:
    """One line of the scorecard."""

    weight: int
    curve: Curve


def _up(floor: str, target: str, stretch: str) -> Curve:
    return Curve(Shape.LINEAR_UP, D(floor), D(target), D(stretch))


def _down(floor: str, target: str, stretch: str) -> Curve:
    return Curve(Shape.LINEAR_DOWN, D(floor), D(target), D(stretch))


LINES = {
    "K01": Line(20, _up("400000", "600000", "900000")),
    "K03": Line(8, _up("-0.5", "0.1", "0.8")),
    "K06": Line(8, _up("0.3", "0.5", "0.7")),
    "K07": Line(8, _up("0.3", "0.5", "0.7")),
    "K10": Line(8, _down("80", "50", "20")),
    "K13": Line(8, _up("20000", "45000", "70000")),
    "K30": Line(8, _down("200", "90", "30")),
    "K32": Line(8, _up("0.5", "0.9", "1.2")),
    "X01": Line(6, _down("0.9", "0.5", "0.1")),
    "X02": Line(6, _up("300000", "500000", "900000")),
    "X03": Line(6, _down("80", "50", "20")),
    "X04": Line(6, _down("120", "90", "60")),
}
"""Indicator -> its weight and curve."""


@uncollected()
def sell(session: Session, people: Sequence[int], unit: int, first: int, last: int) -> int:
    """Write the rows of everybody; how many."""
    random, written = Random(1), 0
    batches: dict[Any, list[dict[str, Any]]] = {
        kind: [] for kind in (Invoice, Receipt, Allocation, Opportunity, Order)
    }
    begin = add_months(first, -12)
    months = [add_months(begin, at) for at in range(months_between(begin, last) + 1)]
    number = 0
    for person in people:
        for month in months:
            for _ in range(EACH_MONTH):
                number += 1
                for kind, row in _deeds(random, number, person, unit, month):
                    batches[kind].append(row)
        if person % 100 == 0:
            written += _write(session, batches)
    return written + _write(session, batches)


def _deeds(
    random: Random, number: int, person: int, unit: int, month: int
) -> Iterator[tuple[Any, dict[str, Any]]]:
    day = date(month // 100, month % 100, random.randint(1, 28))
    amount = D(random.randint(1_000_00, 90_000_00)).scaleb(-2)
    whose = {
        "id": number, "source": "bench", "source_ref": f"B{number}", "unit_id": unit,
        "salesperson_id": person,
    }  # fmt: skip
    said = {
        "number": f"I{number}", "amount": amount, "net": amount, "issued_on": day, "currency": None,
        "due_on": day + timedelta(30),
    }  # fmt: skip
    claim = said | complete_rows.invoice(said, None) | whose | {"status": InvoiceStatus.POSTED}
    yield Invoice, claim
    if random.random() < 0.8:
        paid = day + timedelta(random.randint(5, 80))
        money = whose | {"amount": amount}
        allocation = money | complete_rows.months_past(claim, paid)
        own = {"number": f"R{number}", "received_on": paid, "period": month_of(paid), "unapplied": D(0)}
        yield (
            Receipt,
            {k: v for k, v in money.items() if k != "salesperson_id"} | own | {"currency": claim["currency"]},
        )
        yield Allocation, allocation | {"receipt_id": number, "invoice_id": number, "allocated_on": paid}
    won = random.random() < 0.5
    yield Opportunity, whose | {
        "ref": f"O{number}", "outcome": Outcome.WON if won else Outcome.LOST, "amount": amount,
        "currency": "CNY", "closed_on": day, "closed_period": month, "cycle_days": random.randint(10, 100),
        "period": month,
    }  # fmt: skip
    promised, shipped = day + timedelta(10), day + timedelta(random.randint(1, 20))
    yield Order, whose | {
        "number": f"S{number}", "ordered_on": day, "period": month, "net": amount, "currency": "CNY",
        "status": OrderStatus.OPEN, "promised_on": promised, "promised_period": month_of(promised),
        "shipped_on": shipped, "shipped_period": month_of(shipped),
    }  # fmt: skip


def _write(session: Session, batches: dict[Any, list[dict[str, Any]]]) -> int:
    written = 0
    for kind, rows in batches.items():
        if rows:
            insert_rows(session, table_of(kind), rows)
        written += len(rows)
        rows.clear()
    return written
