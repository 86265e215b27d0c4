"""When orders had left in full, and whether that kept the promise."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from sqlalchemy.orm import Session

from domain.entities import Delivery, Order, OrderLine
from domain.sales.shipment import Goods, Shipment, fulfilled_on
from tests.factories import a_unit, the_root
from tests.imports import imported, of

ORDER: dict[str, Any] = {"number": "O", "ordered_on": "2026-01-05", "promised_on": "2026-01-20"}
LINE = {"order": "O", "unit_price": "10", "quantity": "4"}
LINES = [LINE | {"line": "1", "product": "A"}, LINE | {"line": "2", "product": "B", "quantity": "6"}]


def goods(*items: tuple[int, int, int]) -> list[Goods]:
    """(key, product, quantity) of lines."""
    return [Goods(key, f"{key}", product, Decimal(quantity)) for key, product, quantity in items]


def left(day: int, product: int | None = None, quantity: int | None = None) -> Shipment:
    return Shipment(date(2026, 1, day), product, None if quantity is None else Decimal(quantity))


def days(items: list[Goods], *shipments: Shipment) -> dict[int, int | None]:
    return {key: day.day if day else None for key, day in fulfilled_on(items, shipments).items()}


def test_quantities_of_a_product_add_up_over_deliveries() -> None:
    assert days(goods((1, 7, 10)), left(3, 7, 4), left(9, 7, 6)) == {1: 9}
    assert days(goods((1, 7, 10)), left(3, 7, 4), left(9, 7, 5)) == {1: None}


def test_deliveries_count_in_the_order_of_time() -> None:
    assert days(goods((1, 7, 4)), left(9, 7, 4), left(3, 7, 4)) == {1: 3}


def test_lines_of_one_product_are_filled_in_turn() -> None:
    assert days(goods((1, 7, 4), (2, 7, 4)), left(3, 7, 5), left(9, 7, 3)) == {1: 3, 2: 9}


def test_a_delivery_without_product_covers_the_whole_order() -> None:
    assert days(goods((1, 7, 4), (2, 8, 4)), left(9)) == {1: 9, 2: 9}
    assert days(goods((1, 7, 4), (2, 8, 4)), left(3, 7, 4), left(9)) == {1: 3, 2: 9}


def test_quantities_without_product_cover_the_order_once_they_reach_all_of_it() -> None:
    assert days(goods((1, 7, 4), (2, 8, 4)), left(3, None, 5), left(9, None, 3)) == {1: 9, 2: 9}
    assert days(goods((1, 7, 4), (2, 8, 4)), left(3, None, 5)) == {1: None, 2: None}


def test_a_product_without_quantity_is_all_of_that_product() -> None:
    assert days(goods((1, 7, 4), (2, 8, 4)), left(3, 7)) == {1: 3, 2: None}


@pytest.fixture
def order(session: Session) -> None:
    """An order of two lines."""
    the_root(session)
    imported(session, "order", [ORDER])
    imported(session, "order_line", LINES)


def line(session: Session, number: int) -> OrderLine:
    found: OrderLine = of(session, OrderLine, f"O|{number}")
    return found


@pytest.mark.usefixtures("order")
def test_an_order_has_left_when_its_last_line_has(session: Session) -> None:
    deliveries = [
        {"number": "D1", "order": "O", "product": "A", "shipped_on": "2026-01-18", "quantity": "4"},
        {"number": "D2", "order": "O", "product": "B", "shipped_on": "2026-01-19", "quantity": "5"},
    ]
    imported(session, "delivery", deliveries)
    assert (line(session, 1).on_time_in_full, line(session, 2).on_time_in_full) == (True, False)
    assert of(session, Order, "O").shipped_on is None
    rest = {"number": "D3", "order": "O", "product": "B", "shipped_on": "2026-02-02", "quantity": "1"}
    imported(session, "delivery", [rest])
    whole = of(session, Order, "O")
    assert (whole.shipped_on, whole.shipped_period) == (date(2026, 2, 2), 202602)
    assert line(session, 2).fulfilled_on == date(2026, 2, 2)
    assert line(session, 2).on_time_in_full is False


@pytest.mark.usefixtures("order")
def test_what_the_order_itself_says_about_shipping_stands(session: Session) -> None:
    imported(session, "order", [ORDER | {"shipped_on": "2026-01-20"}])
    part = {"number": "D1", "order": "O", "product": "A", "shipped_on": "2026-01-18", "quantity": "4"}
    imported(session, "delivery", [part])
    assert of(session, Order, "O").shipped_on == date(2026, 1, 20)
    assert (line(session, 1).fulfilled_on, line(session, 2).fulfilled_on) == (
        date(2026, 1, 18), date(2026, 1, 20),
    )  # fmt: skip
    assert line(session, 2).on_time_in_full is True, "the day that was promised is in time"


@pytest.mark.usefixtures("order")
def test_the_net_amount_is_that_of_the_lines_else_what_the_order_says(session: Session) -> None:
    imported(session, "order", [ORDER | {"amount": "77"}, ORDER | {"number": "P", "amount": "55"}])
    assert of(session, Order, "O").net == Decimal(100)
    assert of(session, Order, "P").net == Decimal(55)


@pytest.mark.usefixtures("order")
def test_lines_and_deliveries_follow_their_order(session: Session) -> None:
    unit = a_unit(session, code="EAST")
    imported(session, "delivery", [{"number": "D", "order": "O", "shipped_on": "2026-01-18"}])
    imported(session, "order", [ORDER | {"unit": "EAST", "customer": "C", "ordered_on": "2026-02-01"}])
    customer = of(session, Order, "O").customer_id
    assert (line(session, 1).unit_id, line(session, 1).customer_id) == (unit.id, customer)
    assert (line(session, 1).period, line(session, 1).promised_period) == (202602, 202601)
    delivery = of(session, Delivery, "D|")
    assert (delivery.unit_id, delivery.customer_id, delivery.period) == (unit.id, customer, 202601)


@pytest.mark.usefixtures("order")
def test_nothing_is_late_without_a_promise_or_once_cancelled(session: Session) -> None:
    assert line(session, 1).on_time_in_full is False, "promised and not left: not in time"
    imported(session, "order", [ORDER | {"status": "已取消"}])
    assert line(session, 1).on_time_in_full is None
    imported(session, "order", [{"number": "Q", "ordered_on": "2026-01-05"}])
    imported(session, "order_line", [LINE | {"order": "Q", "product": "A"}])
    assert of(session, OrderLine, "Q|A").on_time_in_full is None
