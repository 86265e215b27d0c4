"""Coaching: private to the two and HR, and counted once the person coached says it was so."""

from datetime import date
from decimal import Decimal

import pytest
from sqlalchemy import select

from db.unit_of_work import reading, unit_of_work
from domain.core.editing import edit, find
from domain.core.errors import NotPermitted
from domain.core.permission import Actor, Permission
from domain.entities import CoachingLog, JournalEntry, Notice, TrainingRecord
from domain.training.coaching import CoachesThemselves, HoursOutOfRange, NextBeforeThis
from domain.training.coaching_workflow import CoachingState, NotTheCoach, NotThePersonCoached
from domain.training.log_coaching import add_coachees, log_coaching, log_together
from domain.workforce.training_record import TrainingKind
from tests.domain.training.taught import NOW, acting, an_account
from tests.factories import a_person, an_actor

VALUES = {
    "held_on": date(2026, 6, 10), "hours": Decimal("1.5"), "topic": "大客户谈判", "goals": "回款条款",
    "agreements": "下月共同拜访",
}  # fmt: skip


Pair = tuple[Actor, Actor]


def somebody(*permissions: Permission, name: str = "员工") -> Actor:
    """Somebody new, with an account that is told things."""
    with unit_of_work(an_actor()) as session:
        person = a_person(session, name=name)
        an_account(session, person)
        return acting(person, *permissions)


@pytest.fixture
def pair(database: str) -> Pair:
    coach = somebody(Permission.COACHING_WRITE, Permission.TRAINING_READ, name="教练")
    return coach, somebody(Permission.TRAINING_READ, name="学员")


def logged(pair: Pair) -> int:
    with unit_of_work(pair[0]) as session:
        return log_coaching(session, pair[0], {**VALUES, "coachee_id": pair[1].person_id}, NOW).id


def test_only_the_person_coached_confirms_and_then_the_hours_count(pair: Pair) -> None:
    coach, coachee = pair
    key = logged(pair)
    with unit_of_work(coach) as session:
        log = find(session, CoachingLog, key)
        with pytest.raises(NotThePersonCoached):
            log.workflow.take("confirm", log, coach, NOW)
        assert session.scalars(select(Notice)).one().asks == {"id": str(key)}
    with unit_of_work(coachee) as session:
        log = find(session, CoachingLog, key)
        log.workflow.take("confirm", log, coachee, NOW)
        record = session.get(TrainingRecord, log.training_record_id)
        assert record is not None
        assert (record.kind, record.hours, record.period) == (TrainingKind.COACHING, Decimal("1.5"), 202606)
        assert (record.person_id, record.trainer) == (coachee.person_id, "教练")


def test_it_is_read_by_the_two_and_hr_alone(pair: Pair) -> None:
    logged(pair)
    readers = (
        *pair, somebody(Permission.TRAINING_ADMINISTER),
        somebody(Permission.COACHING_WRITE, Permission.ASSESSMENTS_RATE),
        somebody(Permission.JOURNAL_READ, Permission.TRAINING_READ),
    )  # fmt: skip
    seen = []
    for reader in readers:
        with reading(reader) as own:
            seen.append(len(own.scalars(select(CoachingLog)).all()))
    assert seen == [1, 1, 1, 0, 0]
    with reading(an_actor()) as own:
        told = [str(line.changes) for line in own.scalars(select(JournalEntry))]
    assert not [line for line in told if "大客户谈判" in line or "回款条款" in line]


def test_a_dispute_goes_back_to_the_coach(pair: Pair) -> None:
    coach, coachee = pair
    key = logged(pair)
    with unit_of_work(coachee) as session:
        log = find(session, CoachingLog, key)
        log.workflow.take("dispute", log, coachee, NOW, "只有一小时")
    with unit_of_work(coach) as session:
        log = find(session, CoachingLog, key)
        edit(session, coach, Permission.COACHING_WRITE, log, {"hours": Decimal(1)})
        log.workflow.take("write_again", log, coach, NOW)
        assert log.state is CoachingState.WRITTEN


def test_nobody_but_the_coach_writes_in_the_log(pair: Pair) -> None:
    key = logged(pair)
    chief = somebody(Permission.COACHING_WRITE, Permission.TRAINING_ADMINISTER)
    with reading(chief) as own:
        log = find(own, CoachingLog, key)
        with pytest.raises(NotTheCoach), own.no_autoflush:
            edit(own, chief, Permission.COACHING_WRITE, log, {"hours": Decimal(9)})


def test_a_team_has_one_log_for_each(pair: Pair) -> None:
    coach, _ = pair
    others = [somebody().person_id or 0 for _ in range(3)]
    with unit_of_work(coach) as own:
        logs = log_together(own, coach, VALUES, [*others[:2], others[0]], NOW)
        assert [(log.coachee_id, log.kind.value) for log in logs] == [(key, "team") for key in others[:2]]
        (more,) = add_coachees(own, coach, logs[0].id, [others[2]], NOW)
        assert {log.together for log in (*logs, more)} == {logs[0].together}
        assert (more.goals, more.agreements) == ("", "")


@pytest.mark.parametrize(
    ("wrong", "refused"),
    [({"hours": Decimal(0)}, HoursOutOfRange), ({"next_on": date(2026, 6, 9)}, NextBeforeThis)],
)
def test_impossible_times_are_refused(pair: Pair, wrong: dict[str, object], refused: type[Exception]) -> None:
    coach, coachee = pair
    with reading(coach) as session:
        with pytest.raises(refused):
            log_coaching(session, coach, {**VALUES, **wrong, "coachee_id": coachee.person_id}, NOW)
        with pytest.raises(CoachesThemselves):
            log_coaching(session, coach, {**VALUES, "coachee_id": coach.person_id}, NOW)
        with pytest.raises(NotPermitted):
            log_coaching(session, coachee, {**VALUES, "coachee_id": coach.person_id}, NOW)
