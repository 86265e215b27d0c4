"""A small company with accounts to write to, and what is told to them."""

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from sqlalchemy.orm import Session

from domain.access.user import User
from domain.core.permission import Actor, machine
from domain.core.statement import Statement
from domain.organisation.unit import Unit
from tests import factories as make

NOON = datetime(2026, 6, 15, 4, tzinfo=UTC)
"""Monday, 12:00 in Shanghai."""
NIGHT = datetime(2026, 6, 15, 15, tzinfo=UTC)
"""Monday, 23:00 in Shanghai."""
MACHINE = machine("test")


class Overheated(Statement):
    """Something to tell."""

    text = "Test message from {person}: this way works."


def happened(person: str = "boiler") -> Statement:
    """What is told in these tests."""
    return Overheated(person=person)


@dataclass(frozen=True)
class Company:
    """Two units, their managers, and one controller over all."""

    east: Unit
    west: Unit
    gm: User
    """Manager of the east."""
    wm: User
    """Manager of the west."""
    control: User


def move_in(session: Session) -> Company:
    """Make the company."""
    east, west = make.a_unit(session), make.a_unit(session)
    return Company(
        east=east, west=west, gm=an_account(session, "manager", east),
        wm=an_account(session, "manager", west), control=an_account(session, "internal_control"),
    )  # fmt: skip


def an_account(session: Session, role: str, unit: Unit | None = None, **facts: Any) -> User:
    """A person with an account and a mail address, holding a role in a unit or everywhere."""
    number = next(make.numbers)
    email = facts.pop("email", f"p{number}@example.com")
    superior = facts.pop("superior_id", None)
    unit_id = unit.id if unit is not None else make.the_root(session).id
    person = make.a_person(session, email=email, unit_id=unit_id, superior_id=superior)
    return make.a_user(session, role=role, unit_id=unit.id if unit else None, person_id=person.id, **facts)


def acting(user: User, session: Session) -> Actor:
    """The user as an actor."""
    from domain.access.signed_in import actor_for

    return actor_for(session, user, NOON.date())
