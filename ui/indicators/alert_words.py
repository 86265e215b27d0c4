"""An alert in words: what it is about, how bad, and how long until somebody higher hears of it."""

from collections.abc import Mapping
from datetime import datetime, timedelta

from domain.indicators.alert import Alert
from domain.indicators.alert_state import AlertState, Level
from domain.indicators.status import Status
from ui import formats
from ui.indicators import wording
from ui.language import _, in_language, label

LEVELS = {Level.AMBER: Status.AMBER, Level.RED: Status.RED}
DAY = timedelta(days=1)


def subject(alert: Alert) -> str:
    """Which figure of whom."""
    unit = label(alert.unit)
    return f"{unit} · {wording.name_of(alert.indicator)}"


def value(alert: Alert) -> str:
    """The figure that gave the alarm."""
    return wording.figure(alert.value, alert.indicator)


def limit(alert: Alert) -> str:
    """The threshold it crossed."""
    crossed = alert.red if alert.level is Level.RED else alert.amber
    return wording.figure(crossed, alert.indicator)


Roles = Mapping[str, tuple[str, str]]
"""Code of a role -> its name in Chinese and in English."""


def owner(alert: Alert, roles: Roles) -> str:
    """Who answers for it: a person, else everybody who holds the role."""
    if alert.owner is not None:
        return in_language(alert.owner.name, alert.owner.name_en)
    return in_language(*roles.get(alert.owner_role, ("", ""))) or formats.NOTHING


def clock(alert: Alert, now: datetime) -> str:
    """Where the escalation stands."""
    if alert.state is AlertState.RISK_ACCEPTED:
        return _("accepted until {day}", day=formats.day(alert.accepted_until))
    if alert.state is AlertState.ACKNOWLEDGED:
        return _("answered, the clock has stopped")
    if not alert.live:
        return formats.NOTHING
    height = alert.height(now)
    if height.next_rung is None or height.next_at is None:
        return _("has reached: {rung}", rung=label(height.rung))
    left = height.next_at - now
    return _("escalates in {time} to: {rung}", time=span(left), rung=label(height.next_rung))


def span(left: timedelta) -> str:
    """A time to wait, in its largest unit."""
    if left >= 2 * DAY:
        return _("{count} days", count=left // DAY)
    hours = left // timedelta(hours=1)
    if hours:
        return _("{count} h", count=hours)
    return _("{count} min", count=max(1, left // timedelta(minutes=1)))
