"""Separation of duties compares persons, so whoever decides must be one."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from domain.core.errors import DomainError, RuleBroken
from domain.core.permission import Actor
from domain.core.visibility import is_machine
from domain.organisation.chain import chain_from
from domain.organisation.person import Person


class MachineOnly(RuleBroken):
    """The figures themselves decide this step."""

    text = "This step follows from the figures; nobody takes it by hand."


def by_machine(_: object, actor: Actor) -> DomainError | None:
    """Guard: the portal itself acts, not an account."""
    return None if is_machine(actor) else MachineOnly()


def line_above(session: Session, person: int | None) -> tuple[int, ...]:
    """The superiors of a person, nearest first, whoever asks: the line does not end at the unit one sees."""
    people = Person.__table__.c
    above = {row.id: row.superior_id for row in session.execute(select(people.id, people.superior_id))}
    return chain_from(person, above)[1:]
