"""The schedule at work: leaders, long jobs in processes of their own, the night by hand."""

import asyncio
import os
import signal
import subprocess
import sys
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import select, update

from db.settings import InvalidSettings, Settings, settings
from db.unit_of_work import carry_out, reading
from domain.core.permission import machine
from domain.scheduling.job import JOBS
from domain.scheduling.job_run import JobRun, RunOutcome
from domain.scheduling.lease import LASTING, Held, Lease, acquire, release
from domain.scheduling.questions import ask, leader
from gateway import schedule_work
from gateway.nightly import Elsewhere, run_nightly
from gateway.schedule_keeper import Keeper
from gateway.schedule_leader import Leader
from gateway.schedule_run import close_run, do_run
from tests.databases import ROOT, environment
from tests.domain.indicators.trading import install

ACTOR = machine("test")
PATIENCE = 20
NOW = datetime(2026, 6, 15, 4, tzinfo=UTC)
"""Noon in Shanghai."""


def runs() -> list[JobRun]:
    with reading(ACTOR) as session:
        return list(session.scalars(select(JobRun).order_by(JobRun.id)))


def wish_for(job: str) -> None:
    carry_out(ACTOR, lambda session: ask(session, job, "somebody"))


def let_lease_end() -> None:
    carry_out(ACTOR, lambda session: session.execute(update(Lease).values(until=ended())))


def ended() -> object:
    with reading(ACTOR) as session:
        return session.get_one(Lease, "schedule").until - LASTING - timedelta(seconds=5)


@pytest.fixture
def work(monkeypatch: pytest.MonkeyPatch) -> dict[str, object]:
    """The work of jobs, to be replaced."""
    replaced = dict(schedule_work.WORK)
    monkeypatch.setattr("gateway.schedule_run.WORK", replaced)
    return replaced  # type: ignore[return-value]


def test_every_job_has_its_work() -> None:
    assert set(schedule_work.WORK) == {job.code for job in JOBS}


def test_two_processes_share_the_work_of_one_schedule(database: str, work: dict[str, object]) -> None:
    work["reminders"] = lambda _: {"reminded": 3}
    one, other = Leader(), Leader()
    one.look(())
    wish_for("reminders")
    assert other.look(()) == []
    (run,) = one.look(())
    assert do_run(run.id) == {"reminded": 3}
    assert do_run(run.id) is None, "a run is done once"
    one.step_back()
    other.look(())
    assert (other.held, one.held) != (None, None)
    assert [(run.outcome, run.counts) for run in runs()] == [(RunOutcome.DONE, {"reminded": 3})]


def test_a_leader_that_is_back_after_a_long_silence_keeps_nothing(
    database: str, work: dict[str, object]
) -> None:
    sleeper, heir = Leader(), Leader()
    sleeper.look(())
    wish_for("reminders")
    (run,) = sleeper.look(())

    def slow(_: object) -> dict[str, int]:
        elsewhere = threading.Thread(target=succeed)
        elsewhere.start()
        elsewhere.join()
        carry_out(ACTOR, lambda session: ask(session, "backup", "nobody"))
        return {"reminded": 1}

    def succeed() -> None:
        carry_out(ACTOR, lambda session: release(session, Held(run.by, run.fence)))
        heir.look(frozenset({"reminders"}))

    work["reminders"] = slow
    assert do_run(run.id) is None
    assert sleeper.look(()) == []
    assert sleeper.held is None
    assert runs()[0].outcome is RunOutcome.LOST
    (again,) = [found for found in heir.look(()) if found.job == "reminders"]
    assert again.again
    assert "backup" not in {found.job for found in heir.look(())}, "what it asked for was not kept"


def test_what_fails_is_kept_with_its_error_and_the_schedule_goes_on(
    database: str, work: dict[str, object]
) -> None:
    def broken(_: object) -> dict[str, int]:
        raise ValueError("no space left")

    work["reminders"] = broken
    one = Leader()
    one.look(())
    wish_for("reminders")
    (run,) = one.look(())
    assert do_run(run.id) is None
    assert [(run.outcome, run.error) for run in runs()] == [(RunOutcome.FAILED, "ValueError: no space left")]
    wish_for("reminders")
    assert [run.job for run in one.look(())] == ["reminders"]


