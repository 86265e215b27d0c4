"""Many records, one verb: each for itself."""

from datetime import date

import pytest
from sqlalchemy import select

from db.unit_of_work import reading, unit_of_work
from domain.core.each import Account, each, parts
from domain.core.editing import edit
from domain.core.entity import Entity
from domain.core.errors import NotFound, NotPermitted
from domain.core.journal import JournalEntry
from domain.core.permission import Permission, machine
from domain.organisation.person import LeftBeforeJoining, Person
from domain.sales.customer import Customer
from tests.factories import a_customer, a_person, a_unit, an_actor

WRITE = Permission.FACTS_WRITE


def test_one_refusal_undoes_nothing_of_the_others(database: str) -> None:
    with unit_of_work(machine("test")) as session:
        keys = [a_person(session, joined_on=date(2026, 1, at)).id for at in (1, 5, 9)]
    actor = an_actor(Permission.ORGANISATION_WRITE)
    with unit_of_work(actor) as session:

        def leave(person: Person) -> None:
            values = {"left_on": date(2026, 1, 7)}
            edit(session, actor, Permission.ORGANISATION_WRITE, person, values)

        account = each(session, Person, keys, leave, lambda person: person.name)
    assert account.done == keys[:2]
    assert [(one.key, type(one.why)) for one in account.refused] == [(keys[2], LeftBeforeJoining)]
    with reading(actor) as session:
        left = {person.id: person.left_on for person in session.scalars(select(Person))}
        journal = session.scalars(select(JournalEntry.entity_id).where(JournalEntry.action == "changed"))
        assert [left[key] for key in keys] == [date(2026, 1, 7), date(2026, 1, 7), None]
        assert list(journal) == keys[:2]


def test_each_record_asks_for_the_right_in_its_own_unit(database: str) -> None:
    with unit_of_work(machine("test")) as session:
        mine, theirs = a_unit(session), a_unit(session)
        keys = [a_customer(session, unit_id=unit.id).id for unit in (mine, theirs)]
        hidden = a_customer(session, unit_id=a_unit(session).id).id
    actor = an_actor(WRITE, units=frozenset({mine.id}))
    reader = an_actor(Permission.FACTS_READ, units=frozenset({theirs.id}))
    both = an_actor(grants=(*actor.grants, *reader.grants))
    with unit_of_work(both) as session:
        account = each(
            session, Customer, [*keys, hidden], lambda c: edit(session, both, WRITE, c, {"region": "华东"})
        )
    assert account.done == keys[:1]
    assert [type(one.why) for one in account.refused] == [NotPermitted, NotFound]
    assert account.refused[1].title == f"#{hidden}"


def test_any_other_error_ends_the_whole(database: str) -> None:
    with unit_of_work(machine("test")) as session:
        keys = [a_customer(session, region="华东").id for _ in range(2)]

    def break_down(record: Entity) -> None:
        if record.id == keys[1]:
            raise ZeroDivisionError
        record.archived_at = record.created_at

    with pytest.raises(ZeroDivisionError), unit_of_work(machine("test")) as session:
        each(session, Customer, keys, break_down)
    with reading(machine("test")) as session:
        assert set(session.scalars(select(Customer.archived_at))) == {None}


def test_what_waits_for_others_is_not_counted_as_done(database: str) -> None:
    with unit_of_work(machine("test")) as session:
        keys = [a_customer(session).id for _ in range(2)]
        account = each(session, Customer, keys, lambda record: record.id == keys[0])
    assert (account.done, account.waiting) == (keys[:1], keys[1:])


def test_pieces_hold_every_record_once_and_accounts_add_up() -> None:
    keys = list(range(7))
    pieces = list(parts(keys, 3))
    assert [list(piece) for piece in pieces] == [[0, 1, 2], [3, 4, 5], [6]]
    whole = Account()
    for piece in pieces:
        whole.add(Account(done=list(piece)))
    assert whole.done == keys
