"""How an unanswered alert climbs."""

from datetime import date, datetime, timedelta

import pytest

from domain.core.working_days import WorkCalendar
from domain.indicators.alert_state import Level, Rung
from domain.indicators.escalation import height

MONDAY = datetime.fromisoformat("2026-06-15T09:00:00+08:00")
HOUR = timedelta(hours=1)


@pytest.mark.parametrize(
    ("after", "rung", "following"),
    [
        (0 * HOUR, Rung.OWNER, Rung.LINE_MANAGER),
        (23 * HOUR, Rung.OWNER, Rung.LINE_MANAGER),
        (24 * HOUR, Rung.LINE_MANAGER, Rung.INTERNAL_CONTROL),
        (48 * HOUR, Rung.INTERNAL_CONTROL, Rung.COMMITTEE),
        (7 * 24 * HOUR - HOUR, Rung.INTERNAL_CONTROL, Rung.COMMITTEE),
        (7 * 24 * HOUR, Rung.COMMITTEE, None),
    ],
)
def test_red_climbs_after_a_day_two_days_and_five_working_days(
    after: timedelta, rung: Rung, following: Rung | None
) -> None:
    found = height(Level.RED, MONDAY, MONDAY + after)
    assert (found.rung, found.next_rung) == (rung, following)


def test_amber_reaches_the_line_manager_after_five_working_days_and_stays_there() -> None:
    week = timedelta(days=7)
    assert height(Level.AMBER, MONDAY, MONDAY + week - HOUR).rung is Rung.OWNER
    assert height(Level.AMBER, MONDAY, MONDAY + 8 * week).rung is Rung.LINE_MANAGER
    assert height(Level.AMBER, MONDAY, MONDAY).next_at == MONDAY + week


def test_holidays_are_no_working_days() -> None:
    calendar = WorkCalendar(holidays=frozenset({date(2026, 6, 16), date(2026, 6, 17)}))
    found = height(Level.AMBER, MONDAY, MONDAY, calendar)
    assert found.next_at == MONDAY + timedelta(days=9)


def test_a_clock_that_starts_on_a_saturday_counts_from_monday() -> None:
    saturday = MONDAY - timedelta(days=2)
    assert height(Level.AMBER, saturday, saturday).next_at == MONDAY + timedelta(days=4)
