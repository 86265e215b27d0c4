"""Bring in a result of a past period from an earlier system, by hand or row by row out of a file."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from domain.appraisal.brought_result import BroughtResult
from domain.appraisal.separation import AboutYourself
from domain.core.editing import create, edit, find, restore
from domain.core.errors import RuleBroken
from domain.core.permission import Actor, Permission
from domain.organisation.person import Person

HR = Permission.ASSESSMENTS_ADMINISTER


class PeriodNotOver(RuleBroken):
    """What is not over has no result yet."""

    text = "The period ends on {last_on}; a result is brought in once it is over."


class BroughtAlready(RuleBroken):
    """Two results for one period."""

    text = "The result of {person} for {period} is here already. Open that record and change it."


def bring_result(session: Session, actor: Actor, values: Mapping[str, Any], today: date) -> BroughtResult:
    """Add it, in the person's present unit. BroughtAlready, PeriodNotOver, and what its check refuses."""
    person = find(session, Person, values["person_id"])
    actor.require(HR, person.unit_id)
    if actor.person_id == person.id:
        raise AboutYourself(field="person_id")
    if values["last_on"] >= today:
        raise PeriodNotOver(field="last_on", last_on=values["last_on"])
    known = session.scalars(
        select(BroughtResult).where(
            BroughtResult.person_id == person.id, BroughtResult.period == values["period"]
        )
    ).one_or_none()
    whole = {**values, "unit_id": person.unit_id}
    if known is None:
        return create(session, actor, HR, BroughtResult, whole)
    if known.archived_at is None:
        raise BroughtAlready(field="period", person=person.name, period=known.period)
    restore(session, actor, HR, known)
    edit(session, actor, HR, known, whole)
    return known
