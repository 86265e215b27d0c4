"""Counting working days."""

from datetime import date

import pytest

from domain.core.working_days import WorkCalendar, working_days_after


@pytest.mark.parametrize(
    ("day", "count", "expected"),
    [
        ("2026-03-02", 1, "2026-03-03"),
        ("2026-03-06", 1, "2026-03-09"),
        ("2026-03-07", 1, "2026-03-09"),
        ("2026-03-02", 10, "2026-03-16"),
        ("2026-03-02", 0, "2026-03-02"),
    ],
)
def test_weekends_do_not_count(day: str, count: int, expected: str) -> None:
    assert working_days_after(date.fromisoformat(day), count) == date.fromisoformat(expected)


def test_holidays_do_not_count_either() -> None:
    calendar = WorkCalendar(holidays=frozenset({date(2026, 5, 1)}))
    assert working_days_after(date(2026, 4, 30), 1, calendar) == date(2026, 5, 4)
