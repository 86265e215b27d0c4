"""Begin a bonus run, and hand it to payroll."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from db.bulk import table_of
from domain.appraisal.cycle import AppraisalCycle
from domain.core.clock import business_date
from domain.core.editing import create
from domain.core.errors import Missing, NotFound
from domain.core.numbering import numbered
from domain.core.permission import Actor, Permission
from domain.rewards.bonus_line import BonusLine
from domain.rewards.bonus_run import BonusRun


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
    given = {
        **values, "unit_id": unit, "number": number or _after(session, cycle), "state_since": now,
    }  # fmt: skip
    return create(session, actor, Permission.REWARDS_PROPOSE, BonusRun, given)


def _after(session: Session, cycle: AppraisalCycle) -> str:
    t = table_of(BonusRun).c
    count = session.scalar(select(func.count(t.id)).where(t.cycle_id == cycle.id)) or 0
    return f"{cycle.code}-{count + 1}"


def export_run(session: Session, actor: Actor, run: BonusRun, now: datetime) -> list[BonusLine]:
    """Hand the run to payroll: its lines, by person. Another time it gives them again and moves nothing."""
    if run.state != "exported":
        run.workflow.take("export", run, actor, now)
    query = select(BonusLine).where(BonusLine.run_id == run.id, BonusLine.archived_at.is_(None))
    return list(session.scalars(query.order_by(BonusLine.person_id, BonusLine.kind, BonusLine.cycle_code)))
