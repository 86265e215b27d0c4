"""Set up and change automations."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from domain.automation.automation import Automation, Deed
from domain.automation.closed_fields import require_open
from domain.core.editing import create, edit
from domain.core.errors import DomainError
from domain.core.permission import Actor, Permission

UNSAID: Mapping[str, Any] = {
    "name_en": "", "enabled": False, "event": "", "rhythm": None, "every": 0, "at": "00:00", "weekday": 0,
    "day": 1, "conditions": {}, "step": "", "measure": None, "measure_days": None,
    "people": [], "roles": [], "to_owner": False, "daily_limit": 20,
}  # fmt: skip
"""What holds where nothing is said."""
WRITE = Permission.CONFIGURATION_WRITE


class AuthorNeeded(DomainError):
    """Only an account can answer for an automation, and only a person can report issues."""

    text = "An automation acts with the rights of its author; save it from an account of a person."


def save_automation(
    session: Session,
    actor: Actor,
    found: Automation | None,
    values: Mapping[str, Any],
    version: int | None = None,
) -> Automation:
    """Create or change one. Whoever saves it answers for it: it acts with that person's rights."""
    deed = values.get("deed", found.deed if found is not None else None)
    if actor.user_id is None or (deed == Deed.OPEN_ISSUE and actor.person_id is None):
        raise AuthorNeeded
    said = {**values, "author_id": actor.user_id}
    if found is None:
        found = create(session, actor, WRITE, Automation, {**UNSAID, **said})
    else:
        edit(session, actor, WRITE, found, said, version)
    require_open(session, actor, found)
    return found


def switch(session: Session, actor: Actor, automation: Automation, enabled: bool) -> None:
    """Turn it on or off. Whoever turns it on answers for it; anybody who may configure can turn it off."""
    if enabled:
        save_automation(session, actor, automation, {"enabled": True})
    else:
        edit(session, actor, WRITE, automation, {"enabled": False})


def bring_automation(
    session: Session, actor: Actor, found: Any, values: Mapping[str, Any], _: datetime
) -> Automation:
    """From a pack: off until somebody has looked at it and turns it on."""
    return save_automation(session, actor, found, {**values, "enabled": False})
