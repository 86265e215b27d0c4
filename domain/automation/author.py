"""On whose behalf an automation acts."""

from dataclasses import replace
from datetime import datetime

from sqlalchemy.orm import Session

from domain.access.actors import working_actors
from domain.automation.automation import Automation
from domain.automation.closed_fields import require_open
from domain.automation.occurrence import ORIGIN, kinds
from domain.core.clock import business_date
from domain.core.errors import DomainError
from domain.core.permission import Actor


class AuthorGone(DomainError):
    """The account of the author no longer works."""

    text = "The account of the automation's author does not work any more; somebody else must save it."


def acting_for(session: Session, automation: Automation, now: datetime) -> Actor:
    """The machine with the rights its author has at this moment; a DomainError where they do not suffice."""
    author = working_actors(session, business_date(now), (automation.author_id,)).get(automation.author_id)
    if author is None:
        raise AuthorGone
    needed = kinds()[automation.entity].read_permission
    if needed is not None:
        author.require(needed)
    require_open(session, author, automation)
    return replace(author, name=f"{automation.name_zh} ({author.name})"[:200], origin=ORIGIN)
