"""Dealers, suppliers and competitors."""

from datetime import date
from typing import Any

import pytest
from sqlalchemy.orm import Session

from domain.core.clock import now
from domain.indicators.status import Status
from domain.intake.undo_batch import undo_batch
from domain.partners.price_gap import PriceGap
from domain.partners.supplier_delivery import SupplierDelivery
from tests.domain.indicators.trading import computed, parts, shown
from tests.factories import an_actor
from tests.imports import imported, of, planned, why

pytestmark = pytest.mark.furnished

DEALER: dict[str, Any] = {"dealer": "D1", "month": "2026年3月", "target": "100", "sell_in": "120"}
DELIVERY: dict[str, Any] = {
    "number": "PO", "supplier": "华新", "product": "A1", "promised_on": "2026-03-10", "quantity": "10",
}  # fmt: skip
PRICE: dict[str, Any] = {"competitor": "甲", "product": "A1", "observed_on": "2026-03-01", "price": "90"}


def sold(session: Session, day: str, quantity: str, price: str, status: str = "open") -> None:
    number = f"O{day}"
    imported(session, "order", [{"number": number, "ordered_on": day, "status": status}])
    line = {"order": number, "line": "1", "product": "A1", "quantity": quantity, "unit_price": price}
    imported(session, "order_line", [line])


def test_what_a_dealer_sold_on_counts_and_else_what_was_bought(session: Session) -> None:
    rows = [DEALER | {"sell_out": "80"}, DEALER | {"dealer": "D2"}]
    imported(session, "dealer_month", rows)
    found = computed(session, "K53")["2026-03"]
    assert (parts(found), found.status) == (("200", "200"), Status.GREEN)


def test_dealers_without_target_count_on_neither_side(session: Session) -> None:
    rows = [DEALER | {"dealer": f"D{n}", "sell_out": "80"} for n in range(4)]
    imported(session, "dealer_month", [*rows, DEALER | {"dealer": "FREE", "target": "", "sell_in": "999"}])
    found = computed(session, "K53")["2026-03"]
    assert (parts(found), found.status) == (("320", "400"), Status.AMBER)


def test_dealer_stock_is_measured_in_days_of_its_sales(session: Session) -> None:
    imported(session, "dealer_month", [DEALER | {"sell_out": "365", "stock": "840"}])
    found = computed(session, "R62")["2026-03"]
    assert (shown(found.value), found.status) == ("70", Status.AMBER)


def test_stock_without_any_sale_has_no_days(session: Session) -> None:
    imported(session, "dealer_month", [DEALER | {"sell_out": "0", "stock": "840"}])
    assert str(computed(session, "R62")["2026-03"].reason) == "no sell-out"


@pytest.mark.parametrize(
    ("received", "quantity", "kept"),
    [
        ("2026-03-10", "", True), ("2026-03-08", "10", True), ("2026-03-07", "10", False),
        ("2026-03-11", "10", False), ("2026-03-10", "9", False), ("", "", False), ("2026-03-09", "11", True),
    ],
)  # fmt: skip
def test_on_time_is_from_two_days_before_the_promise_and_in_full(
    session: Session, received: str, quantity: str, kept: bool
) -> None:
    row = DELIVERY | {"received_on": received, "received_quantity": quantity}
    imported(session, "supplier_delivery", [row])
    assert of(session, SupplierDelivery, "PO|A1").on_time_in_full is kept


def test_suppliers_are_judged_by_lines_that_fell_due(session: Session) -> None:
    came = DELIVERY | {"received_on": "2026-03-10"}
    rows = [came | {"number": str(n)} for n in range(9)]
    imported(
        session, "supplier_delivery", [*rows, DELIVERY, DELIVERY | {"line": "2", "promised_on": "2026-03-30"}]
    )
    found = computed(session, "K54", date(2026, 3, 20))["2026-03"]
    assert (parts(found), found.status) == (("9", "10"), Status.AMBER)


def test_rejected_parts_are_counted_per_million(session: Session) -> None:
    lot = {
        "number": "L",
        "supplier": "华新",
        "inspected_on": "2026-03-09",
        "received": "4000",
        "rejected": "3",
    }
    imported(session, "inspection", [lot])
    found = computed(session, "R63")["2026-03"]
    assert (shown(found.value), found.status) == ("750", Status.AMBER)
    plan = planned(session, "inspection", [lot | {"rejected": "4001"}])
    assert why(plan) == {2: ["4001 rejected of 4000 received."]}


def test_our_prices_are_compared_with_the_median_of_competitors(session: Session) -> None:
    imported(session, "competitor_price", [PRICE, PRICE | {"competitor": "乙", "price": "110"}])
    sold(session, "2026-03-05", "10", "107")
    found = computed(session, "R41")["2026-03"]
    assert (parts(found), found.status) == (("70", "1000"), Status.AMBER)


@pytest.mark.parametrize(
    ("seen", "compared"), [("2026-01-01", True), ("2025-12-31", False), ("2026-04-01", False)]
)
def test_a_competitors_price_holds_for_ninety_days(session: Session, seen: str, compared: bool) -> None:
    sold(session, "2026-03-05", "10", "107")
    imported(session, "competitor_price", [PRICE, PRICE | {"competitor": "乙", "observed_on": seen}])
    assert (session.query(PriceGap).filter_by(period=202603).count() == 1) is compared


def test_one_competitor_is_no_price_level(session: Session) -> None:
    sold(session, "2026-03-05", "10", "107")
    prices = [PRICE, PRICE | {"observed_on": "2026-03-20"}]
    imported(session, "competitor_price", prices)
    assert session.query(PriceGap).count() == 0


def test_the_comparison_follows_orders_and_prices(session: Session) -> None:
    both = [PRICE, PRICE | {"competitor": "乙"}]
    batch, _ = imported(session, "competitor_price", both)
    sold(session, "2026-03-05", "10", "99")
    gap = session.query(PriceGap).one()
    assert (shown(gap.own_value), shown(gap.level_value), gap.competitors) == ("990", "900", 2)
    imported(session, "competitor_price", [PRICE | {"observed_on": "2026-03-15", "price": "100"}])
    session.expire_all()
    assert shown(session.query(PriceGap).one().median_price) == "95"
    imported(session, "order", [{"number": "O2026-03-05", "ordered_on": "2026-03-05", "status": "cancelled"}])
    assert session.query(PriceGap).count() == 0
    sold(session, "2026-03-06", "1", "1")
    assert session.query(PriceGap).count() == 1
    undo_batch(session, an_actor(), batch.id, now())
    assert session.query(PriceGap).count() == 0


@pytest.mark.parametrize(
    ("fact", "row"),
    [
        ("competitor_price", PRICE | {"price": "0"}), ("dealer_month", DEALER | {"target": "-1"}),
        ("supplier_delivery", DELIVERY | {"quantity": "-1"}),
    ],
)  # fmt: skip
def test_what_cannot_be_is_refused(session: Session, fact: str, row: dict[str, Any]) -> None:
    assert 2 in why(planned(session, fact, [row]))
