"""Take a step that needs no more than, perhaps, a reason."""

from datetime import datetime

from sqlalchemy.orm import Session

from domain.core.permission import Actor
from domain.improvement.issue import Issue
from domain.improvement.locked_issue import locked_issue


def advance(
    session: Session, actor: Actor, issue_id: int, step: str, now: datetime, reason: str = ""
) -> Issue:
    """Take the step on the locked issue, or raise the refusal.

    Serves reject, start_analysis, propose_plan, approve_plan, send_back_plan, revise_plan, start_work,
    report_implemented, accept_proof, analyse_again, cancel and reopen; the others have their own verb.
    """
    issue = locked_issue(session, issue_id)
    Issue.workflow.take(step, issue, actor, now, reason)
    return issue
