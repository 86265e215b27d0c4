"""Whoever is given work must be there to do it."""

from datetime import date

from sqlalchemy.orm import Session

from domain.core.errors import Missing, RuleBroken
from domain.organisation.directory import colleague


class HasLeft(RuleBroken):
    """The person no longer works here."""

    text = "{person} left on {day}; choose somebody else."


class DueInThePast(RuleBroken):
    """The due date cannot be met any more."""

    text = "The due date {day} lies in the past."


def require_present(session: Session, person_id: int | None, today: date, field_name: str) -> int:
    """The id of somebody who works here today, in whatever unit."""
    field = field_name.rpartition(".")[2]
    if person_id is None:
        raise Missing(field=field, field_name=field_name)
    person = colleague(session, person_id)
    if not person.present(today):
        raise HasLeft(field=field, person=person.name, day=person.left_on)
    return person_id


def require_future(due_on: date, today: date) -> None:
    """Refuse a due date before today."""
    if due_on < today:
        raise DueInThePast(field="due_on", day=due_on)
