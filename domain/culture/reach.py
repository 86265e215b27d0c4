"""Whose signatures, readings and points somebody may look at: of people they lead or keep the books of."""

from typing import Any

from sqlalchemy import ColumnElement, or_

from domain.core.permission import Actor, Permission
from domain.core.visibility import overseen

KEEPERS = (Permission.CULTURE_ADMINISTER, Permission.CULTURE_APPROVE)
"""Who keeps the culture: codes, handbook, cases, points."""
LEADERS = (*KEEPERS, Permission.ASSESSMENTS_RATE)
"""And who leads people: they see to it that theirs have signed and read."""


def kept_by(actor: Actor, unit: Any) -> ColumnElement[bool]:
    """The condition that the actor keeps the culture in the unit of a column."""
    return or_(*(overseen(actor, one, unit) for one in KEEPERS))


def led_by(actor: Actor, unit: Any) -> ColumnElement[bool]:
    """The condition that the actor keeps the culture, or leads people, in the unit of a column."""
    return or_(*(overseen(actor, one, unit) for one in LEADERS))


def leads(actor: Actor) -> bool:
    """Whether there are people whose signatures the actor may look at."""
    return any(actor.may(one) for one in LEADERS)
