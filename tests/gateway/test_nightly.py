"""The work of the night: at its hour, once for the company, and its end is kept."""

from collections.abc import Iterator
from datetime import UTC, datetime, time, timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from db.settings import InvalidSettings, Settings, settings
from db.unit_of_work import carry_out, reading, unit_of_work
from domain.core.clock import business_date
from domain.core.daily_run import LONGEST, DailyRun, claim, finish, is_claimed
from domain.core.permission import machine
from gateway import alarm_clock, nightly
from tests.domain.indicators.trading import install

NOW = datetime(2026, 6, 15, 4, tzinfo=UTC)
"""Noon in Shanghai."""
HALF_PAST_TWO = time(2, 30)
ACTOR = machine("test")


def runs() -> list[DailyRun]:
    with reading(ACTOR) as session:
        return list(session.scalars(select(DailyRun)))


@pytest.fixture
def furnished(database: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("domain.core.clock.now", lambda: NOW)
    carry_out(ACTOR, install)


def test_the_night_brings_figures_up_to_date_and_says_what_it_did(furnished: None) -> None:
    outcome = nightly.run_nightly(ACTOR)
    assert outcome is not None
    (run,) = runs()
    assert (run.work, run.day, run.outcome) == ("nightly", business_date(NOW), outcome)
    assert run.ended_at is not None


def test_a_second_process_leaves_it_alone_unless_told_to_do_it_again(furnished: None) -> None:
    assert nightly.run_nightly(ACTOR) is not None
    assert nightly.run_nightly(ACTOR) is None
    assert nightly.run_nightly(ACTOR, again=True) is not None
    assert len(runs()) == 1


def test_what_failed_is_kept_with_the_run(furnished: None, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object) -> None:
        raise ValueError("no space left")

    monkeypatch.setattr(nightly, "bring_up_to_date", broken)
    with pytest.raises(ValueError, match="no space left"):
        nightly.run_nightly(ACTOR)
    assert runs()[0].outcome == "ValueError: no space left"


def test_one_of_two_gets_the_day(session: Session) -> None:
    day = business_date(NOW)
    mine = claim(session, "work", day, "a:1", NOW)
    assert mine is not None
    assert claim(session, "work", day, "b:2", NOW) is None
    assert is_claimed(session, "work", day)
    finish(session, mine.id, "done", NOW)
    assert claim(session, "work", day, "b:2", NOW + 2 * LONGEST) is None
    assert claim(session, "work", day + timedelta(days=1), "b:2", NOW) is not None


def test_work_whose_process_died_is_taken_over(session: Session) -> None:
    day = business_date(NOW)
    assert claim(session, "work", day, "a:1", NOW) is not None
    later = claim(session, "work", day, "b:2", NOW + LONGEST)
    assert later is not None
    assert later.by == "b:2"


@pytest.fixture
def session(database: str) -> Iterator[Session]:
    with unit_of_work(ACTOR) as made:
        yield made


def test_the_hour_is_that_of_the_company() -> None:
    assert settings().time_zone == "Asia/Shanghai"
    assert alarm_clock.until(HALF_PAST_TWO, NOW) == timedelta(hours=14, minutes=30)
    before = NOW - timedelta(hours=10)
    assert alarm_clock.until(HALF_PAST_TWO, before) == timedelta(minutes=30)
    assert alarm_clock.until(time(12), NOW) == timedelta(days=1)


def test_a_portal_that_was_off_at_night_catches_up(furnished: None) -> None:
    assert alarm_clock.first_pause(HALF_PAST_TWO) == alarm_clock.CATCH_UP
    nightly.run_nightly(ACTOR)
    assert alarm_clock.first_pause(HALF_PAST_TWO) == timedelta(hours=14, minutes=30)
    assert alarm_clock.first_pause(time(23)) == timedelta(hours=11)


def test_the_hour_may_be_set_and_switched_off(monkeypatch: pytest.MonkeyPatch) -> None:
    assert Settings().refresh_time == HALF_PAST_TWO
    monkeypatch.setenv("NEIKONG_REFRESH_AT", "")
    assert Settings().refresh_time is None
    monkeypatch.setenv("NEIKONG_REFRESH_AT", "4:99")
    settings.cache_clear()
    with pytest.raises(InvalidSettings, match="not a time of day such as 02:30"):
        settings()
    settings.cache_clear()
