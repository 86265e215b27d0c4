"""Tell those who must act on an appeal."""

from datetime import datetime
from typing import TYPE_CHECKING

from sqlalchemy.orm import Session

from domain.core.clock import business_date
from domain.core.permission import Permission
from domain.core.statement import Statement
from domain.messaging.audience import audience
from domain.messaging.notice import Link
from domain.messaging.occasion import Occasion
from domain.messaging.tell import tell
from domain.messaging.words import Both
from domain.organisation.directory import colleague

if TYPE_CHECKING:
    from domain.appraisal.appeal import Appeal


class PanelWanted(Statement):
    """To HR."""

    text = "{cycle}: {person} has appealed against the result; name a panel outside the line."


class PanelAsked(Statement):
    """To each member of the panel."""

    text = "You are on the panel that decides on the appeal of {person}."


def tell_filed(session: Session, appeal: "Appeal", cycle: Both, now: datetime) -> None:
    """Tell HR of the unit, but for the person, that a panel is wanted."""
    people = audience(session, business_date(now))
    hr = people.with_permission(Permission.ASSESSMENTS_ADMINISTER, appeal.unit_id)
    said = PanelWanted(cycle=cycle, person=colleague(session, appeal.person_id).name)
    users = people.without_persons(hr, [appeal.person_id])
    tell(session, users, Occasion.YOUR_TURN, said, link_to(appeal), now, f"appeal:{appeal.id}:filed")


def tell_panel(session: Session, appeal: "Appeal", now: datetime) -> None:
    """Tell the members of the panel."""
    people = audience(session, business_date(now))
    said = PanelAsked(person=colleague(session, appeal.person_id).name)
    users = people.of_persons(appeal.panel)
    tell(session, users, Occasion.YOUR_TURN, said, link_to(appeal), now, f"appeal:{appeal.id}:panel")


def link_to(appeal: "Appeal") -> Link:
    """Its page."""
    return Link("Appeal", {"id": str(appeal.id)}, Permission.ASSESSMENTS_READ)
