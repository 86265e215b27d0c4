"""A record entered by hand is refused with the field at fault, before the database has to."""

import pytest
from sqlalchemy.orm import Session

from domain.core.editing import create, edit
from domain.core.errors import Missing
from domain.core.permission import Permission
from domain.core.soundness import AlreadyUsed, TooLong
from domain.organisation.person import Person
from domain.organisation.unit import Unit
from domain.sales.customer import Customer
from tests.factories import a_customer, a_unit, an_actor, the_root

MAY = Permission.FACTS_WRITE


def entered(session: Session, **values: object) -> Customer:
    facts = {"number": "C-1", "name": "恒达", "unit_id": the_root(session).id} | values
    return create(session, an_actor(), MAY, Customer, facts)


def test_a_record_without_a_required_field_names_the_field(session: Session) -> None:
    with pytest.raises(Missing) as refused:
        entered(session, name="  ")
    assert refused.value.field == "name"
    assert refused.value.facts["field_name"] == "Customer.name"


def test_a_required_link_must_lead_somewhere(session: Session) -> None:
    with pytest.raises(Missing) as refused:
        create(session, an_actor(), MAY, Person, {"number": "P-1", "name": "周"})
    assert refused.value.field == "unit_id"


def test_what_the_model_fills_in_may_be_left_out(session: Session) -> None:
    assert entered(session).region == ""


def test_two_customers_cannot_share_a_number(session: Session) -> None:
    a_customer(session, number="C-7")
    with pytest.raises(AlreadyUsed) as refused:
        entered(session, number="C-7")
    assert (refused.value.field, refused.value.facts["value"]) == ("number", "C-7")


def test_a_number_stays_taken_where_the_person_may_not_see_its_holder(session: Session) -> None:
    mine, theirs = a_unit(session), a_unit(session)
    a_customer(session, number="C-7", unit_id=theirs.id)
    session.info["actor"] = limited = an_actor(MAY, units=frozenset({mine.id}))
    values = {"number": "C-7", "name": "恒达", "unit_id": mine.id}
    with pytest.raises(AlreadyUsed):
        create(session, limited, MAY, Customer, values)


def test_a_record_keeps_its_own_number_when_edited(session: Session) -> None:
    customer = a_customer(session, number="C-7")
    edit(session, an_actor(), MAY, customer, {"number": "C-7", "name": "锐科"})
    assert customer.name == "锐科"


def test_a_text_longer_than_its_field_says_how_long_it_may_be(session: Session) -> None:
    with pytest.raises(TooLong) as refused:
        entered(session, region="很" * 81)
    assert (refused.value.facts["most"], refused.value.facts["found"]) == (80, 81)


def test_a_refused_record_leaves_nothing_behind(session: Session) -> None:
    with pytest.raises(Missing):
        create(session, an_actor(), MAY, Unit, {"code": "", "name_zh": "x", "name_en": "x"})
    session.flush()
    assert not session.new


def test_a_record_entered_by_hand_says_so_and_is_known_by_its_number(session: Session) -> None:
    customer = entered(session, number="C-9")
    assert (customer.source, customer.source_ref) == ("manual", "C-9")
