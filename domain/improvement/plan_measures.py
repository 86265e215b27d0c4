"""Plan what is to be done: measures with owner and due date, while the plan is being made."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from sqlalchemy.orm import Session

from domain.core.clock import business_date
from domain.core.errors import Locked, ReasonNeeded
from domain.core.journal import explain
from domain.core.permission import Actor
from domain.core.soundness import require_sound
from domain.improvement.assignee import require_future, require_present
from domain.improvement.locked_issue import locked_issue, locked_measure
from domain.improvement.measure import ImprovementMeasure, MeasureState
from domain.improvement.sections import require_section

CHANGEABLE = frozenset({"title", "owner_id", "due_on"})


def add_measure(
    session: Session,
    actor: Actor,
    issue_id: int,
    *,
    title: str,
    owner_id: int,
    due_on: date,
    now: datetime,
) -> ImprovementMeasure:
    """Plan one more measure in the present round."""
    issue = locked_issue(session, issue_id)
    require_section(issue, actor, "measures")
    today = business_date(now)
    require_future(due_on, today)
    measure = ImprovementMeasure(
        unit_id=issue.unit_id,
        round=issue.round,
        title=title.strip(),
        owner_id=require_present(session, owner_id, today, "ImprovementMeasure.owner_id"),
        due_on=due_on,
        original_due_on=due_on,
        state_since=now,
    )
    measure.check()
    measure.issue_id = issue.id
    require_sound(session, measure)
    session.add(measure)
    measure.issue = issue
    session.flush()
    return measure


def change_measure(
    session: Session, actor: Actor, measure_id: int, values: Mapping[str, Any], now: datetime
) -> ImprovementMeasure:
    """Change title, owner or due date of a measure that has not been opened yet."""
    measure = locked_measure(session, measure_id)
    require_section(measure.issue, actor, "measures")
    today = business_date(now)
    for name in values:
        if name not in CHANGEABLE or measure.state is not MeasureState.PLANNED:
            raise Locked(field=name, field_name=f"ImprovementMeasure.{name}", state=measure.state)
    owner_id = values.get("owner_id", measure.owner_id)
    require_present(session, owner_id, today, "ImprovementMeasure.owner_id")
    require_future(values.get("due_on", measure.due_on), today)
    for name, value in values.items():
        setattr(measure, name, value)
    measure.original_due_on = measure.due_on
    measure.check()
    require_sound(session, measure)
    session.flush()
    return measure


def withdraw_measure(
    session: Session, actor: Actor, measure_id: int, now: datetime, reason: str = ""
) -> None:
    """Take a measure out of the plan; it stays on record. One that was open already needs a reason."""
    measure = locked_measure(session, measure_id)
    require_section(measure.issue, actor, "measures")
    if measure.state is MeasureState.DONE:
        raise Locked(field_name="entity.ImprovementMeasure", state=measure.state)
    if measure.state is not MeasureState.PLANNED and not reason.strip():
        raise ReasonNeeded(field="reason")
    explain(measure, action="withdraw", reason=reason.strip())
    measure.archived_at = now
    session.flush()
