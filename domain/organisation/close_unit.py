"""Close a unit that has nothing left in it."""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from domain.core.editing import archive
from domain.core.errors import RuleBroken
from domain.core.permission import Actor, Permission
from domain.organisation.person import Person
from domain.organisation.unit import ROOT_CODE, Unit


class UnitInUse(RuleBroken):
    """Somebody or something would be left without a unit."""

    text = "{name} still has units or people. Move them first."


class CompanyStays(RuleBroken):
    """The root unit is the company itself."""

    text = "The company itself cannot be closed or moved."


def close_unit(session: Session, actor: Actor, unit: Unit, now: datetime, reason: str = "") -> None:
    """Take the unit out of lists; its figures of the past stay."""
    if unit.code == ROOT_CODE:
        raise CompanyStays
    below = select(Unit.id).where(Unit.parent_id == unit.id, Unit.archived_at.is_(None))
    staff = select(Person.id).where(
        Person.unit_id == unit.id, Person.archived_at.is_(None), Person.left_on.is_(None)
    )
    if session.scalars(below).first() is not None or session.scalars(staff).first() is not None:
        raise UnitInUse(name=unit.name_zh)
    actor.require(Permission.ORGANISATION_WRITE, unit.id)
    archive(session, actor, Permission.ORGANISATION_WRITE, unit, now, reason)
