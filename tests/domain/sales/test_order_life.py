"""What becomes of orders: first shipments, holds, costs, the month they are invoiced in."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from sqlalchemy.orm import Session

from domain.core.clock import now
from domain.entities import Invoice, Opportunity, Order, OrderLine
from domain.intake.undo_batch import undo_batch
from domain.sales.shipment import Goods, Shipment, first_shipment
from tests.factories import an_actor, the_root
from tests.imports import imported, of, planned, why

ORDER: dict[str, Any] = {"number": "O", "ordered_on": "2026-01-05"}
LINE: dict[str, Any] = {"order": "O", "product": "A", "quantity": "4", "unit_price": "10", "line": "1"}


@pytest.fixture(autouse=True)
def company(session: Session) -> None:
    the_root(session)


def first(goods: list[tuple[int, int]], *shipments: tuple[int, int | None, int | None]) -> dict[int, int]:
    """(product, quantity) of lines; (day, product, quantity) of deliveries -> quantity by line."""
    items = [
        Goods(key, str(key), product, Decimal(quantity)) for key, (product, quantity) in enumerate(goods)
    ]
    left = [Shipment(date(2026, 1, d), p, None if q is None else Decimal(q)) for d, p, q in shipments]
    return {key: int(quantity) for key, quantity in first_shipment(items, left)[1].items()}


def test_only_what_left_on_the_first_day_fills_the_lines() -> None:
    assert first([(7, 4)], (3, 7, 1), (3, 7, 2), (9, 7, 1)) == {0: 3}
    assert first([(7, 4), (8, 2)], (3, 7, 4), (9, 8, 2)) == {0: 4, 1: 0}


def test_lines_of_one_product_are_filled_in_turn_and_never_beyond_their_quantity() -> None:
    assert first([(7, 4), (7, 4)], (3, 7, 6)) == {0: 4, 1: 2}
    assert first([(7, 4)], (3, 7, 9)) == {0: 4}


def test_a_delivery_without_product_or_quantity_covers_what_it_can() -> None:
    assert first([(7, 4), (8, 2)], (3, None, None)) == {0: 4, 1: 2}
    assert first([(7, 4), (8, 2)], (3, None, 5)) == {0: 4, 1: 1}
    assert first([(7, 4), (8, 2)], (3, 8, 1), (3, None, 4)) == {0: 4, 1: 1}
    assert first([(7, 4)]) == {0: 0}


def line(session: Session) -> Any:
    return of(session, OrderLine, "O|1")


def test_first_shipments_follow_deliveries_and_go_with_a_cancelled_order(session: Session) -> None:
    imported(session, "order", [ORDER])
    imported(session, "order_line", [LINE])
    assert line(session).first_shipped_period is None
    imported(
        session, "delivery", [{"number": "D", "order": "O", "shipped_on": "2026-02-03", "quantity": "3"}]
    )
    assert (line(session).first_shipped_period, line(session).first_shipped) == (202602, 3)
    imported(session, "order", [ORDER | {"status": "cancelled"}])
    assert (line(session).first_shipped_period, line(session).first_shipped) == (None, None)


def test_an_order_that_says_when_it_left_left_in_full(session: Session) -> None:
    imported(session, "order", [ORDER | {"shipped_on": "2026-01-15"}])
    imported(session, "order_line", [LINE])
    assert (line(session).first_shipped, of(session, Order, "O").cycle_days) == (4, 10)


@pytest.mark.parametrize(
    ("said", "held", "of_credit", "released"),
    [
        ({}, None, None, None),
        ({"held": "no"}, False, False, None),
        ({"held": "yes"}, True, True, None),
        ({"hold_reason": "价格待确认"}, True, False, None),
        ({"hold_reason": "超信用额度", "released_on": "2026-02-01"}, True, True, 202602),
        ({"released_by": "gm"}, True, True, None),
    ],
)
def test_a_hold_is_one_for_credit_unless_its_reason_says_otherwise(
    session: Session, said: dict[str, str], held: bool | None, of_credit: bool | None, released: int | None
) -> None:
    imported(session, "order", [ORDER | said])
    found = of(session, Order, "O")
    assert (found.held, found.credit_held, found.released_period) == (held, of_credit, released)


def test_nothing_is_released_before_it_was_ordered(session: Session) -> None:
    assert why(planned(session, "order", [ORDER | {"released_on": "2026-01-01"}])) == {
        2: ["Released on 2026-01-01, before it was ordered."]
    }


def test_lines_count_in_the_month_their_order_is_first_invoiced(session: Session) -> None:
    imported(session, "order", [ORDER])
    imported(session, "order_line", [LINE | {"unit_cost": "7.5"}])
    assert (line(session).cost, line(session).invoiced_period) == (30, None)
    claim = {"order": "O", "amount": "40", "number": "I", "issued_on": "2026-03-05"}
    imported(
        session, "invoice", [claim, claim | {"number": "J", "issued_on": "2026-02-05", "status": "draft"}]
    )
    assert line(session).invoiced_period == 202603
    batch, _ = imported(session, "invoice", [claim | {"number": "K", "issued_on": "2026-01-20"}])
    assert line(session).invoiced_period == 202601
    undo_batch(session, an_actor(), batch.id, now())
    assert line(session).invoiced_period == 202603


def test_a_customers_first_posted_invoice_is_marked_and_moves(session: Session) -> None:
    claim = {"customer": "C", "amount": "40", "number": "I", "issued_on": "2026-03-05"}
    rows = [
        claim,
        claim | {"number": "J", "issued_on": "2026-03-31"},
        claim | {"number": "X", "customer": ""},
    ]
    imported(session, "invoice", rows)
    marks = {number: of(session, Invoice, number) for number in "IJX"}
    assert {number: one.first_of_customer for number, one in marks.items()} == {
        "I": True, "J": False, "X": False,
    }  # fmt: skip
    assert {number: one.at_month_end for number, one in marks.items()} == {"I": False, "J": True, "X": False}
    imported(session, "invoice", [claim | {"status": "cancelled"}])
    assert [of(session, Invoice, number).first_of_customer for number in "IJ"] == [False, True]


DEAL: dict[str, Any] = {"ref": "D", "opened_on": "2026-01-05", "stage": "Talks", "amount": "100"}


@pytest.mark.parametrize(
    ("said", "months"),
    [
        ({}, (202601, None, None)),
        ({"expected_close_on": "2026-04-01"}, (202601, None, 202604)),
        ({"closed_on": "2026-05-01"}, (202601, None, 202605)),
        ({"expected_close_on": "2026-04-01", "probability": "0"}, (202601, None, None)),
        ({"stage": "Won", "closed_on": "2026-02-01"}, (202601, 202602, None)),
        ({"stage": "无效", "expected_close_on": "2026-04-01"}, (None, None, None)),
        ({"stage": "无效", "closed_on": "2026-02-01"}, (202601, 202602, None)),
        ({"opened_on": "", "expected_close_on": "2026-04-01"}, (None, None, 202604)),
    ],
)
def test_a_deal_is_open_from_its_opening_until_its_end(
    session: Session, said: dict[str, str], months: tuple[int | None, ...]
) -> None:
    imported(session, "opportunity", [DEAL | said])
    found = of(session, Opportunity, "D")
    assert (found.open_from, found.open_until, found.expected_period) == months


def test_a_probability_is_a_fraction(session: Session) -> None:
    assert why(planned(session, "opportunity", [DEAL | {"probability": "1.5"}])) == {
        2: ["A probability of 1.5 is not possible. Give a fraction: 0.4 or 40%."]
    }
