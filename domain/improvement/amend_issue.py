"""Put a report right before it is decided on."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy.orm import Session

from domain.core.errors import Locked
from domain.core.permission import Actor
from domain.improvement.issue import Issue
from domain.improvement.locked_issue import locked_issue
from domain.improvement.sections import SECTIONS, require_section

PROBLEM = next(section for section in SECTIONS if section.name == "problem")


def amend_issue(session: Session, actor: Actor, issue_id: int, values: Mapping[str, Any]) -> Issue:
    """Change the problem statement or the linked indicator of an identified issue."""
    issue = locked_issue(session, issue_id)
    require_section(issue, actor, PROBLEM.name)
    for name, value in values.items():
        if name not in PROBLEM.fields:
            raise Locked(field=name, field_name=f"Issue.{name}", state=issue.state)
        setattr(issue, name, value)
    issue.check()
    session.flush()
    return issue
