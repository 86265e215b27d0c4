"""Issues about an indicator, as events that a definition should have caught."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from domain.core.period import add_months, month_of
from domain.core.permission import Actor, Permission
from domain.improvement.issue import Issue
from domain.indicators.back_test_compare import EventKind, KnownEvent
from domain.indicators.indicator import Indicator

BEFORE = 2
"""Months before the one in which an issue was raised that still count as its time: it was seen late."""


def issue_events(session: Session, actor: Actor, indicator: Indicator) -> list[KnownEvent]:
    """What was raised about the indicator; an alert in that month or the two before would have caught it."""
    if not actor.may(Permission.ISSUES_READ):
        return []
    query = select(Issue).where(Issue.indicator_id == indicator.id, Issue.archived_at.is_(None))
    return [
        KnownEvent(
            EventKind.ISSUE, one.id, one.unit_id, add_months(month_of(one.raised_on), -BEFORE),
            month_of(one.raised_on), True, f"{one.number} {one.title}",
        )
        for one in session.scalars(query.order_by(Issue.raised_on, Issue.id))
    ]  # fmt: skip
