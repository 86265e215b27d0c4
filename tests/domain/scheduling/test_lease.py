"""One leader at a time, whatever happens to processes and clocks."""

import threading
from collections.abc import Callable
from datetime import timedelta

import pytest
from sqlalchemy import func, select

from db.unit_of_work import carry_out, reading
from domain.core.permission import machine
from domain.scheduling.job_run import JobClock
from domain.scheduling.lease import LASTING, Held, Lease, LeaseLost, acquire, fenced, release, renew

ACTOR = machine("test")


def take(owner: str) -> Held | None:
    return carry_out(ACTOR, lambda session: acquire(session, owner))


def must_take(owner: str) -> Held:
    held = take(owner)
    assert held is not None
    return held


def shift(by: timedelta) -> None:
    """The database's clock jumps: seen from it, the lease lies that much earlier."""

    def work(session: object) -> None:
        lease = session.get_one(Lease, "schedule")  # type: ignore[attr-defined]
        lease.until = lease.until - by

    carry_out(ACTOR, work)


def write(job: str) -> None:
    carry_out(ACTOR, lambda session: session.add(JobClock(job=job, next_at=None)))


def written() -> int:
    with reading(ACTOR) as session:
        return session.scalar(select(func.count()).select_from(JobClock)) or 0


def test_who_comes_second_waits_until_the_first_steps_back(database: str) -> None:
    first = must_take("a")
    assert take("b") is None
    assert carry_out(ACTOR, lambda session: renew(session, first))
    carry_out(ACTOR, lambda session: release(session, first))
    assert must_take("b").fence == first.fence + 1


def test_a_leader_that_died_is_succeeded_when_its_lease_ends(database: str) -> None:
    dead = must_take("a")
    shift(LASTING + timedelta(seconds=2))
    heir = must_take("b")
    assert heir.fence > dead.fence
    assert not carry_out(ACTOR, lambda session: renew(session, dead))


def test_what_a_former_leader_still_writes_is_not_kept(database: str) -> None:
    former = must_take("a")
    with fenced(former):
        write("kept")
    shift(LASTING + timedelta(seconds=2))
    heir = must_take("b")
    with fenced(former), pytest.raises(LeaseLost):
        write("lost")
    with fenced(heir):
        write("kept too")
    assert written() == 2


def test_an_expired_lease_that_nobody_took_goes_on(database: str) -> None:
    held = must_take("a")
    shift(LASTING * 2)
    with fenced(held):
        write("kept")
    assert carry_out(ACTOR, lambda session: renew(session, held))
    assert take("b") is None


def test_a_clock_that_is_set_back_does_not_keep_everybody_out_for_a_day(database: str) -> None:
    dead = must_take("a")
    shift(-timedelta(days=1))
    heir = must_take("b")
    assert heir.fence == dead.fence + 1


def test_a_savepoint_inside_a_fenced_transaction_needs_no_second_look(database: str) -> None:
    def work(session: object) -> None:
        with session.begin_nested():  # type: ignore[attr-defined]
            session.add(JobClock(job="one", next_at=None))  # type: ignore[attr-defined]

    with fenced(must_take("a")):
        carry_out(ACTOR, work)
    assert written() == 1


def at_once(count: int, work: Callable[[int], None]) -> None:
    start = threading.Barrier(count)

    def run(number: int) -> None:
        start.wait()
        work(number)

    threads = [threading.Thread(target=run, args=(number,)) for number in range(count)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def test_of_many_that_reach_for_it_at_once_one_gets_it(database: str) -> None:
    won: list[Held] = []

    def reach(number: int) -> None:
        if held := take(f"process {number}"):
            won.append(held)

    for turn in range(1, 4):
        at_once(6, reach)
        assert [held.fence for held in won] == list(range(1, turn + 1))
        shift(LASTING + timedelta(seconds=2))


def test_two_that_write_while_the_lead_changes_never_both_write(database: str) -> None:
    """Whoever is fenced by an old number is refused, even in the very moment of the change."""
    former, kept = must_take("a"), []
    shift(LASTING + timedelta(seconds=2))

    def act(number: int) -> None:
        if number == 0:
            must_take("b")
            return
        try:
            with fenced(former):
                write(f"job {number}")
            kept.append(number)
        except LeaseLost:
            pass

    at_once(6, act)
    assert written() == len(kept)
    with fenced(former), pytest.raises(LeaseLost):
        write("late")
