"""Who oversees one unit finds its records only, and reads in them who and what they are about."""

from collections.abc import Iterator
from dataclasses import dataclass

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session, selectinload

from db.unit_of_work import reading, unit_of_work
from domain.core.editing import find
from domain.core.errors import NotFound
from domain.core.permission import Actor, Permission, machine
from domain.organisation.person import Person
from domain.receivables.invoice import Invoice
from domain.sales.customer import Customer
from tests.factories import a_customer, a_person, a_unit, an_actor, an_invoice


@dataclass(frozen=True)
class Case:
    """An invoice of the south to a customer whom the north keeps, and an actor of the south."""

    south: Actor
    invoice: int
    customer: int


@pytest.fixture
def case(database: str) -> Iterator[Case]:
    with unit_of_work(machine("test")) as session:
        south, north = a_unit(session, code="S"), a_unit(session, code="N")
        seller = a_person(session, name="北方人", unit_id=north.id)
        customer = a_customer(session, name="北方客户", unit_id=north.id)
        one = an_invoice(session, unit_id=south.id, customer_id=customer.id, salesperson_id=seller.id)
        an_invoice(session, unit_id=north.id, customer_id=customer.id)
        session.commit()
        yield Case(an_actor(Permission.FACTS_READ, units=frozenset({south.id})), one.id, customer.id)


def test_an_invoice_names_its_customer_and_seller_of_another_unit(case: Case) -> None:
    with reading(case.south) as session:
        query = select(Invoice).options(selectinload(Invoice.customer), selectinload(Invoice.salesperson))
        (found,) = session.scalars(query).all()
    assert found.id == case.invoice
    assert found.customer
    assert found.customer.name == "北方客户"
    assert found.salesperson
    assert found.salesperson.name == "北方人"


def test_neither_is_found_by_a_question_of_their_own(case: Case) -> None:
    with reading(case.south) as session:
        assert people(session) == []
        assert session.scalars(select(Customer.name)).all() == []
        with pytest.raises(NotFound):
            find(session, Customer, case.customer)


def people(session: Session) -> list[str]:
    return list(session.scalars(select(Person.name).where(Person.name == "北方人")))
