"""Duties are given only to people who are cleared for them: by form, in bulk and by import alike."""

from collections.abc import Collection, Iterator, Mapping
from datetime import date
from decimal import Decimal

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from domain.core.clearance import CLEARANCES, NEWCOMER, Duty
from domain.core.editing import create, edit
from domain.core.errors import DomainError, RuleBroken
from domain.core.permission import Actor, Permission
from domain.entities import Customer, DiscountAuthority, Person, Post
from tests.factories import a_customer, a_person, added
from tests.imports import imported, planned, why


class NotYet(RuleBroken):
    text = "Not yet."


class Strict:
    """Clears nobody but those it was told of."""

    def __init__(self) -> None:
        self.cleared: set[int] = set()
        self.asked = 0
        self.posts: Mapping[int, int | None] = {}

    def refusals(
        self,
        session: Session,
        duty: Duty,
        people: Collection[int],
        today: date,
        posts: Mapping[int, int | None] | None = None,
    ) -> Mapping[int, DomainError]:
        self.asked += 1
        self.posts = posts or {}
        return {who: NotYet() for who in people if who not in self.cleared}


@pytest.fixture
def strict() -> Iterator[Strict]:
    one = Strict()
    CLEARANCES.append(one)
    yield one
    CLEARANCES.remove(one)


def test_a_customer_is_not_handed_to_somebody_who_is_not_cleared(
    session: Session, actor: Actor, strict: Strict
) -> None:
    customer, person = a_customer(session), a_person(session)
    with pytest.raises(NotYet) as refusal:
        edit(session, actor, Permission.FACTS_WRITE, customer, {"salesperson_id": person.id})
    assert refusal.value.field == "salesperson_id"
    session.refresh(customer)
    strict.cleared.add(person.id)
    edit(session, actor, Permission.FACTS_WRITE, customer, {"salesperson_id": person.id})
    assert customer.salesperson_id == person.id


def test_a_new_customer_needs_a_cleared_salesperson_too(
    session: Session, actor: Actor, strict: Strict
) -> None:
    person = a_person(session)
    values = {"number": "N1", "name": "N", "unit_id": person.unit_id, "salesperson_id": person.id}
    with pytest.raises(NotYet):
        create(session, actor, Permission.FACTS_WRITE, Customer, values)
    assert session.scalars(select(Customer)).all() == []
    create(session, actor, Permission.FACTS_WRITE, Customer, values | {"salesperson_id": None})


def test_what_was_assigned_before_stays(session: Session, actor: Actor, strict: Strict) -> None:
    person = a_person(session)
    customer = a_customer(session, salesperson_id=person.id)
    edit(session, actor, Permission.FACTS_WRITE, customer, {"region": "华东"})
    assert (customer.salesperson_id, strict.asked) == (person.id, 0)


def test_imported_rows_are_rejected_one_by_one_and_asked_about_at_once(
    session: Session, strict: Strict
) -> None:
    old, new = a_person(session), a_person(session)
    strict.cleared.add(old.id)
    rows = [
        {"number": "K1", "salesperson": old.number},
        {"number": "K2", "salesperson": new.number},
        {"number": "K3", "salesperson": "nobody knows"},
        {"number": "K4"},
    ]
    plan = planned(session, "customer", rows)
    assert why(plan) == {3: ["Not yet."], 4: ["Not yet."]}
    assert strict.asked == 1
    imported(session, "customer", rows)
    assert set(session.scalars(select(Customer.number))) == {"K1", "K4"}
    assert NEWCOMER not in strict.cleared


def test_importing_a_known_customer_again_asks_nothing(session: Session, strict: Strict) -> None:
    person = a_person(session)
    strict.cleared.add(person.id)
    row = {"number": "K1", "salesperson": person.number}
    imported(session, "customer", [row])
    strict.cleared.clear()
    assert not why(planned(session, "customer", [row | {"region": "华东"}]))


def test_a_discount_authority_is_refused_to_a_person_and_to_a_post_with_such_a_holder(
    session: Session, actor: Actor, strict: Strict
) -> None:
    post = added(session, Post(code="SR", name_zh="销售", name_en="Sales"))
    person = a_person(session, post_id=post.id)
    begins = {"max_discount": "0.1", "valid_from": "2026-01-01"}
    rows = [begins | {"person": person.number}, begins | {"post": "SR"}]
    assert set(why(planned(session, "discount_authority", rows))) == {2, 3}
    strict.cleared.add(person.id)
    imported(session, "discount_authority", rows)
    strict.cleared.clear()
    more = [begins | {"post": "SR", "max_discount": "0.2"}]
    assert set(why(planned(session, "discount_authority", more))) == {2}
    values = {"post_id": post.id, "max_discount": Decimal("0.3"), "valid_from": date(2027, 1, 1)}
    with pytest.raises(NotYet):
        create(session, actor, Permission.FACTS_WRITE, DiscountAuthority, values)


def an_authority(session: Session, post: Post, share: str = "0.1", day: date = date(2026, 1, 1)) -> None:
    facts = {"post_id": post.id, "max_discount": Decimal(share), "valid_from": day}
    added(session, DiscountAuthority(source_ref=f"{post.code}{share}{day}", **facts))


def test_nobody_is_appointed_to_a_post_that_may_give_discounts_before_they_are_cleared(
    session: Session, actor: Actor, strict: Strict
) -> None:
    post = added(session, Post(code="SR", name_zh="销售", name_en="Sales"))
    person = a_person(session)
    edit(session, actor, Permission.ORGANISATION_WRITE, person, {"post_id": post.id})
    edit(session, actor, Permission.ORGANISATION_WRITE, person, {"post_id": None})
    an_authority(session, post)
    with pytest.raises(NotYet) as refusal:
        edit(session, actor, Permission.ORGANISATION_WRITE, person, {"post_id": post.id})
    assert refusal.value.field == "post_id"
    assert strict.posts == {person.id: post.id}
    strict.cleared.add(person.id)
    edit(session, actor, Permission.ORGANISATION_WRITE, person, {"post_id": post.id})
    strict.cleared.clear()
    edit(session, actor, Permission.ORGANISATION_WRITE, person, {"email": "a@example.com"})


def test_whoever_is_hired_into_such_a_post_or_comes_back_to_it_must_be_cleared(
    session: Session, actor: Actor, strict: Strict
) -> None:
    post = added(session, Post(code="SR", name_zh="销售", name_en="Sales"))
    gone = a_person(session, post_id=post.id, left_on=date(2026, 1, 1))
    an_authority(session, post)
    values = {"number": "N1", "name": "N", "unit_id": gone.unit_id, "post_id": post.id}
    with pytest.raises(NotYet):
        create(session, actor, Permission.ORGANISATION_WRITE, Person, values)
    with pytest.raises(NotYet):
        edit(session, actor, Permission.ORGANISATION_WRITE, gone, {"left_on": None})


def test_a_post_whose_authority_has_ended_takes_nothing(
    session: Session, actor: Actor, strict: Strict
) -> None:
    post = added(session, Post(code="SR", name_zh="销售", name_en="Sales"))
    an_authority(session, post)
    an_authority(session, post, "0", date(2026, 2, 1))
    edit(session, actor, Permission.ORGANISATION_WRITE, a_person(session), {"post_id": post.id})
    assert strict.asked == 0
