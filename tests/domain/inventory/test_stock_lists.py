"""What other lists, orders and moves say about a line of a stock list."""

from typing import Any

import pytest
from sqlalchemy.orm import Session

from domain.core.clock import now
from domain.intake.undo_batch import undo_batch
from domain.inventory.stock_balance import StockBalance
from tests.factories import a_unit, an_actor, the_root
from tests.imports import imported, of

STOCK: dict[str, Any] = {
    "warehouse": "W1", "product": "A1", "as_of": "2026-03-31", "quantity": "10", "value": "500",
}  # fmt: skip
ISSUE: dict[str, Any] = {
    "number": "M", "warehouse": "W1", "product": "A1", "kind": "issue", "moved_on": "2026-03-10",
    "quantity": "5", "cost": "250",
}  # fmt: skip


@pytest.fixture(autouse=True)
def _company(session: Session) -> None:
    the_root(session)


def listed(session: Session, day: str = "2026-03-31", warehouse: str = "W1") -> StockBalance:
    found: StockBalance = of(session, StockBalance, f"{warehouse}|A1|{day}")
    return found


def ordered(session: Session, day: str, unit: str = "", **facts: Any) -> None:
    order = {"number": f"O{day}", "ordered_on": day, "unit": unit} | facts
    imported(session, "order", [order])
    line = {"order": f"O{day}", "line": "1", "product": "A1", "quantity": "1", "unit_price": "1"}
    imported(session, "order_line", [line])


@pytest.mark.parametrize(
    ("quantity", "available", "empty"),
    [("10", "", False), ("0", "", True), ("10", "0", True), ("-1", "", True), ("10", "1", False)],
)
def test_a_shelf_is_empty_when_nothing_can_be_sold(
    session: Session, quantity: str, available: str, empty: bool
) -> None:
    imported(session, "stock_balance", [STOCK | {"quantity": quantity, "available": available}])
    assert listed(session).empty is empty


@pytest.mark.parametrize(
    ("day", "wanted"),
    [("2026-03-01", True), ("2026-03-31", True), ("2026-02-28", False), ("2026-04-01", False)],
)
def test_an_order_of_the_month_is_demand(session: Session, day: str, wanted: bool) -> None:
    imported(session, "stock_balance", [STOCK])
    ordered(session, day)
    assert listed(session).demanded is wanted


def test_with_daily_lists_demand_is_that_of_the_day(session: Session) -> None:
    imported(session, "stock_balance", [STOCK | {"as_of": f"2026-03-{day}"} for day in (10, 11, 12)])
    ordered(session, "2026-03-11")
    days = [listed(session, f"2026-03-{day}").demanded for day in (10, 11, 12)]
    assert days == [False, True, False]


def test_an_issue_is_demand_at_its_warehouse_only(session: Session) -> None:
    imported(session, "stock_balance", [STOCK, STOCK | {"warehouse": "W2"}])
    imported(session, "stock_move", [ISSUE])
    assert [listed(session, warehouse=name).demanded for name in ("W1", "W2")] == [True, False]


def test_orders_of_units_below_are_demand_and_those_beside_are_not(session: Session) -> None:
    east, west = a_unit(session, code="EAST"), a_unit(session, code="WEST")
    a_unit(session, code="EAST1", parent_id=east.id)
    rows = [STOCK | {"warehouse": code, "unit": code} for code in ("EAST", "WEST")]
    imported(session, "stock_balance", [*rows, STOCK])
    ordered(session, "2026-03-05", "EAST1")
    wanted = [listed(session, warehouse=name).demanded for name in ("EAST", "WEST", "W1")]
    assert wanted == [True, False, True]
    assert west.id != east.id


def test_a_cancelled_order_is_no_demand(session: Session) -> None:
    imported(session, "stock_balance", [STOCK])
    ordered(session, "2026-03-05")
    assert listed(session).demanded is True
    imported(session, "order", [{"number": "O2026-03-05", "ordered_on": "2026-03-05", "status": "已取消"}])
    assert listed(session).demanded is False


def test_undoing_the_orders_takes_the_demand_back(session: Session) -> None:
    imported(session, "stock_balance", [STOCK])
    imported(session, "order", [{"number": "O", "ordered_on": "2026-03-05"}])
    line = {"order": "O", "line": "1", "product": "A1", "quantity": "1", "unit_price": "1"}
    batch, _ = imported(session, "order_line", [line])
    assert listed(session).demanded is True
    undo_batch(session, an_actor(), batch.id, now())
    assert listed(session).demanded is False


@pytest.mark.parametrize(
    ("issued", "slow"),
    [("2025-10-02", False), ("2025-10-01", True), ("2026-01-30", False), ("2025-03-30", True)],
)
def test_h10_stock_is_slow_from_181_days_after_its_last_issue(
    session: Session, issued: str, slow: bool
) -> None:
    """180 days before 31 March 2026 is 2 October 2025."""
    imported(session, "stock_move", [ISSUE | {"moved_on": issued}])
    imported(session, "stock_balance", [STOCK])
    found = listed(session)
    assert (str(found.last_moved_on), found.slow) == (issued, slow)


def test_what_was_never_issued_is_as_old_as_its_first_appearance(session: Session) -> None:
    received = ISSUE | {"kind": "receipt", "moved_on": "2025-09-01"}
    imported(session, "stock_balance", [STOCK])
    assert (str(listed(session).last_moved_on), listed(session).slow) == ("2026-03-31", False)
    imported(session, "stock_move", [received])
    assert (str(listed(session).last_moved_on), listed(session).slow) == ("2025-09-01", True)


def test_an_empty_shelf_is_not_slow(session: Session) -> None:
    imported(session, "stock_move", [ISSUE | {"moved_on": "2025-03-30"}])
    imported(session, "stock_balance", [STOCK | {"quantity": "0", "value": "0"}])
    assert listed(session).slow is False


def test_a_transfer_does_not_make_old_stock_young(session: Session) -> None:
    imported(
        session, "stock_move", [ISSUE | {"moved_on": "2025-06-01"}, ISSUE | {"number": "T", "kind": "调拨"}]
    )
    imported(session, "stock_balance", [STOCK])
    assert listed(session).slow is True


def test_a_late_issue_is_found_by_lists_that_are_there_already(session: Session) -> None:
    imported(session, "stock_move", [ISSUE | {"moved_on": "2025-06-01"}])
    lists = [STOCK | {"as_of": day} for day in ("2026-01-31", "2026-02-28", "2026-03-31")]
    imported(session, "stock_balance", lists)
    imported(session, "stock_move", [ISSUE | {"number": "N", "moved_on": "2026-02-10"}])
    slow = [listed(session, row["as_of"]).slow for row in lists]
    assert slow == [True, False, False]


def test_a_later_list_of_the_warehouse_closes_the_month(session: Session) -> None:
    imported(session, "stock_balance", [STOCK | {"as_of": "2026-03-15"}])
    assert listed(session, "2026-03-15").closing is True
    batch, _ = imported(session, "stock_balance", [STOCK | {"product": "B1"}])
    assert listed(session, "2026-03-15").closing is False
    undo_batch(session, an_actor(), batch.id, now())
    assert listed(session, "2026-03-15").closing is True


def test_the_class_follows_the_product(session: Session) -> None:
    imported(session, "stock_balance", [STOCK])
    assert listed(session).abc == ""
    imported(session, "product", [{"number": "A1", "name": "甲", "abc": "B"}])
    assert listed(session).abc == "B"
