"""How old receivables are."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.receivables.ageing import (
    Age,
    Bucket,
    OpenItem,
    age_items,
    age_of,
    bucket_of,
    days_overdue,
    first_day_past,
    open_amount,
)

D = Decimal
DUE = date(2025, 3, 31)
amounts = st.decimals(-10000, 10000, places=2)
dates = st.dates(date(2023, 1, 1), date(2026, 12, 31))
items = st.lists(st.builds(OpenItem, st.sampled_from("abc"), dates, amounts), max_size=40)


@pytest.mark.parametrize(
    ("as_of", "days", "bucket"),
    [
        ("2025-03-31", 0, "not_due"),
        ("2025-04-01", 1, "1-30"),
        ("2025-04-30", 30, "1-30"),
        ("2025-05-01", 31, "31-60"),
        ("2025-05-30", 60, "31-60"),
        ("2025-05-31", 61, "61-90"),
        ("2025-06-29", 90, "61-90"),
        ("2025-06-30", 91, "91-180"),
        ("2025-09-27", 180, "91-180"),
        ("2025-09-28", 181, "181-365"),
        ("2026-03-31", 365, "181-365"),
        ("2026-04-01", 366, ">365"),
    ],
)
def test_c09_the_due_day_is_not_overdue_and_buckets_have_these_edges(
    as_of: str, days: int, bucket: str
) -> None:
    found = days_overdue(DUE, date.fromisoformat(as_of))
    assert (found, bucket_of(found).value) == (days, bucket)


def test_before_the_due_date_nothing_is_overdue() -> None:
    assert bucket_of(days_overdue(DUE, date(2025, 1, 1))) is Bucket.NOT_DUE


def test_c10_only_what_was_applied_by_the_date_counts() -> None:
    receipts = [(date(2025, 1, 10), D(400)), (date(2025, 2, 10), D(300))]
    credit_notes = [(date(2025, 1, 20), D(100))]
    assert open_amount(D(1000), receipts + credit_notes, date(2025, 1, 31)) == 500
    assert open_amount(D(1000), receipts, date(2025, 2, 10)) == 300


@pytest.mark.parametrize("days", [0, 30, 60, 90, 180, 365])
def test_an_item_enters_the_next_bucket_on_the_first_day_past_its_edge(days: int) -> None:
    entry = first_day_past(DUE, days)
    assert bucket_of(days_overdue(DUE, entry)) is not bucket_of(days_overdue(DUE, entry - timedelta(days=1)))


@pytest.mark.parametrize(
    ("as_of", "age"),
    [
        ("2024-02-29", Age.TO_1),
        ("2025-02-28", Age.TO_1),
        ("2025-03-01", Age.TO_2),
        ("2029-02-28", Age.TO_5),
        ("2029-03-01", Age.OVER_5),
    ],
)
def test_disclosure_ages_by_recognition_date_even_from_a_leap_day(as_of: str, age: Age) -> None:
    assert age_of(date(2024, 2, 29), date.fromisoformat(as_of)) is age


def test_credit_balances_stand_apart_from_what_customers_owe() -> None:
    table = age_items([OpenItem("a", DUE, D(100)), OpenItem("a", DUE, D(-30))], DUE + timedelta(days=40))
    assert table.whole.total == table.whole.overdue == 100
    assert table.whole.credit.amount == -30
    assert table.difference(D(70)) == 0


def test_a_settled_item_is_not_counted() -> None:
    table = age_items([OpenItem("a", DUE, D(0))], DUE)
    assert table.whole.buckets[Bucket.NOT_DUE].count == 0


def test_a_table_that_does_not_tie_out_shows_by_how_much() -> None:
    assert age_items([OpenItem("a", DUE, D(100))], DUE).difference(D(90)) == 10


@given(items, dates)
def test_buckets_and_credit_balances_sum_to_the_open_total(open_items: list[OpenItem], as_of: date) -> None:
    table = age_items(open_items, as_of)
    assert table.difference(sum((item.amount for item in open_items), D(0))) == 0


@given(items, dates)
def test_the_rows_of_all_groups_sum_to_the_whole(open_items: list[OpenItem], as_of: date) -> None:
    table = age_items(open_items, as_of)
    for bucket in Bucket:
        cells = [row.buckets[bucket] for row in table.rows.values()]
        assert sum(cell.amount for cell in cells) == table.whole.buckets[bucket].amount
        assert sum(cell.count for cell in cells) == table.whole.buckets[bucket].count


@given(st.lists(st.tuples(dates, amounts), max_size=10), dates)
def test_an_open_amount_only_changes_on_days_with_an_application(
    applied: list[tuple[date, Decimal]], as_of: date
) -> None:
    on_the_day = sum((amount for day, amount in applied if day == as_of), D(0))
    before = open_amount(D(1), applied, as_of - timedelta(days=1))
    assert open_amount(D(1), applied, as_of) == before - on_the_day
