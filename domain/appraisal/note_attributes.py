"""Keep a person's protected attributes, for the fairness report only."""

from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from domain.appraisal.person_attributes import BornAfterJoining, Gender, PersonAttributes
from domain.core.editing import create, edit
from domain.core.permission import Actor, Permission
from domain.organisation.person import Person

HR = Permission.ASSESSMENTS_ADMINISTER


def note_attributes(
    session: Session, actor: Actor, person: Person, gender: Gender | None, born_on: date | None, purpose: str
) -> PersonAttributes:
    """Add or change them. By HR of the person's unit; never without a purpose."""
    actor.require(HR, person.unit_id)
    if born_on is not None and person.joined_on is not None and born_on >= person.joined_on:
        raise BornAfterJoining(field="born_on")
    values = {"gender": gender, "born_on": born_on, "purpose": purpose.strip(), "unit_id": person.unit_id}
    known = session.scalars(
        select(PersonAttributes).where(PersonAttributes.person_id == person.id)
    ).one_or_none()
    if known is None:
        return create(session, actor, HR, PersonAttributes, values | {"person_id": person.id})
    edit(session, actor, HR, known, values)
    return known