def test_a_process_that_was_killed_leaves_a_failed_run(database: str) -> None:
    one = Leader()
    one.look(())
    wish_for("backup")
    (run,) = one.look(())
    close_run(run.id, Held(run.by, run.fence), "The process of the job ended with code -9.")
    assert runs()[0].error.endswith("code -9.")


def test_the_keeper_runs_short_work_itself_and_steps_back_at_the_end(
    database: str, work: dict[str, object]
) -> None:
    work["reminders"] = lambda _: {"reminded": 2}

    async def live() -> None:
        keeper = Keeper()
        await keeper.look()
        wish_for("reminders")
        await keeper.look()
        await asyncio.gather(*keeper.running.values())
        await keeper.leave()

    # A thread of its own: a browser that an earlier test opened keeps a loop running in this one.
    with ThreadPoolExecutor(1) as aside:
        aside.submit(asyncio.run, live()).result()
    assert [(run.job, run.counts) for run in runs()] == [("reminders", {"reminded": 2})]
    with reading(ACTOR) as session:
        found = leader(session)
    assert found is not None
    assert not found.alive


def test_of_two_workers_one_leads_and_the_other_succeeds_it_when_it_is_killed(database: str) -> None:
    code = (
        "import signal, time\nfrom gateway.schedule_leader import Leader\n"
        "stopped = []\nsignal.signal(signal.SIGTERM, lambda *_: stopped.append(True))\nleader = Leader()\n"
        "while not stopped:\n    leader.look(())\n    time.sleep(0.1)\nleader.step_back()"
    )
    workers = [
        subprocess.Popen(
            [sys.executable, "-c", code], cwd=ROOT, env={**os.environ, **environment(database)},
            stdout=subprocess.DEVNULL,
        )
        for _ in range(2)
    ]  # fmt: skip
    try:
        first = wait_for_leader(lambda pid: True)
        (leading,) = [worker for worker in workers if worker.pid == first]
        leading.kill()
        leading.wait()
        let_lease_end()
        assert wait_for_leader(lambda pid: pid != first) == next(w.pid for w in workers if w.pid != first)
        (left,) = [worker for worker in workers if worker.pid != first]
        left.send_signal(signal.SIGTERM)
        assert left.wait(PATIENCE) == 0
        with reading(ACTOR) as session:
            found = leader(session)
        assert found is not None
        assert not found.alive, "who stops in order steps back at once"
    finally:
        for worker in workers:
            worker.kill()
            worker.wait()


def wait_for_leader(fits: object) -> int:
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until:
        with reading(ACTOR) as session:
            found = leader(session)
        pid = int(found.owner.split(":")[1]) if found and found.owner and found.alive else 0
        if pid and fits(pid):  # type: ignore[operator]
            return pid
        time.sleep(0.1)
    raise AssertionError("nobody leads")


@pytest.fixture
def trading(database: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("domain.core.clock.now", lambda: NOW)
    for module in ("domain.scheduling.begin", "domain.scheduling.finish", "gateway.nightly"):
        monkeypatch.setattr(f"{module}.database_now", lambda _: NOW)
    carry_out(ACTOR, install)
    return


def test_the_night_by_hand_brings_figures_up_to_date_once_a_day(trading: None) -> None:
    done = run_nightly()
    assert isinstance(done, dict)
    assert {"figures", "alerts_opened", "outlooks"} <= set(done)
    assert run_nightly() is Elsewhere.DONE
    assert isinstance(run_nightly(again=True), dict)
    assert [run.asked_by for run in runs()] == ["neikong nightly"] * 2


def test_the_night_by_hand_leaves_it_to_whoever_leads(database: str) -> None:
    carry_out(ACTOR, lambda session: acquire(session, "another"))
    assert run_nightly() is Elsewhere.ASKED
    assert runs() == []


def test_the_hour_of_the_night_may_be_set_and_switched_off(monkeypatch: pytest.MonkeyPatch) -> None:
    assert f"{Settings().refresh_time:%H:%M}" == "02:30"
    monkeypatch.setenv("NEIKONG_REFRESH_AT", "")
    assert Settings().refresh_time is None
    monkeypatch.setenv("NEIKONG_REFRESH_AT", "4:99")
    settings.cache_clear()
    with pytest.raises(InvalidSettings, match="not a time of day such as 02:30"):
        settings()
    settings.cache_clear()
