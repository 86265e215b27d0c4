"""Work that takes longer than a look goes on beside the screen, and is found again."""

import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from db.unit_of_work import carry_out
from domain.core.errors import NotFound
from domain.core.permission import machine
from domain.intake.preview_import import preview_import
from domain.intake.progress import Phase, Progress
from pages.settings import imports
from tests.databases import SqliteDatabases, using
from tests.screens.conftest import signed_in
from tests.screens.visitor import People, asked
from ui import job
from ui.intake import check_step

FILE = "发票号码,开票日期,金额\nF1,2026-01-05,10\n"


@pytest.fixture
def gate() -> Iterator[threading.Event]:
    """What slow work waits for."""
    event = threading.Event()
    yield event
    event.set()


@pytest.fixture(autouse=True)
def impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(job, "PATIENCE", 0.0)


def test_a_press_waits_a_moment_for_the_end(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(job, "PATIENCE", 10.0)
    assert job.begin("quick", lambda _: "done").result == "done"


def test_work_under_way_is_not_begun_twice(gate: threading.Event) -> None:
    begun = []

    def work(_: Progress) -> bool:
        begun.append(True)
        return gate.wait(10)

    first = job.begin("twice", work)
    assert job.begin("twice", work) is first
    gate.set()
    assert first.finished.wait(10)
    assert (begun, first.succeeded) == ([True], True)


def test_what_is_under_way_cannot_be_dropped_and_what_is_finished_can(gate: threading.Event) -> None:
    running = job.begin(("drop", 1), lambda _: gate.wait(10))
    job.drop_all(lambda key: isinstance(key, tuple) and key[0] == "drop")
    assert job.find(("drop", 1)) is running
    gate.set()
    assert running.finished.wait(10)
    job.drop_all(lambda key: isinstance(key, tuple) and key[0] == "drop")
    assert job.find(("drop", 1)) is None


def test_a_refusal_is_kept_as_it_is_and_an_accident_under_a_number(caplog: pytest.LogCaptureFixture) -> None:
    refused = job.begin("refused", raising(NotFound()))
    broken = job.begin("broken", raising(ValueError("no such luck")))
    assert refused.finished.wait(10)
    assert broken.finished.wait(10)
    assert isinstance(refused.refusal, NotFound)
    assert (refused.succeeded, broken.succeeded) == (False, False)
    assert broken.reference in caplog.text
    assert "no such luck" in caplog.text


def test_it_tells_how_far_it_has_come(gate: threading.Event) -> None:
    told = threading.Event()

    def work(progress: Progress) -> None:
        progress(Phase.COMPARING, 500, 2000)
        told.set()
        gate.wait(10)

    running = job.begin("told", work)
    assert told.wait(10)
    assert (running.phase, running.done, running.total) == (Phase.COMPARING, 500, 2000)


def test_a_long_dry_run_is_left_and_found_again(
    gate: threading.Event,
    monkeypatch: pytest.MonkeyPatch,
    sqlite_databases: SqliteDatabases,
    tmp_path: Path,
) -> None:
    look = preview_import

    def slowly(*arguments: Any) -> Any:
        arguments[-1](Phase.READING, 500, 2000)
        gate.wait(20)
        return look(*arguments)

    monkeypatch.setattr(check_step, "preview_import", slowly)
    with sqlite_databases.ready(tmp_path) as url, using(url):
        people = People({"receivables": carry_out(machine("test"), lambda s: signed_in(s, "receivables"))})
        app = people.open(imports, "receivables", "zh_CN")
        app = app.file_uploader[0].set_value(("f.csv", FILE.encode(), "text/csv")).run()
        app = app.button(key="imports:check").click().run()
        where = asked(app)
        assert not app.metric
        assert "可以离开本页" in "".join(caption.value for caption in app.caption)
        gate.set()
        checks = [one for key, one in job._known.items() if isinstance(key, tuple) and key[0] == "check"]
        assert checks
        assert all(one.finished.wait(20) for one in checks)
        again = people.open(imports, "receivables", "zh_CN", **where)
    assert not again.error
    assert {metric.label: metric.value for metric in again.metric}["新增"] == "1"


def raising(error: Exception) -> Any:
    def work(_: Progress) -> None:
        raise error

    return work
