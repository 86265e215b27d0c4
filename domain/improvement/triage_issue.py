"""Decide on a report: take it up, or send it to the issue it repeats."""

from datetime import date, datetime

from sqlalchemy.orm import Session

from domain.core.clock import business_date
from domain.core.editing import find
from domain.core.errors import RuleBroken
from domain.core.permission import Actor
from domain.improvement.assignee import require_future, require_present
from domain.improvement.issue import Issue
from domain.improvement.locked_issue import locked_issue
from domain.improvement.severity import Severity


class DueTooLate(RuleBroken):
    """The rating does not allow that much time."""

    text = "With severity {severity} the issue is due by {latest} at the latest."


def triage_issue(
    session: Session,
    actor: Actor,
    issue_id: int,
    *,
    severity: Severity,
    owner_id: int,
    now: datetime,
    due_on: date | None = None,
) -> Issue:
    """Rate the issue and give it to an owner; without a due date the rating sets it."""
    issue = locked_issue(session, issue_id)
    today = business_date(now)
    latest = severity.latest(today)
    due_on = due_on or latest
    require_future(due_on, today)
    if due_on > latest:
        raise DueTooLate(field="due_on", severity=severity, latest=latest)
    issue.severity, issue.due_on = severity, due_on
    issue.owner_id = require_present(session, owner_id, today, "Issue.owner_id")
    Issue.workflow.take("triage", issue, actor, now)
    return issue


def mark_duplicate(
    session: Session, actor: Actor, issue_id: int, *, original_id: int, now: datetime, reason: str = ""
) -> Issue:
    """End the issue as a repetition of another, open one."""
    issue = locked_issue(session, issue_id)
    issue.duplicate_of = find(session, Issue, original_id)
    Issue.workflow.take("mark_duplicate", issue, actor, now, reason)
    return issue
