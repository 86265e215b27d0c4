"""How records about rewards begin: the verbs behind "new", with the day of today."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from domain.core.clock import now, today
from domain.core.editing import create
from domain.core.permission import Actor, Permission
from domain.organisation.person import Person
from domain.rewards.bonus_run import BonusRun
from domain.rewards.open_run import new_run
from domain.rewards.placement import CareerPlacement
from domain.rewards.propose_uses import propose_by_hand
from domain.rewards.use_of_result import UseOfResult


def create_run(session: Session, actor: Actor, values: Mapping[str, Any]) -> BonusRun:
    """A draft of a bonus run."""
    return new_run(session, actor, values, now())


def create_use(session: Session, actor: Actor, values: Mapping[str, Any]) -> UseOfResult:
    """A proposal by hand."""
    return propose_by_hand(session, actor, values, today())


def create_placement(session: Session, actor: Actor, values: Mapping[str, Any]) -> CareerPlacement:
    """A level of somebody, in the unit they work in."""
    person = values.get("person_id")
    unit = session.scalar(select(Person.unit_id).where(Person.id == person)) if person else None
    return create(session, actor, Permission.REWARDS_PROPOSE, CareerPlacement, {**values, "unit_id": unit})
