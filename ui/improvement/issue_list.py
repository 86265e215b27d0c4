"""The list of issues: its named questions, its worked-out columns, and how one is raised by hand."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from sqlalchemy import Select
from sqlalchemy.orm import Session

from domain.core.clock import business_date, now
from domain.core.permission import Actor
from domain.improvement.issue import Issue
from domain.improvement.queries import overdue_issues, owned_issues
from domain.improvement.raise_issue import Report, raise_issue
from domain.improvement.waiting import waiting_for
from ui import formats
from ui.improvement.parts import needed
from ui.language import _


def waiting(actor: Actor, today: date) -> Select[Any]:
    """Issues whose next step is this person's."""
    return waiting_for(actor, today)


def mine(actor: Actor, _today: date) -> Select[Any]:
    """Open issues this person answers for."""
    return owned_issues(actor)


def overdue(_actor: Actor, today: date) -> Select[Any]:
    """Issues past their due date."""
    return overdue_issues(today)


def how_late(issue: Issue, today: date) -> str:
    """By how many days the due date is past; empty where it is not."""
    if not issue.overdue(today) or issue.due_on is None:
        return ""
    return _("{count} days", count=formats.number((today - issue.due_on).days))


def days_in_state(issue: Issue, today: date) -> int | None:
    """How long the issue has waited in its present state; nothing once it is over."""
    return (today - business_date(issue.state_since)).days if issue.state.open else None


def raised(session: Session, actor: Actor, values: Mapping[str, Any]) -> Issue:
    """An issue from the form."""
    filled = {name: value for name, value in values.items() if value is not None}
    needed(filled.get("unit_id"), "Issue.unit_id")
    return raise_issue(session, actor, Report(**filled), now())
