"""Enter training that somebody took part in."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy.orm import Session

from domain.core.editing import find
from domain.core.permission import Actor, Permission
from domain.core.registering import register
from domain.organisation.person import Person
from domain.workforce.training_record import TrainingRecord


def record_training(session: Session, actor: Actor, values: Mapping[str, Any]) -> TrainingRecord:
    """Add a record in the unit its person works in. Whether it was the first try shows with the figures."""
    person = values.get("person_id")
    unit = find(session, Person, person).unit_id if person is not None else None
    return register(
        session,
        actor,
        Permission.ORGANISATION_WRITE,
        TrainingRecord,
        {**values, "unit_id": unit},
        "completed_on",
    )
