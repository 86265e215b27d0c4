"""Who hears of scheduled work that fails or is missed: once when it begins, once when it ends."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from db.unit_of_work import unit_of_work
from domain.access.shipped_roles import ADMINISTRATOR
from domain.core.permission import Permission
from domain.messaging.notice import Notice
from domain.messaging.tell_jobs import tell_if_nobody_leads, tell_of_missed, tell_of_run
from domain.scheduling.begin import begin_due, clock_of, take_over
from domain.scheduling.finish import finish
from domain.scheduling.job_run import JobRun
from domain.scheduling.lease import LASTING, Held, Lease
from domain.scheduling.questions import history, overview, run_now
from domain.scheduling.trouble import note_missed
from tests.domain.messaging.company import an_account
from tests.domain.scheduling.conftest import Clock
from tests.factories import an_actor

HELD = Held("here", 1)
OPERATOR = an_actor(Permission.PORTAL_OPERATE)


@pytest.fixture
def session(database: str, clock: Clock) -> Iterator[Session]:
    with unit_of_work(OPERATOR) as made:
        an_account(made, ADMINISTRATOR)
        an_account(made, "internal_control")
        begin_due(made, HELD, ())
        yield made


def heard(session: Session, language: str = "en") -> list[str]:
    return [one.in_words(language) for one in session.scalars(select(Notice).order_by(Notice.id))]


def run(session: Session, clock: Clock, job: str, error: str = "", **counts: int) -> None:
    clock.now += timedelta(minutes=1)
    made = next((one for one in begin_due(session, HELD, ()) if one.job == job), None)
    if made is None:
        run_now(session, OPERATOR, job)
        made = next(one for one in begin_due(session, HELD, ()) if one.job == job)
        made.asked_by = ""
    finish(session, made.id, counts, error)
    tell_of_run(session, made.id, clock.now)


def state(session: Session, job: str):  # type: ignore[no-untyped-def]
    return next(one for one in overview(session) if one.job.code == job)


def test_the_first_failure_and_the_recovery_are_told_and_nothing_between(
    session: Session, clock: Clock
) -> None:
    run(session, clock, "backup", kilobytes=4)
    assert heard(session) == []
    for _ in range(3):
        run(session, clock, "backup", "OSError: no space left")
    assert [line.split(".")[0] for line in heard(session)] == ["The scheduled job “Backup” has failed"]
    assert (state(session, "backup").failing.times, state(session, "reminders").failing) == (3, None)
    run(session, clock, "backup", kilobytes=4)
    run(session, clock, "backup", kilobytes=4)
    assert heard(session)[1:] == [
        "The scheduled job “Backup” works again. It had failed since 2026-06-15 20:02, 3 time(s) in a row."
    ]
    assert state(session, "backup").failing is None
    run(session, clock, "backup", "OSError: no space left")
    assert len(heard(session)) == 3, "a new failure is news"


def test_it_is_told_in_the_language_of_the_reader(session: Session, clock: Clock) -> None:
    run(session, clock, "backup", "OSError: no space left")
    assert heard(session, "zh_CN") == ["计划任务“备份”执行失败。原因见“计划任务”页；恢复后另行通知。"]


def test_only_whoever_operates_the_portal_is_told_and_is_led_to_the_schedule(
    session: Session, clock: Clock
) -> None:
    run(session, clock, "backup", "OSError: no space left")
    (line,) = session.scalars(select(Notice)).all()
    assert (line.page, line.needs) == ("schedule", Permission.PORTAL_OPERATE)
    assert "space" not in str(line.said), "what failed may name people and figures"


def test_a_quiet_job_that_works_again_is_told_although_it_had_nothing_to_do(
    session: Session, clock: Clock
) -> None:
    run(session, clock, "deliveries", "OSError: no route")
    run(session, clock, "deliveries", delivered=0)
    run(session, clock, "deliveries", delivered=0)
    assert len(heard(session)) == 2
    assert len(history(session, "deliveries")) == 2, "idle again: no trace"


def test_a_run_that_died_with_its_process_is_told_only_if_its_repetition_dies_too(
    session: Session, clock: Clock
) -> None:
    run_now(session, OPERATOR, "reminders")
    for fence in (2, 3):
        clock.now += timedelta(seconds=1)
        (begun,) = begin_due(session, Held("any", fence - 1), ())
        for lost in take_over(session, Held("heir", fence)):
            tell_of_run(session, lost.id, clock.now)
        assert len(heard(session)) == fence - 2
    assert begun.failed


def test_what_was_due_while_the_server_was_off_is_told_once_in_one_notice(
    session: Session, clock: Clock
) -> None:
    clock.now = datetime(2026, 6, 16, 1, tzinfo=UTC)
    missed = note_missed(session, ())
    assert tell_of_missed(session, missed, clock.now) == 1
    assert note_missed(session, ()) == []
    (line,) = heard(session)
    assert "Backup" in line
    assert "The first was due at 2026-06-15 20:01" in line
    assert state(session, "backup").missed_at == datetime(2026, 6, 15, 19, 30, tzinfo=UTC)


def test_a_missed_run_says_how_late_it_began_also_where_a_new_leader_let_it_wait(
    session: Session, clock: Clock
) -> None:
    clock.now = datetime(2026, 6, 15, 21, 30, tzinfo=UTC)
    note_missed(session, ())
    take_over(session, Held("heir", 2))
    clock.now += timedelta(minutes=10)
    begin_due(session, Held("heir", 2), ())
    (backup,) = session.scalars(select(JobRun).where(JobRun.job == "backup")).all()
    assert backup.late == timedelta(hours=2, minutes=10)
    assert clock_of(session, "backup").missed_at is None


def test_a_restart_of_minutes_and_a_change_of_cadence_are_no_events(session: Session, clock: Clock) -> None:
    clock.now += timedelta(minutes=25)
    assert [one.job for one in note_missed(session, ())] == [], "the figures wait ten minutes anyway"
    clock_of(session, "backup").cadence = "daily/0/09:00/0/1"
    clock.now += timedelta(days=1)
    assert "backup" not in {one.job for one in note_missed(session, ())}


def test_a_job_that_does_not_come_to_an_end_is_told(session: Session, clock: Clock) -> None:
    clock.now = datetime(2026, 6, 15, 21, tzinfo=UTC)
    missed = [one for one in note_missed(session, {"backup"}) if one.job == "backup"]
    tell_of_missed(session, missed, clock.now)
    (line,) = heard(session)
    assert line.startswith(
        "The scheduled job “Backup”, due at 2026-06-16 03:30, could not begin: its last run"
    )


def test_a_server_whose_worker_is_away_tells_so_once_for_each_absence(session: Session, clock: Clock) -> None:
    lease = Lease(name="schedule", owner="worker", until=clock.now + LASTING, fence=1)
    session.add(lease)
    session.flush()
    assert tell_if_nobody_leads(session, clock.now) == 0
    clock.now += timedelta(minutes=20)
    assert tell_if_nobody_leads(session, clock.now) == 1
    assert tell_if_nobody_leads(session, clock.now + timedelta(hours=1)) == 0
    lease.until = clock.now + LASTING
    session.flush()
    assert tell_if_nobody_leads(session, clock.now) == 0
