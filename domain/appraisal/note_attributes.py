"""Keep a person's protected attributes, for the fairness report only."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from domain.appraisal.person_attributes import Gender, PersonAttributes
from domain.core.editing import create, edit, find, restore
from domain.core.errors import RuleBroken
from domain.core.permission import Actor, Permission
from domain.organisation.person import Person

HR = Permission.ASSESSMENTS_ADMINISTER


class NotedAlready(RuleBroken):
    """A second record would contradict the first."""

    text = "These attributes of {person} are on file already. Open that record and change it."


def note_attributes(
    session: Session, actor: Actor, person: Person, gender: Gender | None, born_on: date | None, purpose: str
) -> PersonAttributes:
    """Add or change them. By HR of the person's unit; never without a purpose."""
    actor.require(HR, person.unit_id)
    values = {"gender": gender, "born_on": born_on, "purpose": purpose.strip(), "unit_id": person.unit_id}
    known = _known(session, person)
    if known is None:
        return create(session, actor, HR, PersonAttributes, values | {"person_id": person.id})
    if known.archived_at is not None:
        restore(session, actor, HR, known)
    edit(session, actor, HR, known, values)
    return known


def add_attributes(session: Session, actor: Actor, values: Mapping[str, Any]) -> PersonAttributes:
    """The same out of a form or a file, for somebody of whom nothing is kept. NotedAlready."""
    person = find(session, Person, values["person_id"])
    known = _known(session, person)
    if known is not None and known.archived_at is None:
        raise NotedAlready(field="person_id", person=person.name)
    return note_attributes(
        session, actor, person, values.get("gender"), values.get("born_on"), values.get("purpose") or ""
    )


def _known(session: Session, person: Person) -> PersonAttributes | None:
    return session.scalars(
        select(PersonAttributes).where(PersonAttributes.person_id == person.id)
    ).one_or_none()
