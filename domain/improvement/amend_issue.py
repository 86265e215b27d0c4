"""Put a report right before it is decided on."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy.orm import Session

from domain.core.editing import find
from domain.core.errors import Locked
from domain.core.permission import Actor
from domain.core.soundness import require_sound
from domain.improvement.issue import Issue
from domain.improvement.locked_issue import locked_issue
from domain.improvement.sections import SECTIONS, require_section
from domain.indicators.indicator import Indicator

PROBLEM = next(section for section in SECTIONS if section.name == "problem")


def amend_issue(session: Session, actor: Actor, issue_id: int, values: Mapping[str, Any]) -> Issue:
    """Change the problem statement or the linked indicator of an identified issue."""
    issue = locked_issue(session, issue_id)
    require_section(issue, actor, PROBLEM.name)
    if values.get("indicator_id") is not None:
        find(session, Indicator, values["indicator_id"])
    for name, value in values.items():
        if name not in PROBLEM.fields:
            raise Locked(field=name, field_name=f"Issue.{name}", state=issue.state)
        setattr(issue, name, value)
    require_sound(session, issue)
    issue.check()
    session.flush()
    return issue
