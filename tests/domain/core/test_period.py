"""Months, quarters and years."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.core.period import (
    Grain,
    NotAPeriod,
    Period,
    add_months,
    days_of,
    first_day_of,
    last_day_of,
    month_of,
    month_range,
    months_between,
    months_later,
    window_days,
    written,
)

months = st.builds(lambda year, month: year * 100 + month, st.integers(1900, 2100), st.integers(1, 12))
grains = st.sampled_from(Grain)


def test_a_quarter_has_its_real_days() -> None:
    quarter = Period.parse("2012Q1")
    assert (quarter.first_day, quarter.last_day, quarter.days) == (date(2012, 1, 1), date(2012, 3, 31), 91)
    assert quarter.months == (201201, 201202, 201203)
    assert quarter.key == 201203


def test_february_is_longer_in_a_leap_year() -> None:
    assert (days_of(202402), days_of(202302), days_of(190002)) == (29, 28, 28)


@pytest.mark.parametrize(
    ("text", "label"),
    [
        ("2024-03", "2024-03"),
        ("202403", "2024-03"),
        ("2024Q4", "2024Q4"),
        ("2024-q4", "2024Q4"),
        (" 2024 ", "2024"),
    ],
)
def test_a_period_is_read_as_people_write_it(text: str, label: str) -> None:
    assert Period.parse(text).label == label


@pytest.mark.parametrize(
    "text", ["", "2024-13", "2024-00", "2024Q5", "24", "2024-3-1", "abcd", "２０２４", "0000"]
)
def test_what_is_no_period_is_refused_by_name(text: str) -> None:
    with pytest.raises(NotAPeriod) as refusal:
        Period.parse(text)
    assert refusal.value.facts["period"] in (text, "year 1, 0")


def test_a_month_outside_the_calendar_is_refused() -> None:
    with pytest.raises(NotAPeriod):
        Period.of(202413, Grain.QUARTER)
    with pytest.raises(NotAPeriod):
        Period(Grain.YEAR, 2024, 2)


def test_months_run_over_the_turn_of_the_year() -> None:
    assert list(month_range(202311, 202402)) == [202311, 202312, 202401, 202402]
    assert list(month_range(202402, 202401)) == []
    assert (add_months(202401, -1), add_months(202312, 1), add_months(202403, -27)) == (
        202312,
        202401,
        202112,
    )


def test_a_window_of_three_months_counts_real_days() -> None:
    assert window_days(202403, 3) == 31 + 29 + 31
    assert window_days(202401, 1) == 31


def test_periods_between_two_dates_cover_both_ends() -> None:
    found = Period.between(date(2023, 12, 31), date(2024, 4, 1), Grain.QUARTER)
    assert [period.label for period in found] == ["2023Q4", "2024Q1", "2024Q2"]


def test_periods_of_different_grains_are_not_a_range() -> None:
    with pytest.raises(NotAPeriod):
        list(Period.parse("2024Q1").to(Period.parse("2024-03")))


def test_periods_of_a_grain_sort_by_time() -> None:
    later, earlier = Period.parse("2024-02"), Period.parse("2023-11")
    assert sorted([later, earlier]) == [earlier, later]


def test_the_same_period_a_year_ago_has_the_same_name() -> None:
    assert Period.parse("2024-02").year_ago().label == "2023-02"
    assert Period.parse("2024Q3").year_ago().label == "2023Q3"
    assert Period.parse("2024").year_ago().label == "2023"


@given(months, grains)
def test_a_month_lies_in_the_period_it_belongs_to(month: int, grain: Grain) -> None:
    period = Period.of(month, grain)
    assert month in period.months
    assert len(period.months) == grain.months
    assert first_day_of(month) in period
    assert last_day_of(month) in period
    assert Period.parse(period.label) == period
    assert Period.containing(period.last_day, grain) == period


@given(months, grains, st.integers(-40, 40))
def test_going_back_undoes_going_forward(month: int, grain: Grain, count: int) -> None:
    period = Period.of(month, grain)
    assert period.later(count).previous(count) == period
    assert period.later(count).ordinal - period.ordinal == count
    assert period.later(1).first_month == add_months(period.key, 1)
    assert period.previous(grain.per_year) == period.year_ago()


@given(months, st.integers(-500, 500))
def test_months_between_undoes_adding_months(month: int, count: int) -> None:
    assert months_between(month, add_months(month, count)) == count


@given(st.dates(date(1900, 1, 1), date(2100, 1, 1)))
def test_a_date_lies_within_its_month(day: date) -> None:
    assert first_day_of(month_of(day)) <= day <= last_day_of(month_of(day))


@pytest.mark.parametrize(
    ("day", "count", "expected"),
    [
        ("2026-01-31", 1, "2026-02-28"),
        ("2027-11-30", 3, "2028-02-29"),
        ("2026-03-15", 12, "2027-03-15"),
        ("2026-03-31", -1, "2026-02-28"),
    ],
)
def test_months_later_is_the_same_day_or_the_last_one_of_a_shorter_month(
    day: str, count: int, expected: str
) -> None:
    assert months_later(date.fromisoformat(day), count) == date.fromisoformat(expected)


@given(months)
def test_a_month_is_written_as_it_is_read(month: int) -> None:
    assert Period.parse(written(month)) == Period.of(month, Grain.MONTH)
