"""Separation of duties in rewards: persons are compared, not accounts."""

from domain.core.errors import DomainError, RuleBroken
from domain.core.permission import Actor


class AccountWithoutPerson(RuleBroken):
    """Without a person there is nobody to compare."""

    text = "Your account is not linked to a person, so separation of duties cannot be checked."


class OwnAffair(RuleBroken):
    """It concerns whoever acts."""

    text = "This concerns yourself; somebody else must do it."


class TookPart(RuleBroken):
    """Whoever did one step may not do the next."""

    text = "You took part in this before (“{action}”); somebody else must take this step."


def known_person(_: object, actor: Actor) -> DomainError | None:
    """Guard: a known person acts."""
    return None if actor.person_id is not None else AccountWithoutPerson()
