"""What the portal knows about access: accounts of leavers, conflicting duties, odd hours, exports."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from db.unit_of_work import unit_of_work
from domain.access.disable_user import disable_user
from domain.access.grant_role import grant_role, revoke_role
from domain.access.role import Role
from domain.core.clock import played_at
from domain.core.journal import note
from domain.core.office_hours import off_hours
from domain.entities import AccessEvent, DutyConflict, PostingActivity
from domain.oversight.journal_reading import read_on
from tests.domain.oversight.told import figures, marks_after_mirroring_again, value
from tests.factories import NOON, a_grant, a_person, a_user, an_actor, the_root

MORNING = datetime(2026, 6, 15, 2, tzinfo=UTC)  # Monday, 10:00 in Shanghai
NIGHT = datetime(2026, 6, 15, 14, tzinfo=UTC)  # Monday, 22:00


@contextmanager
def at(instant: datetime, user_id: int | None = None) -> Iterator[Session]:
    """A transaction of somebody (of the machine, if nobody is named) at an instant."""
    with played_at(instant), unit_of_work(replace(an_actor(), user_id=user_id)) as session:
        yield session


@pytest.mark.parametrize(
    ("instant", "odd"),
    [
        (datetime(2026, 6, 14, 22, 59, tzinfo=UTC), True),  # Monday 06:59
        (datetime(2026, 6, 14, 23, 0, tzinfo=UTC), False),
        (datetime(2026, 6, 15, 12, 59, tzinfo=UTC), False),
        (datetime(2026, 6, 15, 13, 0, tzinfo=UTC), True),  # Monday 21:00
        (datetime(2026, 6, 13, 4, 0, tzinfo=UTC), True),  # Saturday noon
    ],
)
def test_office_hours_follow_the_clock_of_the_organisation(instant: datetime, odd: bool) -> None:
    assert off_hours(instant) is odd


def test_r52_gives_a_leaver_account_until_the_end_of_the_next_day(session: Session) -> None:
    person = a_person(session, left_on=date(2026, 6, 13))
    a_user(session, person_id=person.id, created_at=datetime(2026, 4, 1, tzinfo=UTC))
    figures(session, "R52", today=date(2026, 6, 14))
    assert value(session, "R52", 202606) == 0
    figures(session, "R52", today=date(2026, 6, 15))
    assert value(session, "R52", 202606) == 1


def test_disabling_the_account_ends_it_on_that_day(database: str) -> None:
    with at(MORNING) as session:
        person = a_person(session, left_on=date(2026, 4, 30))
        user = a_user(session, person_id=person.id, created_at=datetime(2026, 4, 1, tzinfo=UTC))
        disable_user(session, an_actor(), user, NOON)
    with at(MORNING) as session:
        figures(session, "R52")
        assert [value(session, "R52", month) for month in (202604, 202605, 202606)] == [0, 1, 0]
        assert not [mark for mark in marks_after_mirroring_again(session) if mark[0] == "account_life"]


def test_an_account_of_somebody_who_stays_is_no_concern(session: Session) -> None:
    a_user(session, person_id=a_person(session).id, created_at=datetime(2026, 4, 1, tzinfo=UTC))
    figures(session, "R52", "R47", "R51")
    assert [value(session, code, 202606) for code in ("R52", "R47", "R51")] == [0, 0, 0]


def test_r47_counts_a_person_with_conflicting_roles_in_two_accounts(session: Session) -> None:
    person = a_person(session)
    for role in ("administrator", "receivables"):
        user = a_user(session, person_id=person.id, created_at=datetime(2026, 4, 1, tzinfo=UTC))
        a_grant(session, user, role, created_at=datetime(2026, 5, 2, tzinfo=UTC))
    figures(session, "R47")
    assert [value(session, "R47", month) for month in (202604, 202605, 202606)] == [0, 1, 1]
    found = session.scalars(select(DutyConflict)).one()
    assert (found.rules, found.accepted, found.since_on) == ("S27", False, date(2026, 5, 2))


def test_a_reason_that_was_written_down_mitigates_what_may_be_accepted(database: str) -> None:
    with at(MORNING) as session:
        user = a_user(session, person_id=a_person(session).id)
        a_grant(session, user, "administrator")
        role = session.scalars(select(Role).where(Role.code == "receivables")).one()
        grant_role(
            session, an_actor(), user=user, role=role, unit_id=the_root(session).id, now=NOON,
            reason="两人公司，总经理每周复核日志",
        )  # fmt: skip
    with at(MORNING) as session:
        figures(session, "R47")
        assert value(session, "R47", 202606) == 0
        assert session.scalars(select(DutyConflict.accepted)).one() is True


def test_a_conflict_ends_when_the_role_is_taken_back(session: Session) -> None:
    user = a_user(session, person_id=a_person(session).id, created_at=datetime(2026, 4, 1, tzinfo=UTC))
    since = datetime(2026, 4, 2, tzinfo=UTC)
    a_grant(session, user, "administrator", created_at=since)
    grant = a_grant(session, user, "receivables", created_at=since)
    figures(session, "R47")
    assert value(session, "R47", 202606) == 1
    revoke_role(session, an_actor(), grant, NOON)
    figures(session, "R47")
    assert [value(session, "R47", month) for month in (202605, 202606)] == [1, 0]
    assert marks_after_mirroring_again(session) == []


def renamed(session: Session, name: str) -> None:
    the_root(session).name_en = name


def test_r34_relates_lines_written_off_hours_to_all_lines_of_people(database: str) -> None:
    with at(MORNING) as session:
        the_root(session)
        user = a_user(session, created_at=datetime(2026, 4, 1, tzinfo=UTC)).id
    for count, instant in enumerate((MORNING, MORNING, MORNING, NIGHT)):
        with at(instant, user) as session:
            renamed(session, f"name {count}")
    with at(NIGHT) as session:
        renamed(session, "by the machine, at night")
    with unit_of_work(an_actor()) as session:
        figures(session, "R34")
        assert value(session, "R34", 202606) == 0.25


def test_the_journal_is_never_read_twice(database: str) -> None:
    with at(MORNING) as session:
        the_root(session)
        user = a_user(session).id
    for count in (1, 2):
        with at(MORNING, user) as session:
            renamed(session, f"name {count}")
        for _ in range(2):
            with unit_of_work(an_actor()) as session:
                read_on(session)
        with unit_of_work(an_actor()) as session:
            assert session.scalars(select(PostingActivity.entries)).one() == count


def test_r51_counts_large_exports_and_odd_hours_once_each(database: str) -> None:
    with at(MORNING) as session:
        user = a_user(session, created_at=datetime(2026, 4, 1, tzinfo=UTC)).id
    for instant, action, rows in (
        (MORNING, "exported", 1000),
        (MORNING, "exported", 1001),
        (NIGHT, "exported", 5000),
        (NIGHT, "exported", 5),
        (MORNING, "signed in", 0),
        (NIGHT, "signed in", 0),
    ):
        with at(instant, user) as session:
            note(session, action, entity="User", entity_id=user, changes={"rows": rows} if rows else None)
    with at(MORNING) as session:
        note(session, "account locked", entity="User", entity_id=user)
    with unit_of_work(an_actor()) as session:
        figures(session, "R51")
        assert value(session, "R51", 202606) == 5
        kinds = sorted(session.scalars(select(AccessEvent.kind)))
        assert kinds == ["large_export", "large_export", "locked", "off_hours_export", "off_hours_sign_in"]
