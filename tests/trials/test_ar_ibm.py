"""A year and a half of a real company's receivables: invoices with due and settlement dates."""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from domain.entities import Allocation, Customer, Invoice, Receipt
from domain.receivables.ageing_report import ageing_report
from tests.databases import PostgresDatabases, SqliteDatabases
from tests.factories import an_actor
from tests.trials.conftest import import_file, trial_session, truth

FILE = "WA_Fn-UseC_-Accounts-Receivable.csv"
OVER_90 = ("91-180", "181-365", ">365")


@pytest.fixture(scope="module")
def real() -> Any:
    return truth("ar_ibm")


@pytest.fixture(scope="module")
def books(
    databases: SqliteDatabases | PostgresDatabases, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Session]:
    with trial_session(databases, tmp_path_factory.mktemp("trial")) as session:
        counts = import_file(session, "ar_ibm", "invoice", FILE)
        assert counts == {"read": 2466, "new": 2466, "changed": 0, "same": 0, "rejected": 0}
        yield session


def by_month(session: Session, month: Any, amount: Any) -> dict[str, Decimal]:
    rows = session.execute(select(month, func.sum(amount)).group_by(month))
    return {f"{period // 100}-{period % 100:02}": total for period, total in rows}


def test_every_row_and_customer_came_in_and_nothing_is_left_over(books: Session, real: Any) -> None:
    assert books.scalar(select(func.count(Invoice.id))) == real["rows"]
    assert books.scalar(select(func.count(Customer.id))) == real["customers"]
    assert books.scalar(select(func.sum(Invoice.amount))) == real["total_amount"]
    assert books.scalar(select(func.sum(Receipt.unapplied))) == 0


def test_amounts_invoiced_by_month_are_exact(books: Session, real: Any) -> None:
    assert by_month(books, Invoice.period, Invoice.amount) == real["invoiced_by_month"]


def test_amounts_collected_by_month_are_exact(books: Session, real: Any) -> None:
    assert by_month(books, Receipt.period, Receipt.amount) == real["collected_by_month"]
    assert by_month(books, Allocation.period, Allocation.amount) == real["collected_by_month"]


@pytest.mark.every_case
@pytest.mark.parametrize("day", ["2012-12-31", "2013-06-30"])
def test_the_ageing_of_both_dates_is_exact_and_ties_out(books: Session, real: Any, day: str) -> None:
    report = ageing_report(books, an_actor(), date.fromisoformat(day))
    cells = {bucket.value: cell for bucket, cell in report.table.whole.buckets.items()}
    over = [cells.pop(name) for name in OVER_90]
    shown = {name: {"n": cell.count, "amount": cell.amount} for name, cell in cells.items()}
    shown[">90"] = {"n": sum(c.count for c in over), "amount": sum(c.amount for c in over)}
    count = sum(cell.count for cell in report.table.whole.buckets.values())
    shown["total"] = {"n": count, "amount": report.table.whole.total}
    assert shown == real[f"ageing_{day}"]
    assert report.difference == 0


def test_the_ten_largest_customers_are_those_of_the_books(books: Session, real: Any) -> None:
    query = (
        select(Customer.number, func.sum(Invoice.amount).label("total"))
        .join(Invoice, Invoice.customer_id == Customer.id)
        .group_by(Customer.number)
        .order_by(func.sum(Invoice.amount).desc())
        .limit(10)
    )
    assert {row.number: row.total for row in books.execute(query)} == real["top10_customers_amount"]


def test_importing_the_file_again_changes_nothing(books: Session) -> None:
    counts = import_file(books, "ar_ibm", "invoice", FILE)
    assert counts == {"read": 2466, "new": 0, "changed": 0, "same": 2466, "rejected": 0}
