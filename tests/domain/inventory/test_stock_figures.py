"""Turnover, age, empty shelves and counts of stock."""

from typing import Any

import pytest
from sqlalchemy.orm import Session

from domain.core.period import Grain
from domain.indicators.status import Status
from domain.inventory.stock_count import StockCount
from tests.domain.indicators.trading import computed, parts, shown
from tests.imports import imported, of, planned, why

pytestmark = pytest.mark.furnished

STOCK: dict[str, Any] = {
    "warehouse": "W1", "product": "A1", "as_of": "2026-03-31", "quantity": "10", "value": "500",
}  # fmt: skip
ISSUE: dict[str, Any] = {
    "number": "M", "warehouse": "W1", "product": "A1", "kind": "销售出库", "moved_on": "2026-03-10",
    "quantity": "5", "cost": "250",
}  # fmt: skip
COUNT: dict[str, Any] = {"number": "T", "warehouse": "W1", "counted_on": "2026-03-30"}


def test_h05_turnover_and_days_of_stock_over_a_year(session: Session) -> None:
    """Twelve month-ends of 500 000 on average and 3 650 000 issued turn over 7.3 times, in 50 days."""
    ends = [f"2025-{month:02}-28" for month in range(1, 13)]
    values = [400_000 if n % 2 else 600_000 for n in range(12)]
    imported(
        session, "stock_balance",
        [STOCK | {"as_of": day, "value": str(v)} for day, v in zip(ends, values, strict=True)],
    )  # fmt: skip
    imported(session, "stock_move", [ISSUE | {"moved_on": "2025-06-30", "cost": "3650000"}])
    turns = computed(session, "K40", grain=Grain.YEAR)["2025"]
    days = computed(session, "K41", grain=Grain.YEAR)["2025"]
    assert (shown(turns.value), round(days.value or 0, 9)) == ("7.3", 50)


def test_a_month_is_annualised(session: Session) -> None:
    imported(session, "stock_balance", [STOCK | {"value": "600"}])
    imported(session, "stock_move", [ISSUE | {"cost": "250"}])
    found = computed(session, "K40")["2026-03"]
    assert (shown(found.value), found.status) == ("5", Status.AMBER)


def test_a_month_without_a_stock_list_is_not_sold_out(session: Session) -> None:
    imported(session, "stock_balance", [STOCK])
    imported(session, "stock_move", [ISSUE, ISSUE | {"number": "N", "moved_on": "2026-04-10"}])
    found = computed(session, "K41")
    assert found["2026-03"].value is not None
    assert (found["2026-04"].value, found["2026-04"].status) == (None, Status.NO_DATA)


def test_transfers_and_receipts_are_no_cost_of_sales(session: Session) -> None:
    imported(session, "stock_balance", [STOCK])
    moves = [ISSUE, ISSUE | {"number": "T", "kind": "调拨"}, ISSUE | {"number": "R", "kind": "采购入库"}]
    imported(session, "stock_move", moves)
    assert parts(computed(session, "K40")["2026-03"]) == ("3000", "500")


def test_a_move_with_a_minus_is_refused_because_it_has_two_meanings(session: Session) -> None:
    plan = planned(session, "stock_move", [ISSUE | {"cost": "-250"}])
    assert why(plan)[2][0].startswith("Quantity and cost of a move are given without a minus")


def test_of_daily_lists_only_the_last_of_each_warehouse_values_the_month(session: Session) -> None:
    imported(
        session, "stock_balance",
        [
            STOCK | {"as_of": "2026-03-30", "value": "900"},
            STOCK | {"as_of": "2026-03-31", "value": "500"},
            STOCK | {"warehouse": "W2", "as_of": "2026-03-29", "value": "70"},
        ],
    )  # fmt: skip
    imported(session, "stock_move", [ISSUE])
    assert parts(computed(session, "K41")["2026-03"]) == ("570", "250")


def test_h08_stock_outs_are_a_share_of_listings_with_demand(session: Session) -> None:
    """300 daily listings with demand, 9 of them empty."""
    products = [f"P{n}" for n in range(10)]
    days = [f"2026-03-{day:02}" for day in range(1, 31)]
    lists = [
        STOCK | {"product": product, "as_of": day, "quantity": "0" if n == 0 and place < 9 else "1"}
        for n, product in enumerate(products)
        for place, day in enumerate(days)
    ]
    moves = [ISSUE | {"number": f"{product}{day}", "product": product, "moved_on": day}
             for product in products for day in days]  # fmt: skip
    imported(session, "stock_balance", [*lists, STOCK | {"product": "UNWANTED", "quantity": "0"}])
    imported(session, "stock_move", moves)
    found = computed(session, "K42")["2026-03"]
    assert (parts(found), shown(found.value), found.status) == (("9", "300"), "0.03", Status.GREEN)


