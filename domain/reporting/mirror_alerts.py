"""Keep the records of alerts in step with the alerts: how soon they were answered, whether rightly raised."""

from collections.abc import Mapping
from datetime import date

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from db.bulk import table_of
from domain.core.clock import business_date
from domain.core.fact_spec import Columns
from domain.core.mirrored_rows import write_rows
from domain.core.period import month_of
from domain.core.workflow import StepTaken
from domain.improvement.issue import Issue
from domain.improvement.issue_state import IssueState
from domain.indicators.alert import Alert
from domain.indicators.alert_state import AlertState
from domain.indicators.indicator import Indicator
from domain.oversight.alert_record import AlertRecord

SOURCE = "alerts"
ALERT, INDICATOR, ISSUE, STEP = map(table_of, (Alert, Indicator, Issue, StepTaken))
ANSWERS = ("acknowledge", "ask_acceptance", "accept_risk", "refuse_risk", "close")


def mirror_alerts(session: Session) -> None:
    """Write every alert with its days."""
    answered, raised = _answered(session), _raised(session)
    query = select(
        ALERT.c.id, ALERT.c.unit_id, ALERT.c.worst, ALERT.c.created_at, ALERT.c.state, ALERT.c.state_since,
        INDICATOR.c.code,
    ).join(INDICATOR, INDICATOR.c.id == ALERT.c.indicator_id)  # fmt: skip
    wanted = {
        f"alert {row.id}": _row(dict(row._mapping), answered.get(row.id), raised.get(row.id))
        for row in session.execute(query)
    }
    write_rows(session, AlertRecord, SOURCE, wanted)


def _answered(session: Session) -> Mapping[int, date]:
    """The day on which somebody first acted on each alert."""
    query = (
        select(STEP.c.entity_id, func.min(STEP.c.at))
        .where(STEP.c.entity == Alert.__name__, STEP.c.step.in_(ANSWERS), STEP.c.person_id.is_not(None))
        .group_by(STEP.c.entity_id)
    )
    return {key: business_date(at) for key, at in session.execute(query)}


def _raised(session: Session) -> Mapping[int, date]:
    """The day on which an issue was raised from each alert; one that was rejected is none."""
    query = (
        select(ISSUE.c.alert_id, func.min(ISSUE.c.raised_on))
        .where(ISSUE.c.alert_id.is_not(None), ISSUE.c.state != IssueState.REJECTED)
        .group_by(ISSUE.c.alert_id)
    )
    return {key: day for key, day in session.execute(query) if key is not None}


def _row(alert: Columns, answered: date | None, raised: date | None) -> Columns:
    opened = business_date(alert["created_at"])
    answers = [day for day in (answered, raised) if day is not None]
    first = min(answers, default=None)
    over = alert["state"] in (AlertState.RECOVERED, AlertState.CLOSED)
    ended = business_date(alert["state_since"]) if over else None
    useless = raised is None and (alert["state"] is AlertState.CLOSED or first is None)
    return {
        "unit_id": alert["unit_id"], "alert_id": alert["id"], "indicator": alert["code"],
        "level": alert["worst"].value, "opened_on": opened, "period": month_of(opened),
        "answered_on": first, "answered_period": first and month_of(first),
        "answer_days": None if first is None else max(0, (first - opened).days),
        "ended_on": ended, "ended_period": ended and month_of(ended),
        "led_to_issue": raised is not None, "false_alarm": useless if over else None,
    }  # fmt: skip
