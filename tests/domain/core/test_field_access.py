"""Single fields closed to a role: in no screen, file, sum, search, history or edit."""

from collections.abc import Iterable

import pytest

from db.unit_of_work import unit_of_work
from domain.access.actors import grants_of
from domain.access.edit_role import change_fields
from domain.access.grant_role import SelfGrant
from domain.access.role import Role, restrictions
from domain.core.clock import today
from domain.core.custom_field import CustomField, CustomKind
from domain.core.editing import create, edit
from domain.core.field_access import FieldAccess, FieldClosed, access_to, masked
from domain.core.permission import Actor, Grant, Permission
from domain.core.visible_changes import visible_changes
from domain.sales.customer import Customer
from tests import factories as make

READS = frozenset({Permission.FACTS_READ, Permission.FACTS_WRITE})
HIDDEN, MASKED, READ, FULL = FieldAccess


def somebody(*grants: tuple[str | None, Iterable[int] | None]) -> Actor:
    """An actor with one grant each: how open the tax number is (None: not restricted), and where."""
    return Actor(
        name="Tester",
        grants=tuple(
            Grant(
                f"role{at}", READS, None if units is None else frozenset(units),
                restrictions({"Customer.credit_code": access} if access else {}),
            )
            for at, (access, units) in enumerate(grants)
        ),
    )  # fmt: skip


def test_a_field_nobody_restricts_is_open() -> None:
    assert access_to(somebody((None, None)), Customer, "credit_code") is FULL


def test_of_several_roles_the_most_open_counts() -> None:
    assert access_to(somebody(("hidden", None), ("masked", None)), Customer, "credit_code") is MASKED
    assert access_to(somebody(("hidden", None), (None, None)), Customer, "credit_code") is FULL


def test_a_role_that_does_not_open_the_records_opens_no_field_of_them() -> None:
    other = Grant("hr", frozenset({Permission.ORGANISATION_READ}))
    restricted = somebody(("hidden", None))
    both = Actor(name="Tester", grants=(*restricted.grants, other))
    assert access_to(both, Customer, "credit_code") is HIDDEN


def test_where_units_differ_the_stricter_counts() -> None:
    assert access_to(somebody(("hidden", {1}), (None, {2})), Customer, "credit_code") is HIDDEN
    assert access_to(somebody(("hidden", {1}), ("read", None)), Customer, "credit_code") is READ


@pytest.mark.parametrize(
    ("text", "shown"),
    [("91310000MA1K4LT", "••••K4LT"), ("1234567", "••••"), ("", ""), ("12345678", "••••5678")],
)
def test_a_mask_leaves_the_end_of_a_long_text_only(text: str, shown: str) -> None:
    assert masked(text) == shown


@pytest.mark.parametrize("access", ["hidden", "masked", "read"])
def test_a_closed_field_cannot_be_written_even_by_a_forged_edit(database: str, access: str) -> None:
    actor = somebody((access, None))
    with unit_of_work(actor) as session:
        customer = make.a_customer(session, credit_code="A1")
        edit(session, actor, Permission.FACTS_WRITE, customer, {"name": "New name", "credit_code": "A1"})
        with pytest.raises(FieldClosed):
            edit(session, actor, Permission.FACTS_WRITE, customer, {"credit_code": "A2"})
        values = {"number": "C9", "name": "N", "unit_id": customer.unit_id, "credit_code": "A3"}
        with pytest.raises(FieldClosed):
            create(session, actor, Permission.FACTS_WRITE, Customer, values)


def test_the_history_tells_no_more_than_the_field(database: str) -> None:
    everybody = make.an_actor()
    with unit_of_work(everybody) as session:
        own = {"name_zh": "密", "name_en": "Secret", "visible_to": ["credit"]}
        field = CustomField(entity="Customer", key="secret", kind=CustomKind.TEXT, **own)
        make.added(session, field)
        changes = {"name": ["a", "b"], "credit_code": ["1", "2"], "custom.secret": ["x", "y"]}
        hidden = visible_changes(session, somebody(("hidden", None)), Customer, changes)
        dark = visible_changes(session, somebody(("masked", None)), Customer, changes)
    assert hidden == {"name": ["a", "b"]}
    assert dark == {"name": ["a", "b"], "credit_code": ["••••", "••••"]}


def test_restrictions_of_a_role_reach_its_holders_and_can_be_lifted(database: str) -> None:
    with unit_of_work(make.an_actor()) as session:
        root = make.the_root(session)
        user = make.a_user(session, role="sales", unit_id=root.id)
        role = session.query(Role).filter(Role.code == "sales").one()
        admin = make.an_actor()
        change_fields(session, admin, role, {"Customer.credit_code": HIDDEN, "Customer.name": READ})
        grant = grants_of(session, today(), (user.id,))[user.id][0]
        assert dict(grant.fields) == {"Customer.name": "read", "Customer.credit_code": "hidden"}
        change_fields(session, admin, role, {"Customer.credit_code": FULL})
        assert role.fields == {"Customer.name": "read"}
        holder = make.an_actor(
            user_id=user.id, grants=(Grant("sales", frozenset({Permission.ACCESS_GRANT})),)
        )
        with pytest.raises(SelfGrant):
            change_fields(session, holder, role, {"Customer.name": FULL})
