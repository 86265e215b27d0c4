"""Separation of duties compares persons, so whoever acts must be one, and the right one."""

from domain.core.errors import DomainError, RuleBroken
from domain.core.permission import Actor


class WrongPerson(RuleBroken):
    """The role would allow it, but not for this person on this record."""


class AccountWithoutPerson(WrongPerson):
    """Without a person there is nobody to compare."""

    text = "Your account is not linked to a person, so separation of duties cannot be checked."


def known_person(_: object, actor: Actor) -> DomainError | None:
    """Guard: a known person acts."""
    return None if actor.person_id is not None else AccountWithoutPerson()
