"""Report a measure as done."""

from datetime import date, datetime

from sqlalchemy.orm import Session

from domain.core.clock import business_date
from domain.core.errors import RuleBroken
from domain.core.permission import Actor
from domain.improvement.locked_issue import locked_measure
from domain.improvement.measure import ImprovementMeasure, MeasureState
from domain.improvement.tell_issue import tell_all_done


class DoneOutOfTime(RuleBroken):
    """The day is before the plan was approved or has not come yet."""

    text = "A measure is done between the approval of its plan ({approved_on}) and today ({today})."


def finish_measure(
    session: Session, actor: Actor, measure_id: int, *, done_on: date, result: str = "", now: datetime
) -> ImprovementMeasure:
    """Mark a proven measure as done on a day; `result` says in words what came of it."""
    measure = locked_measure(session, measure_id)
    today, approved_on = business_date(now), measure.issue.approved_on
    if approved_on is not None and not approved_on <= done_on <= today:
        raise DoneOutOfTime(field="done_on", approved_on=approved_on, today=today)
    measure.done_on, measure.result = done_on, result.strip()
    measure.finished_by_id = actor.person_id
    ImprovementMeasure.workflow.take("finish", measure, actor, now)
    if all(one.state is MeasureState.DONE for one in measure.issue.current_measures):
        tell_all_done(session, measure.issue, actor, now)
    return measure
