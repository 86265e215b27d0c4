"""Close an issue whose cure is proven and has become the standard."""

from datetime import datetime

from sqlalchemy.orm import Session

from domain.core.permission import Actor
from domain.improvement.issue import Issue
from domain.improvement.locked_issue import locked_issue


def close_issue(session: Session, actor: Actor, issue_id: int, standardised: str, now: datetime) -> Issue:
    """Close; `standardised` says what was made the standard (rule, control, training, system setting)."""
    issue = locked_issue(session, issue_id)
    issue.standardised = standardised.strip()
    Issue.workflow.take("close", issue, actor, now)
    return issue
