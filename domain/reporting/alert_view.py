"""One alert with what is needed to decide: the figure's course, and the issues raised from it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy.orm import Session

from domain.core.permission import Actor
from domain.improvement.issue import Issue
from domain.improvement.queries import issues_of_alert
from domain.indicators.alert import Alert
from domain.reporting.indicator_view import CourseView, course_view
from domain.reporting.profile import profile
from domain.reporting.standing import months_with_figures


@dataclass(frozen=True)
class AlertView:
    """What stands around an alert."""

    seen: CourseView
    issues: Sequence[Issue]


def alert_view(session: Session, actor: Actor, alert: Alert, today: date) -> AlertView:
    """Read it; the alert's indicator must be loaded."""
    found = profile(session, alert.indicator.code)
    span = months_with_figures(session, alert.unit_id)
    last = span[1] if span else alert.latest_period
    seen = course_view(session, actor, found, alert.unit_id, alert.latest_in, last, today)
    return AlertView(seen, session.scalars(issues_of_alert(alert.id)).all())
