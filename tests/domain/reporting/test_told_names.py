"""Among figures too, a role that may not read a name reads the number instead."""

from dataclasses import replace

import pytest
from sqlalchemy import select

from db.unit_of_work import reading, unit_of_work
from domain.core.permission import Actor, Grant, Permission, machine
from domain.core.told_name import told_name
from domain.organisation.person import Person
from domain.reporting.breakdown import member_names
from domain.sales.customer import Customer
from tests.factories import a_customer, a_person, an_actor

READ = (Permission.FACTS_READ, Permission.INDICATORS_READ)


def restricted(**fields: str) -> Actor:
    actor = an_actor(*READ)
    closed = tuple((f"Customer.{name}", access) for name, access in fields.items())
    grants = tuple(Grant(one.role, one.permissions, one.units, closed) for one in actor.grants)
    return replace(actor, grants=grants)


@pytest.fixture
def customer(database: str) -> int:
    with unit_of_work(machine("test")) as session:
        one = a_customer(session, number="C-7", name="宏达机械", name_en="Hongda Machinery")
        session.commit()
        return one.id


def test_who_may_read_a_customers_name_reads_it_among_figures(customer: int) -> None:
    with reading(an_actor(*READ)) as session:
        assert member_names(session, "customer", [customer]) == {customer: ("宏达机械", "Hongda Machinery")}


@pytest.mark.parametrize("access", ["hidden", "masked"])
def test_a_closed_name_gives_way_to_the_number(customer: int, access: str) -> None:
    with reading(restricted(name=access, name_en=access)) as session:
        assert member_names(session, "customer", [customer]) == {customer: ("C-7", "C-7")}


def test_where_the_number_is_closed_too_the_key_remains(customer: int) -> None:
    with reading(restricted(name="hidden", name_en="hidden", number="hidden")) as session:
        assert member_names(session, "customer", [customer]) == {customer: (f"#{customer}", f"#{customer}")}


def test_a_closed_name_is_not_even_asked_for(customer: int) -> None:
    with reading(restricted(name="hidden")) as session:
        query = str(select(*told_name(session, Customer)))
    assert "customer.name," not in query
    assert "customer.name_en" in query


def test_the_names_of_people_are_not_closed_with_those_of_customers(database: str) -> None:
    with unit_of_work(machine("test")) as session:
        key = a_person(session, name="安娜", name_en="Anna").id
        session.commit()
    with reading(restricted(name="hidden")) as session:
        assert session.execute(select(*told_name(session, Person)).where(Person.id == key)).one()[1] == "安娜"
