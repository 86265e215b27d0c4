"""The ageing report comes from the rows and ties out with the ledger."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from sqlalchemy.orm import Session

from domain.core.errors import NotPermitted
from domain.core.permission import Permission
from domain.entities import Customer
from domain.receivables.ageing import Bucket
from domain.receivables.ageing_report import ageing_report
from tests.factories import a_unit, an_actor, the_root
from tests.imports import imported, of

FIELDS = ("number", "customer", "unit", "issued_on", "due_on", "amount", "status")
INVOICES: list[dict[str, Any]] = [
    dict(zip(FIELDS, row, strict=True))
    for row in (
        ("1", "C1", "EAST", "2026-01-01", "2026-01-31", "100.25", ""),
        ("2", "C1", "EAST", "2026-01-01", "2026-03-31", "30", ""),
        ("3", "C2", "WEST", "2025-01-01", "2025-02-01", "7", ""),
        ("4", "C2", "WEST", "2026-03-02", "", "5", ""),
        ("5", "C2", "WEST", "2026-01-01", "2026-01-31", "1000", "draft"),
    )
]
MARCH = date(2026, 3, 1)


@pytest.fixture(autouse=True)
def business(session: Session) -> None:
    the_root(session)
    for code in ("EAST", "WEST"):
        a_unit(session, code=code)
    imported(session, "invoice", INVOICES)
    receipt = {"number": "R", "customer": "C1", "received_on": "2026-02-10", "amount": "40"}
    imported(session, "receipt", [receipt, receipt | {"number": "S", "received_on": "2026-03-02"}])
    imported(session, "receipt", [receipt | {"number": "T", "customer": "C3"}])


def amounts(report: Any) -> dict[str, Decimal]:
    return {bucket.value: cell.amount for bucket, cell in report.table.whole.buckets.items() if cell.count}


def test_only_what_happened_up_to_the_day_counts(session: Session) -> None:
    report = ageing_report(session, an_actor(), MARCH)
    assert amounts(report) == {"not_due": 30, "1-30": Decimal("60.25"), ">365": 7}
    assert report.open_total == report.table.whole.total == Decimal("97.25")
    assert report.difference == 0
    assert report.unapplied_cash == 40


def test_the_due_day_itself_is_not_overdue(session: Session) -> None:
    report = ageing_report(session, an_actor(), date(2026, 1, 31))
    assert amounts(report)["not_due"] == Decimal("130.25")
    assert Bucket.TO_30.value not in amounts(report)


def test_an_item_without_due_date_is_not_due_and_said_to_be_so(session: Session) -> None:
    report = ageing_report(session, an_actor(), date(2026, 12, 31))
    assert amounts(report)["not_due"] == 5
    assert report.without_due_date == 1
    assert ageing_report(session, an_actor(), MARCH).without_due_date == 0


@pytest.mark.every_case
@pytest.mark.parametrize("by", ["customer", "unit"])
def test_the_parts_add_up_to_the_whole(session: Session, by: str) -> None:
    report = ageing_report(session, an_actor(), MARCH, by)
    assert sum(row.total for row in report.table.rows.values()) == report.table.whole.total
    groups = {report.names[group][0]: row.total for group, row in report.table.rows.items()}
    names = {"customer": ("C1", "C2"), "unit": ("EAST", "WEST")}[by]
    assert groups == dict(zip(names, (Decimal("90.25"), Decimal(7)), strict=True))


def test_who_sees_one_unit_sees_its_items_and_they_tie_out(session: Session) -> None:
    east = of(session, Customer, "C1").unit_id
    limited = an_actor(Permission.FACTS_READ, units=frozenset({east}))
    session.info["actor"] = limited
    report = ageing_report(session, limited, MARCH)
    assert report.table.whole.total == Decimal("90.25")
    assert report.difference == 0


def test_the_report_is_for_those_who_may_read_facts(session: Session) -> None:
    with pytest.raises(NotPermitted):
        ageing_report(session, an_actor(Permission.FACTS_IMPORT), MARCH)
