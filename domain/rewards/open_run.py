"""Begin a bonus run, and hand it to payroll."""

from collections.abc import Mapping
from datetime import datetime
from itertools import count
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from db.bulk import table_of
from domain.appraisal.cycle import AppraisalCycle
from domain.core.acting_person import known_person
from domain.core.clock import business_date
from domain.core.editing import create
from domain.core.errors import Missing, NotFound, RuleBroken
from domain.core.numbering import numbered
from domain.core.permission import Actor, Permission
from domain.rewards.bonus_guards import is_as_calculated, not_the_approver
from domain.rewards.bonus_line import BonusLine
from domain.rewards.bonus_run import BonusRun
from domain.rewards.bonus_run_state import BonusRunState


class NotTheWhole(RuleBroken):
    """Payroll would pay a part, and nobody would notice."""

    text = "Your role covers only some of the units in this run; somebody who sees all lines hands it over."


class NumberTaken(RuleBroken):
    """Two runs under one number."""

    text = "There is already a run {number}."


def new_run(session: Session, actor: Actor, values: Mapping[str, Any], now: datetime) -> BonusRun:
    """A draft for a cycle and a scheme, over the unit of the cycle where none is named.

    Without a pattern of numbers it is called after its cycle: 2026H1-1.
    """
    for name in ("cycle_id", "scheme_id"):
        if not values.get(name):
            raise Missing(field=name.removesuffix("_id"), field_name=f"BonusRun.{name}")
    cycle = session.scalars(
        select(AppraisalCycle).where(AppraisalCycle.id == values["cycle_id"])
    ).one_or_none()
    if cycle is None:
        raise NotFound
    unit = values.get("unit_id") or cycle.unit_id
    number = values.get("number") or numbered(session, BonusRun, unit, business_date(now))
    if number:
        _require_new(session, number)
    given = {
        **values, "unit_id": unit, "number": number or _after(session, cycle), "state_since": now,
    }  # fmt: skip
    return create(session, actor, Permission.REWARDS_PROPOSE, BonusRun, given)


def _after(session: Session, cycle: AppraisalCycle) -> str:
    t = table_of(BonusRun).c
    known = set(
        session.scalars(select(t.number).where(t.number.startswith(f"{cycle.code}-", autoescape=True)))
    )
    return next(name for at in count(1) if (name := f"{cycle.code}-{at}") not in known)


def _require_new(session: Session, number: str) -> None:
    t = table_of(BonusRun).c
    if session.scalar(select(t.id).where(t.number == number)) is not None:
        raise NumberTaken(field="number", number=number)


def export_run(session: Session, actor: Actor, run: BonusRun, now: datetime) -> list[BonusLine]:
    """Hand the run to payroll: its lines, by person. Another time it gives them again and moves nothing.

    Each time it must be whole and as it was calculated; the same people may take it each time.
    """
    if run.state is not BonusRunState.EXPORTED:
        run.workflow.take("export", run, actor, now)
    actor.require(Permission.REWARDS_PROPOSE, run.unit_id)
    for rule in (known_person, not_the_approver, is_as_calculated):
        if refusal := rule(run, actor):
            raise refusal
    query = select(BonusLine).where(BonusLine.run_id == run.id, BonusLine.archived_at.is_(None))
    lines = session.scalars(query.order_by(BonusLine.person_id, BonusLine.kind, BonusLine.cycle_code)).all()
    t = table_of(BonusLine).c
    all_lines = select(func.count(t.id)).where(t.run_id == run.id, t.archived_at.is_(None))
    if session.scalar(all_lines) != len(lines):
        raise NotTheWhole
    return list(lines)
