"""Keep the actions of oversight in step with the measures of the improvement loop (K45, R49)."""

from collections.abc import Mapping
from datetime import date, datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from db.bulk import table_of
from domain.core.clock import business_date
from domain.core.fact_spec import Columns
from domain.core.mirrored_rows import write_rows
from domain.core.workflow import StepTaken
from domain.improvement.issue import Issue
from domain.improvement.issue_state import IssueState
from domain.improvement.measure import ImprovementMeasure, MeasureState
from domain.oversight.action_course import ActionCourse
from domain.oversight.control_action import ActionStatus, ControlAction

SOURCE = "improvement"
MEASURE, ISSUE, STEP = map(table_of, (ImprovementMeasure, Issue, StepTaken))


def mirror_actions(session: Session) -> None:
    """Write every measure on which work has begun.

    It is done from the day its owner finished it with evidence; a verifier who sends it back takes that
    away again. It is withdrawn with its issue, or when it is taken out of the plan.
    """
    opened = _opened(session)
    query = (
        select(
            MEASURE.c.id, MEASURE.c.unit_id, MEASURE.c.title, MEASURE.c.owner_id, MEASURE.c.due_on,
            MEASURE.c.original_due_on, MEASURE.c.done_on, MEASURE.c.state, MEASURE.c.state_since,
            MEASURE.c.archived_at, ISSUE.c.number, ISSUE.c.source, ISSUE.c.state.label("issue_state"),
            ISSUE.c.closed_on,
        )
        .join(ISSUE, ISSUE.c.id == MEASURE.c.issue_id)
        .where(MEASURE.c.state != MeasureState.PLANNED)
    )  # fmt: skip
    wanted = {}
    for row in session.execute(query):
        measure = dict(row._mapping)
        began = business_date(opened.get(measure["id"], measure["state_since"]))
        wanted[f"measure {measure['id']}"] = _row(measure, began)
    write_rows(session, ControlAction, SOURCE, wanted)


def _opened(session: Session) -> Mapping[int, datetime]:
    """When work on each measure began."""
    query = (
        select(STEP.c.entity_id, func.min(STEP.c.at))
        .where(STEP.c.entity == ImprovementMeasure.__name__, STEP.c.step == "open")
        .group_by(STEP.c.entity_id)
    )
    return {key: at for key, at in session.execute(query)}  # noqa: C416  rows are no pairs to dict()


def _row(measure: Columns, began: date) -> Columns:
    status, ended = _outcome(measure)
    opened = min(began, ended or began)
    course = ActionCourse(opened, measure["original_due_on"], measure["due_on"], status, ended)
    return course.columns() | {
        "unit_id": measure["unit_id"], "number": f"{measure['number']}/{measure['id']}",
        "title": measure["title"], "origin": measure["source"].value, "salesperson_id": measure["owner_id"],
        "opened_on": opened, "original_due_on": measure["original_due_on"], "due_on": measure["due_on"],
        "status": status,
    }  # fmt: skip


def _outcome(measure: Columns) -> tuple[ActionStatus, date | None]:
    if measure["archived_at"] is not None:
        return ActionStatus.WITHDRAWN, business_date(measure["archived_at"])
    if measure["state"] is MeasureState.DONE:
        return ActionStatus.DONE, measure["done_on"] or business_date(measure["state_since"])
    if measure["issue_state"] is IssueState.CANCELLED:
        return ActionStatus.WITHDRAWN, measure["closed_on"]
    return ActionStatus.OPEN, None
