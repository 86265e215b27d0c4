"""What people do with an alert: acknowledge it, ask to live with the risk, accept that, or close it."""

from datetime import date, datetime, timedelta

from sqlalchemy.orm import Session

from domain.core.errors import Missing, RuleBroken
from domain.core.permission import Actor
from domain.indicators.alert import Alert

LONGEST_ACCEPTANCE = timedelta(days=90)


class AcceptanceTooLong(RuleBroken):
    """Risk is accepted for a time, then looked at again."""

    text = "A risk is accepted until a day after today, {latest} at the latest."


def acknowledge(actor: Actor, alert: Alert, reason: str, planned_action: str, now: datetime) -> None:
    """Answer the alert: why it is so, and what will be done. The escalation stops."""
    if not planned_action.strip():
        raise Missing(field="planned_action", field_name="Alert.planned_action")
    alert.workflow.take("acknowledge", alert, actor, now, reason)
    alert.planned_action = planned_action.strip()


def ask_acceptance(
    session: Session, actor: Actor, alert: Alert, until: date, reason: str, today: date, now: datetime
) -> None:
    """The owner asks to live with the risk until a day within 90 days."""
    _require_term(until, today)
    with session.no_autoflush:
        before, alert.accepted_until = alert.accepted_until, until
        try:
            alert.workflow.take("ask_acceptance", alert, actor, now, reason)
        except RuleBroken:
            alert.accepted_until = before
            raise


def accept_risk(actor: Actor, alert: Alert, reason: str, today: date, now: datetime) -> None:
    """Somebody above the owner accepts the risk for the time asked."""
    if alert.accepted_until is not None:
        _require_term(alert.accepted_until, today)
    alert.workflow.take("accept_risk", alert, actor, now, reason)


def refuse_risk(actor: Actor, alert: Alert, reason: str, now: datetime) -> None:
    """The risk is not accepted: the alert is open again and climbs again."""
    alert.workflow.take("refuse_risk", alert, actor, now, reason)


def close_alert(actor: Actor, alert: Alert, reason: str, now: datetime, was_real: bool | None = None) -> None:
    """End an alert although the figure has not recovered; never by its owner.

    `was_real` False calls it a false alarm: it counts against the precision of its rule.
    """
    alert.workflow.take("close", alert, actor, now, reason)
    alert.was_real = was_real


def _require_term(until: date, today: date) -> None:
    latest = today + LONGEST_ACCEPTANCE
    if not today < until <= latest:
        raise AcceptanceTooLong(field="accepted_until", latest=latest)
