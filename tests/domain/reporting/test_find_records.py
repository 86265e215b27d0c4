"""The search of the whole portal finds what this person may see, and nothing else."""

import pytest
from sqlalchemy.orm import Session

from db.unit_of_work import reading, unit_of_work
from domain.core.entity import Entity
from domain.core.kinds import kinds
from domain.core.permission import Actor, Grant, Permission
from domain.receivables.invoice import Invoice
from domain.reporting.find_records import find_records
from domain.sales.customer import Customer
from tests import factories as make

KINDS: tuple[type[Entity], ...] = (Customer, Invoice)
READS = frozenset({Permission.FACTS_READ})


def found(session: Session, actor: Actor, text: str) -> dict[str, list[str]]:
    return {
        hits.kind.__name__: [record.number for record in hits.records]
        for hits in find_records(session, actor, text, KINDS)
    }


@pytest.fixture
def company(database: str) -> int:
    """Customers of two units and an invoice; the id of the first unit."""
    with unit_of_work(make.an_actor()) as session:
        east, west = make.a_unit(session), make.a_unit(session)
        make.a_customer(session, number="C-100", name="华东 机电", unit_id=east.id)
        make.a_customer(session, number="C-200", name="华西 机电", unit_id=west.id)
        make.an_invoice(session, number="INV-100", unit_id=east.id)
        return east.id


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("机电", {"Customer": ["C-100", "C-200"]}),
        ("机电 华东", {"Customer": ["C-100"]}),
        ("inv-1", {"Invoice": ["INV-100"]}),
        ("100", {"Customer": ["C-100"]}),
        ("%", {}),
        ("机", {}),
        ("nobody", {}),
    ],
)
def test_records_are_found_by_number_and_by_words_of_their_name(
    company: int, text: str, expected: dict[str, list[str]]
) -> None:
    actor = Actor(name="Reader", grants=(Grant("reader", READS),))
    with unit_of_work(actor) as session:
        assert found(session, actor, text) == expected


def test_records_of_other_units_and_closed_kinds_and_names_are_not_found(company: int) -> None:
    east = Actor(name="East", grants=(Grant("reader", READS, frozenset({company})),))
    hidden = (("Customer.name", "masked"),)
    blind = Actor(name="Blind", grants=(Grant("reader", READS, None, hidden),))
    nobody = Actor(name="Nobody", grants=(Grant("hr", frozenset({Permission.ACCESS_READ})),))
    for actor, text, expected in (
        (east, "机电", {"Customer": ["C-100"]}),
        (blind, "机电", {}),
        (blind, "C-2", {"Customer": ["C-200"]}),
        (nobody, "机电", {}),
    ):
        with unit_of_work(actor) as session:
            assert found(session, actor, text) == expected


def test_records_of_every_kind_can_be_asked_for(database: str) -> None:
    """Some are numbered by a count, in which no database looks for words."""
    with reading(make.an_actor()) as session:
        assert find_records(session, make.an_actor(), "xy", kinds().values()) == []
