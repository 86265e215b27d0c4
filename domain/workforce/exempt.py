"""Exempt somebody from a requirement."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy.orm import Session

from domain.core.editing import create, find
from domain.core.permission import Actor, Permission
from domain.organisation.person import Person
from domain.workforce.training_exemption import TrainingExemption
from domain.workforce.training_record import AboutYourself


def exempt(session: Session, actor: Actor, values: Mapping[str, Any]) -> TrainingExemption:
    """Note that no requirement (of one course, or of any) counts for somebody for some time."""
    person = values.get("person_id")
    if person is not None and person == actor.person_id:
        raise AboutYourself(field="person")
    unit = find(session, Person, person).unit_id if person is not None else None
    return create(
        session, actor, Permission.TRAINING_ADMINISTER, TrainingExemption, {**values, "unit_id": unit}
    )
