"""Write down what was done at once against the damage."""

from sqlalchemy.orm import Session

from domain.core.errors import Missing
from domain.core.journal import explain
from domain.core.permission import Actor
from domain.improvement.issue import Issue
from domain.improvement.locked_issue import locked_issue
from domain.improvement.sections import require_section


def record_containment(session: Session, actor: Actor, issue_id: int, text: str) -> Issue:
    """Set the containment of an issue under way; what stood there before stays in the journal."""
    issue = locked_issue(session, issue_id)
    require_section(issue, actor, "containment")
    if not text.strip():
        raise Missing(field="containment", field_name="Issue.containment")
    if issue.containment != text.strip():
        issue.containment = text.strip()
        explain(issue, action="contain")
        session.flush()
    return issue
