"""Records that wait for somebody, made without the way that leads there."""

from datetime import date
from decimal import Decimal
from typing import Any

from sqlalchemy.orm import Session

from domain.core.period import Grain
from domain.improvement.issue import Issue, IssueSource
from domain.improvement.issue_state import IssueState
from domain.improvement.measure import ImprovementMeasure, MeasureState
from domain.indicators.alert import Alert
from domain.indicators.alert_state import Level
from domain.indicators.indicator import Indicator, Kind, Measured
from domain.indicators.status import Direction
from tests.factories import NOON, a_person, added, numbers, the_root


def an_indicator(session: Session, **facts: Any) -> Indicator:
    """An indicator that nobody computes."""
    number = next(numbers)
    defaults: dict[str, Any] = {
        "code": f"T{number}", "kind": Kind.KRI, "name_zh": f"指标{number}", "name_en": f"Indicator {number}",
        "measured": Measured.RATIO, "direction": Direction.LB, "grain": Grain.MONTH,
        "owner_role": "receivables",
    }  # fmt: skip
    return added(session, Indicator(**defaults | facts))


def an_alert(session: Session, **facts: Any) -> Alert:
    """A red alert of the company that nobody has answered."""
    defaults: dict[str, Any] = {
        "grain": Grain.MONTH, "opened_period": 202604, "latest_period": 202605, "level": Level.RED,
        "worst": Level.RED, "value": Decimal("0.4"), "amber": Decimal("0.15"), "red": Decimal("0.25"),
        "owner_role": "receivables", "unanswered_since": NOON, "state_since": NOON,
    }  # fmt: skip
    if "indicator_id" not in facts:
        defaults["indicator_id"] = an_indicator(session).id
    if "unit_id" not in facts:
        defaults["unit_id"] = the_root(session).id
    return added(session, Alert(**defaults | facts))


def an_issue(session: Session, state: IssueState, **facts: Any) -> Issue:
    """An issue of the company in some state."""
    number = next(numbers)
    defaults: dict[str, Any] = {
        "number": f"IM-2026-{number:04}", "title": f"Issue {number}", "what": "Something is wrong",
        "source": IssueSource.MANUAL, "raised_on": date(2026, 5, 1), "state": state, "state_since": NOON,
    }  # fmt: skip
    if "reporter_id" not in facts:
        defaults["reporter_id"] = a_person(session).id
    if "unit_id" not in facts:
        defaults["unit_id"] = the_root(session).id
    return added(session, Issue(**defaults | facts))


def a_measure(
    session: Session, issue: Issue, owner_id: int, due_on: date, **facts: Any
) -> ImprovementMeasure:
    """A measure under way."""
    defaults: dict[str, Any] = {
        "issue_id": issue.id, "round": 1, "title": "Send invoices at once", "owner_id": owner_id,
        "due_on": due_on, "original_due_on": due_on, "state": MeasureState.OPEN, "state_since": NOON,
        "unit_id": issue.unit_id,
    }  # fmt: skip
    return added(session, ImprovementMeasure(**defaults | facts))
