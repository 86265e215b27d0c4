"""Days that move with the calendar."""

from datetime import date, timedelta

import pytest

from domain.core.relative_days import NAMED, Span, counted, span_of

WEDNESDAY = date(2026, 7, 1)


@pytest.mark.parametrize(
    ("word", "first", "last"),
    [
        ("today", "2026-07-01", "2026-07-01"),
        ("yesterday", "2026-06-30", "2026-06-30"),
        ("tomorrow", "2026-07-02", "2026-07-02"),
        ("this_week", "2026-06-29", "2026-07-05"),
        ("last_week", "2026-06-22", "2026-06-28"),
        ("next_week", "2026-07-06", "2026-07-12"),
        ("this_month", "2026-07-01", "2026-07-31"),
        ("last_month", "2026-06-01", "2026-06-30"),
        ("next_month", "2026-08-01", "2026-08-31"),
        ("this_quarter", "2026-07-01", "2026-09-30"),
        ("last_quarter", "2026-04-01", "2026-06-30"),
        ("next_quarter", "2026-10-01", "2026-12-31"),
        ("this_year", "2026-01-01", "2026-12-31"),
        ("last_year", "2025-01-01", "2025-12-31"),
        ("next_year", "2027-01-01", "2027-12-31"),
        ("last_1_days", "2026-07-01", "2026-07-01"),
        ("last_30_days", "2026-06-02", "2026-07-01"),
        ("next_30_days", "2026-07-01", "2026-07-30"),
    ],
)
def test_a_word_means_a_span_of_the_calendar(word: str, first: str, last: str) -> None:
    assert span_of(word, WEDNESDAY) == Span(date.fromisoformat(first), date.fromisoformat(last))


def test_whatever_lies_before_today_is_overdue() -> None:
    assert span_of("overdue", WEDNESDAY) == Span(None, date(2026, 6, 30))


def test_a_leap_day_belongs_to_its_month() -> None:
    assert span_of("last_month", date(2028, 3, 31)) == Span(date(2028, 2, 1), date(2028, 2, 29))


def test_the_first_quarter_follows_the_last_of_the_year_before() -> None:
    assert span_of("last_quarter", date(2026, 1, 31)) == Span(date(2025, 10, 1), date(2025, 12, 31))


def test_a_month_is_known_by_its_number() -> None:
    assert NAMED["last_quarter"](WEDNESDAY).months == (202604, 202606)
    assert NAMED["overdue"](WEDNESDAY).months == (None, 202606)


@pytest.mark.parametrize(
    "word", ["", "todays", "last_0_days", "last_x_days", "next_99999_days", "2026-01-01"]
)
def test_other_words_mean_no_span(word: str) -> None:
    assert span_of(word, WEDNESDAY) is None


def test_a_span_beyond_the_calendar_is_none() -> None:
    assert span_of("next_9999_days", date.max) is None


@pytest.mark.parametrize("days", [1, 7, 365])
def test_so_many_days_are_that_many(days: int) -> None:
    span = span_of(counted("last", days), WEDNESDAY)
    assert span is not None
    assert span.first is not None
    assert span.last is not None
    assert span.last - span.first == timedelta(days=days - 1)
