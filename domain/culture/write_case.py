"""Write a case, name what it was made from, confirm to have read one."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from domain.core.acting_person import AccountWithoutPerson
from domain.core.editing import create, find
from domain.core.errors import Locked, RuleBroken
from domain.core.permission import Actor, Permission
from domain.culture.case_state import CaseState
from domain.culture.case_study import CaseReading, CaseSource, CaseStudy
from domain.culture.duty import PEOPLE
from domain.improvement.issue import Issue
from domain.organisation.tree import root_unit
from domain.oversight.finding import Finding
from domain.workforce.violation import Violation

WRITES = Permission.CULTURE_ADMINISTER
SOURCES = {"violation_id": Violation, "issue_id": Issue, "finding_id": Finding}


class OneSource(RuleBroken):
    """A case is made from one record."""

    text = "Name one record: a violation, an issue or a finding."


class ReadBefore(RuleBroken):
    """Everybody counts once."""

    text = "You have confirmed this case already."


def new_case(session: Session, actor: Actor, values: Mapping[str, Any], now: datetime) -> CaseStudy:
    """A draft by the actor."""
    if actor.person_id is None:
        raise AccountWithoutPerson
    own = {"author_id": actor.person_id, "unit_id": root_unit(session), "state_since": now}
    return create(session, actor, WRITES, CaseStudy, {**values, **own})


def name_source(session: Session, actor: Actor, case_id: int, **source: int | None) -> CaseSource:
    """Name the one record the case was made from (`violation_id`, `issue_id` or `finding_id`), in a draft."""
    case = find(session, CaseStudy, case_id)
    actor.require(WRITES, case.unit_id)
    if case.state is not CaseState.DRAFT:
        raise Locked(field_name="CaseSource.case", state=case.state)
    named = {name: key for name, key in source.items() if key is not None}
    if len(named) != 1:
        raise OneSource
    ((name, key),) = named.items()
    find(session, SOURCES[name], key)
    known = session.scalars(select(CaseSource).where(CaseSource.case_id == case.id)).one_or_none()
    if known is None:
        known = CaseSource(case_id=case.id, unit_id=case.unit_id, author_id=case.author_id)
        session.add(known)
    for one in SOURCES:
        setattr(known, one, named.get(one))
    session.flush()
    return known


def confirm_case(session: Session, actor: Actor, case_id: int, now: datetime) -> CaseReading:
    """Confirm for oneself to have read a published case; readers are counted once each."""
    actor.require(Permission.CULTURE_READ)
    if actor.person_id is None:
        raise AccountWithoutPerson
    case = find(session, CaseStudy, case_id)
    if case.state is not CaseState.PUBLISHED:
        raise Locked(field_name="CaseStudy.readings", state=case.state)
    session.execute(select(PEOPLE.id).where(PEOPLE.id == actor.person_id).with_for_update())
    known = select(CaseReading.id).where(
        CaseReading.case_id == case.id, CaseReading.person_id == actor.person_id
    )
    if session.scalar(known) is not None:
        raise ReadBefore
    reading = CaseReading(case_id=case.id, person_id=actor.person_id, read_at=now)
    session.add(reading)
    session.flush()
    # Counted in the database, not in the record: two readers at once are two, and no form gets stale.
    counted = update(CaseStudy).where(CaseStudy.id == case.id).values(
        readings=CaseStudy.readings + 1, updated_at=CaseStudy.updated_at
    )  # fmt: skip
    session.execute(counted, execution_options={"synchronize_session": False})
    session.expire(case, ["readings"])
    return reading
