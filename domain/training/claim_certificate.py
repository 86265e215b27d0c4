"""Claim a certificate earned elsewhere."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from db.bulk import table_of
from domain.core.acting_person import AccountWithoutPerson
from domain.core.clock import now
from domain.core.editing import create, find
from domain.core.errors import NotFound
from domain.core.permission import Actor, Permission
from domain.organisation.person import Person
from domain.training.course import Course
from domain.training.enrolment_rules import NotYourPlace
from domain.training.external_certificate import ExternalCertificate


def claim_certificate(session: Session, actor: Actor, values: Mapping[str, Any]) -> ExternalCertificate:
    """One's own, or anybody's for the administration; it counts once somebody else has accepted its proof."""
    person = values.get("person_id") or actor.person_id
    if person is None:
        raise AccountWithoutPerson
    t = table_of(Person).c
    unit = session.scalar(select(t.unit_id).where(t.id == person))
    if unit is None:
        raise NotFound
    if values.get("course_id") is not None:
        find(session, Course, values["course_id"]).require_taught()
    if person != actor.person_id and not actor.may(Permission.TRAINING_ADMINISTER, unit):
        raise NotYourPlace(field="person_id")
    whole = {**values, "person_id": person, "unit_id": unit, "state_since": now()}
    return create(session, actor, Permission.TRAINING_READ, ExternalCertificate, whole)
