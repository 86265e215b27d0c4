"""Make a valid record; name only what the test is about. Factories add to the session and flush."""

from datetime import UTC, date, datetime
from decimal import Decimal
from functools import cache
from itertools import count
from typing import Any, TypeVar

from sqlalchemy import select
from sqlalchemy.orm import Session

from domain.access import password as kept
from domain.access.role import Role, RoleGrant
from domain.access.shipped_roles import install_roles
from domain.access.user import User
from domain.access.user_session import open_session
from domain.core.permission import Actor, Grant, Permission
from domain.organisation.person import Person
from domain.organisation.unit import ROOT_CODE, Unit
from domain.receivables.invoice import Invoice
from domain.sales.customer import Customer

T = TypeVar("T")
numbers = count(1)
NOON = datetime(2026, 6, 15, 4, tzinfo=UTC)
PASSWORD = "correct horse battery"


def an_actor(*permissions: Permission, units: frozenset[int] | None = None, **facts: Any) -> Actor:
    """Somebody who may do just this (everything, if nothing is named)."""
    granted = frozenset(permissions or Permission)
    return Actor(**{"name": "Tester", "grants": (Grant("test", granted, units),)} | facts)


def the_root(session: Session) -> Unit:
    """The company; made once."""
    root = session.scalars(select(Unit).where(Unit.code == ROOT_CODE)).one_or_none()
    return root or added(session, Unit(code=ROOT_CODE, name_zh="示例公司", name_en="Sample Company"))


def a_unit(session: Session, **facts: Any) -> Unit:
    """A unit below the company."""
    number = next(numbers)
    defaults = {"code": f"U{number}", "name_zh": f"单位{number}", "name_en": f"Unit {number}"}
    if "parent_id" not in facts:
        defaults["parent_id"] = the_root(session).id  # type: ignore[assignment]
    return added(session, Unit(**defaults | facts))


def a_person(session: Session, **facts: Any) -> Person:
    """Somebody of the company."""
    number = next(numbers)
    defaults: dict[str, Any] = {"number": f"P{number}", "name": f"员工{number}"}
    if "unit_id" not in facts:
        defaults["unit_id"] = the_root(session).id
    return added(session, Person(**defaults | facts))


def a_customer(session: Session, **facts: Any) -> Customer:
    """A buyer."""
    number = f"C{next(numbers)}"
    defaults: dict[str, Any] = {"number": number, "name": f"客户{number}", "source_ref": number}
    if "unit_id" not in facts:
        defaults["unit_id"] = the_root(session).id
    return added(session, Customer(**defaults | facts))


def an_invoice(session: Session, **facts: Any) -> Invoice:
    """A posted invoice of 1,000.00, issued and due within its month."""
    number = f"I{next(numbers)}"
    issued = facts.get("issued_on", date(2026, 1, 10))
    amount = facts.get("amount", Decimal(1000))
    defaults: dict[str, Any] = {
        "number": number, "number_key": number, "source_ref": number, "issued_on": issued, "currency": "CNY",
        "period": issued.year * 100 + issued.month, "amount": amount, "net": amount,
    }  # fmt: skip
    if "unit_id" not in facts:
        defaults["unit_id"] = the_root(session).id
    return added(session, Invoice(**defaults | facts))


def a_user(session: Session, password: str = PASSWORD, **facts: Any) -> User:
    """An account with a password of its own; `role` and `unit_id` grant a shipped role."""
    role, unit_id = facts.pop("role", None), facts.pop("unit_id", None)
    number = next(numbers)
    defaults: dict[str, Any] = {
        "username": f"user{number}", "display_name": f"员工{number}",
        "password_hash": _hashed(password, kept.COST), "password_set_at": NOON,
    }  # fmt: skip
    user = added(session, User(**defaults | facts))
    if role:
        a_grant(session, user, role, unit_id)
    return user


@cache
def _hashed(password: str, cost: int) -> str:
    """Hashing takes a quarter of a second; one account's hash may serve the next."""
    return kept.hash_password(password)


def a_grant(session: Session, user: User, role: str, unit_id: int | None = None, **facts: Any) -> RoleGrant:
    """A shipped role held by the user, over the company unless a unit is named."""
    install_roles(session)
    role_id = session.scalars(select(Role.id).where(Role.code == role)).one()
    where = unit_id or the_root(session).id
    return added(session, RoleGrant(user_id=user.id, role_id=role_id, unit_id=where, **facts))


def a_session(session: Session, user: User, now: datetime = NOON) -> str:
    """A browser in which the user is signed in; the token its cookie holds."""
    return open_session(session, user.id, now, "192.0.2.7", "Test browser")


def added(session: Session, record: T) -> T:
    """The record, written."""
    session.add(record)
    session.flush()
    return record
