"""Whose discounts and prices break the rules."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from sqlalchemy.orm import Session

from domain.core.clock import now
from domain.entities import OrderLine, Post
from domain.intake.undo_batch import undo_batch
from domain.sales.price_rules import (
    Authority,
    ListPrice,
    SoldLine,
    below_floor,
    beyond,
    max_discount,
    price_on,
)
from tests.factories import a_person, added, an_actor, the_root
from tests.imports import imported, of, planned, why

DAY = date(2026, 3, 1)
PRICE = ListPrice(date(2026, 1, 1), None, Decimal(100), Decimal(80))


def sold(price: object, discount: str = "0", approved: bool = False) -> SoldLine:
    return SoldLine(DAY, Decimal(str(price)), Decimal(discount), approved)


def test_the_price_that_began_last_is_in_force() -> None:
    later = ListPrice(date(2026, 2, 1), date(2026, 2, 28), Decimal(90), None)
    assert price_on([PRICE, later], date(2026, 2, 28)) is later
    assert price_on([PRICE, later], DAY) is PRICE
    assert price_on([PRICE], date(2025, 12, 31)) is None


@pytest.mark.parametrize(
    ("own", "of_post", "allowed"),
    [
        ([("2026-01-01", "0.2")], [("2026-01-01", "0.1")], "0.2"),
        ([("2026-04-01", "0.2")], [("2026-01-01", "0.1")], "0.1"),
        ([("2026-01-01", "0.2"), ("2026-02-01", "0.05")], [], "0.05"),
        ([], [], "0"),
    ],
)
def test_authority_is_that_of_the_person_else_of_the_post_else_none(
    own: list[tuple[str, str]], of_post: list[tuple[str, str]], allowed: str
) -> None:
    one, other = ([Authority(date.fromisoformat(d), Decimal(m)) for d, m in some] for some in (own, of_post))
    assert max_discount(one, other, DAY) == Decimal(allowed)


@pytest.mark.parametrize(
    ("line", "verdict"),
    [
        (sold(100, "0.10"), False),
        (sold(100, "0.11"), True),
        (sold(100, "0.11", approved=True), False),
        (sold(90), False),
        (sold("89.99"), True),
        (sold(0), False),
    ],
)
def test_a_discount_is_beyond_authority_whether_given_as_discount_or_as_price(
    line: SoldLine, verdict: bool
) -> None:
    assert beyond(line, PRICE, Decimal("0.1")) is verdict


def test_without_list_price_or_authority_nobody_can_judge() -> None:
    assert beyond(sold(1), None, Decimal(0)) is None
    assert beyond(sold(1), PRICE, None) is None


@pytest.mark.parametrize(("price", "verdict"), [(80, False), ("79.99", True), (0, False)])
def test_below_the_floor_price_is_a_sale_but_not_a_sample(price: object, verdict: bool) -> None:
    assert below_floor(sold(price), PRICE) is verdict
    assert below_floor(sold(price), None) is None


LINE: dict[str, Any] = {"order": "O", "product": "A", "quantity": "1", "unit_price": "70", "line": "1"}
LISTED = {"product": "A", "list_price": "100", "floor_price": "80", "valid_from": "2026-01-01"}
AUTHORITY = {"post": "REP", "max_discount": "0.1", "valid_from": "2026-01-01"}


@pytest.fixture
def shop(session: Session) -> Session:
    the_root(session)
    post = added(session, Post(code="REP", name_zh="销售代表", name_en="Sales rep"))
    a_person(session, number="ANN", post_id=post.id)
    imported(session, "order", [{"number": "O", "ordered_on": "2026-03-01", "salesperson": "ANN"}])
    imported(session, "order_line", [LINE])
    return session


def verdict(session: Session) -> tuple[bool | None, bool | None]:
    found = of(session, OrderLine, "O|1")
    return found.beyond_authority, found.below_floor


def test_lines_are_judged_when_prices_and_authorities_come_in_and_forgotten_when_they_go(
    shop: Session,
) -> None:
    assert verdict(shop) == (None, None)
    prices, _ = imported(shop, "price_list", [LISTED])
    assert verdict(shop) == (None, True)
    powers, _ = imported(shop, "discount_authority", [AUTHORITY])
    assert verdict(shop) == (True, True)
    undo_batch(shop, an_actor(), powers.id, now())
    assert verdict(shop) == (None, True)
    undo_batch(shop, an_actor(), prices.id, now())
    assert verdict(shop) == (None, None)


def test_an_approval_or_a_persons_own_authority_makes_it_right(shop: Session) -> None:
    imported(shop, "price_list", [LISTED])
    imported(shop, "discount_authority", [AUTHORITY])
    imported(shop, "order_line", [LINE | {"approval_ref": "SP-1"}])
    assert verdict(shop) == (False, True)
    imported(shop, "order_line", [LINE | {"approval_ref": ""}])
    assert verdict(shop)[0] is True
    own = {"person": "ANN", "max_discount": "30%", "valid_from": "2026-02-01"}
    imported(shop, "discount_authority", [own])
    assert verdict(shop) == (False, True)


def test_the_order_decides_about_day_person_and_whether_it_stands(shop: Session) -> None:
    imported(shop, "price_list", [LISTED])
    imported(shop, "discount_authority", [AUTHORITY])
    imported(shop, "order", [{"number": "O", "ordered_on": "2025-12-31", "salesperson": "ANN"}])
    assert verdict(shop) == (None, None)
    imported(shop, "order", [{"number": "O", "ordered_on": "2026-03-01", "salesperson": ""}])
    assert verdict(shop) == (None, True)
    imported(shop, "order", [{"number": "O", "ordered_on": "2026-03-01", "status": "cancelled"}])
    assert verdict(shop) == (False, False)


def test_prices_and_authorities_that_contradict_themselves_are_refused(session: Session) -> None:
    the_root(session)
    rows = [LISTED | {"floor_price": "101"}, LISTED | {"valid_to": "2025-12-31"}]
    rows += [LISTED | {"list_price": "-1", "floor_price": ""}]
    assert why(planned(session, "price_list", rows)) == {
        2: ["The floor price 101 is above the list price 100."],
        3: ["Valid to 2025-12-31, before it is valid from 2026-01-01."],
        4: ["A price of -1 is below 0."],
    }
    powers = [{"max_discount": "0.1", "valid_from": "2026-01-01"}]
    assert why(planned(session, "discount_authority", powers)) == {
        2: ["Name either the post or the person who may give the discount."]
    }
