"""Raise an issue from an alert: everything the alert knows is filled in, and both stay linked."""

from dataclasses import replace
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from domain.core.errors import NotFound, RuleBroken
from domain.core.permission import Actor
from domain.improvement.issue import Issue, IssueSource
from domain.improvement.issue_state import OPEN
from domain.improvement.raise_issue import Report, file_report
from domain.indicators.alert import Alert
from domain.indicators.answer_alert import acknowledge


class AlreadyRaised(RuleBroken):
    """One alert is worked on in one issue."""

    text = "This alert is already being worked on in {number}."


def raise_from_alert(session: Session, actor: Actor, alert_id: int, report: Report, now: datetime) -> Issue:
    """File the report (see `draft_from_alert`) as an issue of the alert's unit and indicator.

    An alert that nobody has answered yet is acknowledged with it, where the actor may do that.
    """
    alert = session.scalars(select(Alert).where(Alert.id == alert_id).with_for_update()).one_or_none()
    if alert is None:
        raise NotFound
    open_issue = select(Issue.number).where(Issue.alert_id == alert_id, Issue.state.in_(OPEN)).limit(1)
    if number := session.scalar(open_issue):
        raise AlreadyRaised(number=number)
    filled = replace(report, unit_id=alert.unit_id, indicator_id=alert.indicator_id)
    issue = file_report(session, actor, filled, now, {"source": IssueSource.ALERT, "alert_id": alert.id})
    offers = {step.name: refusal for step, refusal in Alert.workflow.offers(alert, actor)}
    if "acknowledge" in offers and offers["acknowledge"] is None:
        acknowledge(actor, alert, issue.title, issue.number, now)
    return issue