def test_only_classed_products_tell_about_class_a(session: Session) -> None:
    imported(session, "product", [{"number": "A1", "name": "甲", "abc": "A类"}, {"number": "C1", "abc": "C"}])
    imported(session, "stock_balance", [STOCK | {"available": "0"}, STOCK | {"product": "C1"}])
    imported(session, "stock_move", [ISSUE, ISSUE | {"number": "C", "product": "C1"}])
    assert parts(computed(session, "R45")["2026-03"]) == ("1", "1")


def test_products_without_class_lower_the_coverage_of_class_a(session: Session) -> None:
    imported(session, "product", [{"number": "A1", "name": "甲", "abc": "A"}])
    imported(session, "stock_balance", [STOCK, STOCK | {"product": "X"}])
    imported(session, "stock_move", [ISSUE, ISSUE | {"number": "X", "product": "X"}])
    assert computed(session, "R45")["2026-03"].value is None


def test_slow_stock_is_a_share_of_its_value(session: Session) -> None:
    old = ISSUE | {"number": "OLD", "product": "B1", "moved_on": "2025-06-01"}
    imported(session, "stock_move", [ISSUE, old])
    imported(session, "stock_balance", [STOCK | {"value": "400"}, STOCK | {"product": "B1", "value": "100"}])
    found = computed(session, "R44")["2026-03"]
    assert (parts(found), found.status) == (("100", "500"), Status.AMBER)


def test_h09_accuracy_and_variance_of_a_count(session: Session) -> None:
    rows = [
        COUNT | {"product": str(n), "book": book, "counted": counted, "unit_cost": cost}
        for n, (book, counted, cost) in enumerate((("100", "100", "1"), ("50", "48", "2"), ("20", "21", "5")))
    ]
    imported(session, "stock_count", rows)
    accuracy, variance = computed(session, "K43")["2026-03"], computed(session, "R46")["2026-03"]
    assert (parts(accuracy), accuracy.status) == (("1", "3"), Status.UNRATED)
    assert (parts(variance), shown(variance.value)) == (("9", "300"), "0.03")


@pytest.mark.parametrize(
    ("abc", "counted", "accurate"),
    [
        ("A", "1000", True), ("A", "999", False), ("B", "990", True), ("B", "1010", True),
        ("B", "989", False), ("C", "980", True), ("C", "1021", False), ("", "999", False),
    ],
)  # fmt: skip
def test_the_tolerance_depends_on_the_class(session: Session, abc: str, counted: str, accurate: bool) -> None:
    row = COUNT | {"product": "P", "book": "1000", "counted": counted, "unit_cost": "1", "abc": abc}
    imported(session, "stock_count", [row])
    assert of(session, StockCount, "T|W1|P|2026-03-30").accurate is accurate


def test_without_a_class_on_the_sheet_that_of_the_product_counts(session: Session) -> None:
    row = COUNT | {"product": "P", "book": "1000", "counted": "985", "unit_cost": "1"}
    imported(session, "stock_count", [row])
    imported(session, "product", [{"number": "P", "name": "丙", "abc": "C"}])
    found = of(session, StockCount, "T|W1|P|2026-03-30")
    assert (found.abc, found.accurate) == ("C", True)


def test_too_much_and_too_little_do_not_offset_each_other(session: Session) -> None:
    rows = [COUNT | {"product": p, "book": "10", "counted": c, "unit_cost": "3"}
            for p, c in (("P", "9"), ("Q", "11"))]  # fmt: skip
    imported(session, "stock_count", rows)
    assert parts(computed(session, "R46")["2026-03"]) == ("6", "60")


@pytest.mark.parametrize("wrong", [{"counted": "-1"}, {"unit_cost": "-1"}])
def test_nobody_counts_less_than_nothing(session: Session, wrong: dict[str, str]) -> None:
    row = COUNT | {"product": "P", "book": "1", "counted": "1", "unit_cost": "1"} | wrong
    assert why(planned(session, "stock_count", [row])) == {
        2: ["-1 is below 0. A count and a unit cost are at least 0."]
    }
