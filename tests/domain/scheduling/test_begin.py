"""What begins when: once however often it was missed, and again after a crash."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from db.settings import settings
from db.unit_of_work import unit_of_work
from domain.core.errors import NotFound, NotPermitted, RuleBroken
from domain.core.permission import Permission
from domain.scheduling.begin import CATCH_UP, begin_due, clock_of, take_over
from domain.scheduling.cadence import Cadence, daily, minutes
from domain.scheduling.finish import finish
from domain.scheduling.job import JOBS
from domain.scheduling.job_run import JobRun, RunOutcome
from domain.scheduling.job_setting import cadences, set_cadence
from domain.scheduling.lease import Held
from domain.scheduling.questions import history, overview, run_now, was_done
from tests.domain.scheduling.conftest import EVENING, Clock
from tests.factories import an_actor

EACH_MINUTE = {"automations", "deliveries"}
LONG = {job.code for job in JOBS if job.apart}
SHORT = {job.code for job in JOBS if not job.apart}
HELD = Held("here", 1)
OPERATOR = an_actor(Permission.PORTAL_OPERATE)


@pytest.fixture
def session(database: str) -> Iterator[Session]:
    with unit_of_work(OPERATOR) as made:
        yield made


def begun(session: Session, held: Held = HELD, running: frozenset[str] = frozenset()) -> set[str]:
    return {run.job for run in begin_due(session, held, running)}


def end_all(session: Session) -> None:
    for run in session.scalars(select(JobRun).where(JobRun.outcome == RunOutcome.RUNNING)):
        finish(session, run.id, {"figures": 1})


def test_a_new_portal_waits_for_the_hour_of_each_job_but_has_figures_soon(
    session: Session, clock: Clock
) -> None:
    assert begun(session) == set()
    clock.now += CATCH_UP
    assert begun(session) == {"refresh", "deliveries", "automations"}
    assert clock_of(session, "refresh").next_at == datetime(2026, 6, 15, 18, 30, tzinfo=UTC)


def test_what_was_missed_for_days_is_done_once(session: Session, clock: Clock) -> None:
    begun(session)
    clock.now += timedelta(days=5)
    assert begun(session) == {job.code for job in JOBS}
    end_all(session)
    assert begun(session) == set()
    clock.now += timedelta(minutes=1)
    assert begun(session) == EACH_MINUTE


def test_a_job_that_still_runs_is_not_begun_again(session: Session, clock: Clock) -> None:
    begun(session)
    clock.now += timedelta(minutes=1)
    assert begun(session, running=frozenset({"deliveries"})) == {"automations"}
    assert begun(session) == {"deliveries"}


def test_a_clock_that_is_set_back_does_not_stop_the_schedule(session: Session, clock: Clock) -> None:
    begun(session)
    clock.now -= timedelta(days=30)
    begun(session)
    assert clock_of(session, "deliveries").next_at == clock.now + timedelta(minutes=1)
    assert clock_of(session, "reminders").next_at == datetime(2026, 5, 16, 22, tzinfo=UTC)


def test_a_run_that_died_with_its_leader_is_done_again_once(session: Session, clock: Clock) -> None:
    begun(session)
    clock.now += timedelta(hours=11)
    begun(session)
    assert len(take_over(session, Held("heir", 2))) == len(JOBS)
    assert {run.outcome for run in history(session)} == {RunOutcome.LOST}
    soon = begun(session, Held("heir", 2))
    assert soon == SHORT, "the long ones wait a little"
    clock.now += CATCH_UP
    assert begun(session, Held("heir", 2), frozenset(soon)) == LONG
    clock.now += timedelta(seconds=1)
    assert len(take_over(session, Held("grandchild", 3))) == len(JOBS)
    assert begun(session, Held("grandchild", 3)) == EACH_MINUTE, "the others killed two leaders: no third"


def test_a_new_leader_lets_long_work_that_was_missed_wait_a_little(session: Session, clock: Clock) -> None:
    begun(session)
    clock.now += timedelta(days=2)
    take_over(session, HELD)
    assert begun(session) == SHORT
    clock.now += CATCH_UP
    assert begun(session) >= LONG


def test_another_cadence_counts_from_now(session: Session, clock: Clock) -> None:
    begun(session)
    set_cadence(session, OPERATOR, "backup", daily("21:00"))
    begun(session)
    assert clock_of(session, "backup").next_at == EVENING + timedelta(hours=1)
    set_cadence(session, OPERATOR, "backup", daily("21:00"), enabled=False)
    clock.now += timedelta(days=1)
    assert "backup" not in begun(session)
    assert cadences(session)["backup"] is None


def test_who_may_not_operate_the_portal_changes_nothing(session: Session) -> None:
    with pytest.raises(NotPermitted):
        set_cadence(session, an_actor(Permission.FACTS_READ), "backup", minutes(5))
    with pytest.raises(NotPermitted):
        run_now(session, an_actor(Permission.FACTS_READ), "backup")


def test_nonsense_is_refused(session: Session) -> None:
    with pytest.raises(RuleBroken):
        set_cadence(session, OPERATOR, "backup", minutes(0))
    with pytest.raises(NotFound):
        set_cadence(session, OPERATOR, "coffee", minutes(5))
    with pytest.raises(NotFound):
        run_now(session, OPERATOR, "coffee")


def test_what_somebody_asks_for_is_done_at_once_and_says_who_asked(session: Session, clock: Clock) -> None:
    begun(session)
    run_now(session, OPERATOR, "backup")
    assert next(one for one in overview(session) if one.job.code == "backup").asked
    (run,) = begin_due(session, HELD, ())
    assert (run.job, run.asked_by) == ("backup", OPERATOR.name)
    assert begun(session) == set()


def test_the_end_of_a_run_is_kept_with_what_it_did(session: Session, clock: Clock) -> None:
    begun(session)
    clock.now += CATCH_UP
    run = next(run for run in begin_due(session, HELD, ()) if run.job == "refresh")
    clock.now += timedelta(seconds=90)
    finish(session, run.id, {"figures": 12})
    assert (run.outcome, run.seconds, run.counts) == (RunOutcome.DONE, 90, {"figures": 12})
    finish(session, run.id, {}, "too late")
    assert run.outcome is RunOutcome.DONE
    assert was_done(session, "refresh", datetime(2026, 6, 15, tzinfo=UTC).date())
    assert not was_done(session, "refresh", datetime(2026, 6, 16, tzinfo=UTC).date())


def test_a_quiet_job_that_found_nothing_to_do_leaves_no_trace(session: Session, clock: Clock) -> None:
    begun(session)
    clock.now += timedelta(minutes=1)
    for idle in begin_due(session, HELD, ()):
        finish(session, idle.id, {"delivered": 0, "undelivered": 0})
    assert history(session) == []
    clock.now += timedelta(minutes=1)
    broken = next(run for run in begin_due(session, HELD, ()) if run.job == "deliveries")
    finish(session, broken.id, {}, "OSError: no route")
    assert [run.error for run in history(session, "deliveries")] == ["OSError: no route"]


def test_old_runs_are_let_go(session: Session, clock: Clock) -> None:
    for _ in range(2):
        run_now(session, OPERATOR, "backup")
        (run,) = [run for run in begin_due(session, HELD, ()) if run.job == "backup"]
        finish(session, run.id, {"kilobytes": 1})
        clock.now += timedelta(days=181)
    assert len(history(session, "backup")) == 1


def test_the_hour_of_the_night_follows_the_setting(
    database: str, monkeypatch: pytest.MonkeyPatch, clock: Clock
) -> None:
    monkeypatch.setenv("NEIKONG_REFRESH_AT", "23:00")
    settings.cache_clear()
    with unit_of_work(OPERATOR) as session:
        assert cadences(session)["refresh"] == daily("23:00")
        set_cadence(session, OPERATOR, "refresh", Cadence(minutes(90).rhythm, every=90))
        assert cadences(session)["refresh"] == minutes(90), "what people choose on screen counts more"
    monkeypatch.setenv("NEIKONG_REFRESH_AT", "")
    settings.cache_clear()
    with unit_of_work(OPERATOR) as session:
        assert cadences(session)["refresh"] == minutes(90)
