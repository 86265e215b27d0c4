"""Orders, lines and shipping dates of a trading company."""

from collections import Counter
from collections.abc import Iterator
from decimal import Decimal
from typing import Any

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from domain.entities import Customer, Order, OrderLine, Person
from tests.databases import PostgresDatabases, SqliteDatabases
from tests.trials.conftest import import_file, trial_session, truth

FILES = (
    ("customer", "Customers.csv", 93),
    ("product", "Products.csv", 77),
    ("order", "Orders.csv", 830),
    ("order_line", "Order Details.csv", 2155),
)


@pytest.fixture(scope="module")
def real() -> Any:
    return truth("northwind")


@pytest.fixture(scope="module")
def trade(
    databases: SqliteDatabases | PostgresDatabases, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Session]:
    with trial_session(databases, tmp_path_factory.mktemp("trial")) as session:
        for fact, file, rows in FILES:
            counts = import_file(session, "northwind", fact, file)
            assert counts == {"read": rows, "new": rows, "changed": 0, "same": 0, "rejected": 0}
        yield session


def test_net_sales_are_exact_over_orders_and_over_lines(trade: Session, real: Any) -> None:
    assert trade.scalar(select(func.sum(OrderLine.net))) == real["net_sales"]
    assert trade.scalar(select(func.sum(Order.net))) == real["net_sales"]


@pytest.mark.every_case
@pytest.mark.parametrize("kind", [Order, OrderLine])
def test_net_sales_by_year_are_exact(trade: Session, real: Any, kind: Any) -> None:
    years: Counter[str] = Counter()
    for period, net in trade.execute(select(kind.period, func.sum(kind.net)).group_by(kind.period)):
        years[str(period // 100)] += net
    assert years == real["net_by_year"]


def test_net_sales_and_orders_by_employee_are_exact(trade: Session, real: Any) -> None:
    query = (
        select(Person.number, func.sum(Order.net), func.count())
        .join(Person, Person.id == Order.salesperson_id)
        .group_by(Person.number)
    )
    rows = [tuple(row) for row in trade.execute(query)]
    assert {number: net for number, net, _ in rows} == real["net_by_employee"]
    assert {number: count for number, _, count in rows} == real["orders_by_employee"]


def test_lines_of_an_employee_add_up_to_the_same(trade: Session, real: Any) -> None:
    query = (
        select(Person.number, func.sum(OrderLine.net))
        .join(Person, Person.id == OrderLine.salesperson_id)
        .group_by(Person.number)
    )
    assert {row[0]: row[1] for row in trade.execute(query)} == real["net_by_employee"]


def test_late_and_unshipped_orders_are_counted_exactly(trade: Session, real: Any) -> None:
    late = select(func.count()).where(Order.shipped_on > Order.promised_on)
    unshipped = select(func.count()).where(Order.shipped_on.is_(None))
    assert trade.scalar(late) == real["late_orders"]
    assert trade.scalar(unshipped) == real["unshipped"]


def test_the_ten_largest_customers_are_exact(trade: Session, real: Any) -> None:
    query = (
        select(Customer.number, func.sum(Order.net).label("net"))
        .join(Customer, Customer.id == Order.customer_id)
        .group_by(Customer.number)
        .order_by(func.sum(Order.net).desc())
        .limit(10)
    )
    largest: dict[str, Decimal] = {row.number: row.net for row in trade.execute(query)}
    assert largest == real["top10_customers"]


def test_importing_the_files_again_changes_nothing(trade: Session) -> None:
    for fact, file, rows in FILES:
        counts = import_file(trade, "northwind", fact, file)
        assert (counts["same"], counts["changed"], counts["new"]) == (rows, 0, 0), fact
