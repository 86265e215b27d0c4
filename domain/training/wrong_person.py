"""The role would allow it, but not for this person on this record."""

from domain.core.errors import RuleBroken


class WrongPerson(RuleBroken):
    """Somebody else has to do it."""


class AccountWithoutPerson(WrongPerson):
    """Without a person there is nobody to compare, and nobody who could learn."""

    text = "Your account is not linked to a person, so separation of duties cannot be checked."
