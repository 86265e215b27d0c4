"""Give a measure more time, at most twice, with a reason; the original date stays on record."""

from datetime import date, datetime

from sqlalchemy.orm import Session

from domain.core.clock import business_date
from domain.core.errors import Locked, ReasonNeeded, RuleBroken
from domain.core.journal import explain
from domain.core.permission import Actor, Permission
from domain.improvement.assignee import require_future
from domain.improvement.locked_issue import locked_measure
from domain.improvement.measure import MOST_EXTENSIONS, ImprovementMeasure
from domain.improvement.separation import the_owner


class TooManyExtensions(RuleBroken):
    """The date was moved often enough."""

    text = "The due date was already extended {count} times; more is not possible."


class NotLater(RuleBroken):
    """An extension leads to a later date."""

    text = "The new due date must be later than {due_on}."


def extend_measure(
    session: Session, actor: Actor, measure_id: int, *, due_on: date, reason: str, now: datetime
) -> ImprovementMeasure:
    """Move the due date of a measure under way. The issue's owner decides, or the committee."""
    measure = locked_measure(session, measure_id)
    if not actor.may(Permission.ISSUES_APPROVE, measure.unit_id):
        actor.require(Permission.ISSUES_OWN, measure.unit_id)
        if refusal := the_owner(measure.issue, actor):
            raise refusal
    if not measure.state.under_way:
        raise Locked(field="due_on", field_name="ImprovementMeasure.due_on", state=measure.state)
    if measure.extensions >= MOST_EXTENSIONS:
        raise TooManyExtensions(count=measure.extensions)
    if not reason.strip():
        raise ReasonNeeded(field="reason")
    if due_on <= measure.due_on:
        raise NotLater(field="due_on", due_on=measure.due_on)
    require_future(due_on, business_date(now))
    measure.due_on = due_on
    measure.extensions += 1
    explain(measure, action="extend", reason=reason.strip())
    session.flush()
    return measure
