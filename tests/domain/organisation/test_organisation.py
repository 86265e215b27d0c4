from datetime import date
from typing import Any

import pytest
from sqlalchemy.orm import Session

from domain.core.editing import create, edit
from domain.core.errors import NotPermitted
from domain.core.permission import Permission
from domain.organisation.close_unit import CompanyStays, UnitInUse, close_unit
from domain.organisation.committee import (
    AlreadyAMember,
    ChairTaken,
    CommitteeMember,
    EndsBeforeItStarts,
    Seat,
    sitting,
)
from domain.organisation.person import LeftBeforeJoining, OwnSuperior, Person
from domain.organisation.tree import unit_tree
from domain.organisation.unit import OnlyOneRoot, Unit, UnitIsItsOwnParent
from tests.factories import NOON, a_person, a_unit, an_actor, the_root

WRITE = Permission.ORGANISATION_WRITE
NEW_YEAR, MARCH, JUNE = date(2026, 1, 1), date(2026, 3, 1), date(2026, 6, 1)


def change(session: Session, record: Any, **values: Any) -> None:
    edit(session, an_actor(), WRITE, record, values)


def test_a_unit_covers_everything_below_it(session: Session) -> None:
    south = a_unit(session)
    branch = a_unit(session, parent_id=south.id)
    team = a_unit(session, parent_id=branch.id)
    a_unit(session)
    assert unit_tree(session).below(south.id) == {south.id, branch.id, team.id}
    assert unit_tree(session).above(team.id) == (team.id, branch.id, south.id, the_root(session).id)


def test_units_never_form_a_ring(session: Session) -> None:
    south = a_unit(session)
    branch = a_unit(session, parent_id=south.id)
    team = a_unit(session, parent_id=branch.id)
    for below in (south, branch, team):
        with pytest.raises(UnitIsItsOwnParent):
            change(session, south, parent_id=below.id)
        session.expire(south)


def test_a_unit_moves_with_all_below_it(session: Session) -> None:
    south, north = a_unit(session), a_unit(session)
    branch = a_unit(session, parent_id=south.id)
    change(session, branch, parent_id=north.id)
    assert branch.id in unit_tree(session).below(north.id)


def test_there_is_one_company(session: Session) -> None:
    the_root(session)
    with pytest.raises(OnlyOneRoot):
        create(
            session,
            an_actor(),
            WRITE,
            Unit,
            {"code": "U", "name_zh": "乙", "name_en": "B", "parent_id": None},
        )


def test_the_company_stands_below_nothing(session: Session) -> None:
    unit = a_unit(session)
    with pytest.raises(OnlyOneRoot):
        change(session, the_root(session), parent_id=unit.id)
    session.expire(the_root(session))


def test_an_empty_unit_is_closed_and_leaves_lists(session: Session) -> None:
    unit = a_unit(session)
    close_unit(session, an_actor(), unit, NOON, "merged")
    assert unit.archived_at == NOON


def test_a_unit_with_people_or_units_is_not_closed(session: Session) -> None:
    staffed, parent = a_unit(session), a_unit(session)
    a_person(session, unit_id=staffed.id)
    a_unit(session, parent_id=parent.id)
    for unit in (staffed, parent):
        with pytest.raises(UnitInUse):
            close_unit(session, an_actor(), unit, NOON)


def test_people_who_left_do_not_keep_a_unit_open(session: Session) -> None:
    unit = a_unit(session)
    a_person(session, unit_id=unit.id, left_on=MARCH)
    close_unit(session, an_actor(), unit, NOON)


def test_the_company_is_never_closed(session: Session) -> None:
    with pytest.raises(CompanyStays):
        close_unit(session, an_actor(), the_root(session), NOON)


def test_a_unit_is_closed_only_by_who_maintains_it(session: Session) -> None:
    unit = a_unit(session)
    with pytest.raises(NotPermitted):
        close_unit(session, an_actor(WRITE, units=frozenset({unit.id + 1})), unit, NOON)


def test_superiors_never_form_a_ring(session: Session) -> None:
    boss = a_person(session)
    clerk = a_person(session, superior_id=boss.id)
    for below in (boss, clerk):
        with pytest.raises(OwnSuperior):
            change(session, boss, superior_id=below.id)
        session.expire(boss)


def test_nobody_leaves_before_joining(session: Session) -> None:
    values = {
        "number": "P",
        "name": "甲",
        "unit_id": the_root(session).id,
        "joined_on": JUNE,
        "left_on": MARCH,
    }
    with pytest.raises(LeftBeforeJoining):
        create(session, an_actor(), WRITE, Person, values)


def seat(
    session: Session, person: Person, seat: Seat, since: date, until: date | None = None
) -> CommitteeMember:
    values = {"person_id": person.id, "seat": seat, "since": since, "until": until}
    return create(session, an_actor(), WRITE, CommitteeMember, values)


def test_the_committee_of_a_day_begins_with_its_chair(session: Session) -> None:
    member, secretary, chair = (a_person(session) for _ in range(3))
    seat(session, member, Seat.MEMBER, NEW_YEAR)
    seat(session, secretary, Seat.SECRETARY, NEW_YEAR)
    seat(session, chair, Seat.CHAIR, NEW_YEAR, MARCH)
    assert [one.person.id for one in sitting(session, MARCH)] == [chair.id, member.id, secretary.id]
    assert [one.person.id for one in sitting(session, JUNE)] == [member.id, secretary.id]
    assert sitting(session, date(2025, 12, 31)) == []


def test_a_person_has_one_seat_at_a_time(session: Session) -> None:
    person = a_person(session)
    seat(session, person, Seat.MEMBER, NEW_YEAR, MARCH)
    with pytest.raises(AlreadyAMember):
        seat(session, person, Seat.SECRETARY, MARCH)
    assert seat(session, person, Seat.SECRETARY, JUNE) in sitting(session, JUNE)


def test_there_is_one_chair_at_a_time(session: Session) -> None:
    seat(session, a_person(session), Seat.CHAIR, NEW_YEAR)
    with pytest.raises(ChairTaken):
        seat(session, a_person(session), Seat.CHAIR, MARCH)


def test_a_term_has_at_least_a_day(session: Session) -> None:
    with pytest.raises(EndsBeforeItStarts):
        seat(session, a_person(session), Seat.MEMBER, JUNE, MARCH)
    assert seat(session, a_person(session), Seat.MEMBER, JUNE, JUNE) in sitting(session, JUNE)
