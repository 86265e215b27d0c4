"""Orders cut in pieces below an approval limit."""

from datetime import date
from decimal import Decimal

from domain.sales.split_orders import PlacedOrder, suspected_splits

LIMIT = Decimal(100000)


def order(key: str, day: int, amount: int) -> PlacedOrder:
    return PlacedOrder(key, date(2025, 3, day), Decimal(amount))


def test_b06_orders_just_below_the_limit_within_seven_days_are_a_group() -> None:
    orders = [order("a", 1, 95000), order("b", 4, 90000), order("c", 5, 79999)]
    assert [[one.amount for one in group] for group in suspected_splits(orders, LIMIT)] == [[95000, 90000]]


def test_an_order_at_the_limit_was_approved_and_does_not_count() -> None:
    assert suspected_splits([order("a", 1, 100000), order("b", 2, 90000)], LIMIT) == ()


def test_orders_more_than_seven_days_apart_are_no_group() -> None:
    assert suspected_splits([order("a", 1, 90000), order("b", 9, 90000)], LIMIT) == ()
    assert len(suspected_splits([order("a", 1, 90000), order("b", 8, 80000)], LIMIT)) == 1


def test_an_order_is_in_one_group_only() -> None:
    days = (1, 5, 8, 10, 12)
    groups = suspected_splits([order(str(day), day, 90000) for day in days], LIMIT)
    assert [[one.placed_on.day for one in group] for group in groups] == [[1, 5, 8], [10, 12]]
