"""When something is done next."""

from datetime import UTC, datetime, timedelta

import pytest

from domain.core.errors import RuleBroken
from domain.scheduling.cadence import Cadence, Rhythm, daily, minutes

NOON = datetime(2026, 1, 30, 4, tzinfo=UTC)
"""Friday noon in Shanghai."""


def test_every_so_many_minutes_counts_from_the_last_time() -> None:
    assert minutes(7).next_after(NOON) == NOON + timedelta(minutes=7)


def test_the_hour_is_that_of_the_company() -> None:
    assert daily("02:30").next_after(NOON) == datetime(2026, 1, 30, 18, 30, tzinfo=UTC)
    assert daily("12:00").next_after(NOON) == NOON + timedelta(days=1), "the next time is after now"


def test_a_week_begins_on_monday() -> None:
    assert Cadence(Rhythm.WEEKLY, at="08:00", weekday=0).next_after(NOON) == datetime(2026, 2, 2, tzinfo=UTC)


def test_the_last_day_of_a_month_is_found_in_february() -> None:
    last = Cadence(Rhythm.MONTHLY, at="08:00", day=31)
    assert last.next_after(NOON) == datetime(2026, 1, 31, tzinfo=UTC)
    assert last.next_after(NOON + timedelta(days=2)) == datetime(2026, 2, 28, tzinfo=UTC)
    assert Cadence(Rhythm.MONTHLY, at="08:00", day=5).next_after(NOON) == datetime(2026, 2, 5, tzinfo=UTC)


def test_an_hour_that_summer_time_leaves_out_is_not_left_out(monkeypatch: pytest.MonkeyPatch) -> None:
    class Berlin:
        time_zone = "Europe/Berlin"

    monkeypatch.setattr("domain.scheduling.cadence.settings", Berlin)
    night = datetime(2026, 3, 28, 12, tzinfo=UTC)
    sprung = daily("02:30").next_after(night)
    assert night < sprung <= datetime(2026, 3, 29, 1, 30, tzinfo=UTC)
    assert daily("02:30").next_after(sprung) == datetime(2026, 3, 30, 0, 30, tzinfo=UTC)
    autumn = datetime(2026, 10, 24, 12, tzinfo=UTC)
    fell = daily("02:30").next_after(autumn)
    assert daily("02:30").next_after(fell) == datetime(2026, 10, 26, 1, 30, tzinfo=UTC), (
        "twice there, once done"
    )


@pytest.mark.parametrize(
    ("cadence", "field"),
    [
        (minutes(0), "every"),
        (minutes(1441), "every"),
        (daily("25:00"), "at"),
        (Cadence(Rhythm.WEEKLY, weekday=7), "weekday"),
        (Cadence(Rhythm.MONTHLY, day=29), "day"),
        (Cadence(Rhythm.MONTHLY, day=0), "day"),
    ],
)
def test_what_makes_no_sense_is_refused_at_its_field(cadence: Cadence, field: str) -> None:
    with pytest.raises(RuleBroken) as refused:
        cadence.check()
    assert refused.value.field == field
