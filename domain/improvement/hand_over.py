"""Give an issue to another owner, for instance when somebody leaves."""

from datetime import datetime

from sqlalchemy.orm import Session

from domain.core.acting_person import WrongPerson
from domain.core.clock import business_date
from domain.core.errors import Locked, ReasonNeeded
from domain.core.journal import explain
from domain.core.permission import Actor, Permission
from domain.core.workflow import who_took
from domain.improvement.assignee import require_present
from domain.improvement.issue import Issue
from domain.improvement.issue_state import IssueState
from domain.improvement.locked_issue import locked_issue
from domain.improvement.separation import not_the_owner
from domain.improvement.tell_issue import tell_owner

WHILE_OWNED = frozenset(
    {
        IssueState.TRIAGED,
        IssueState.CAUSE_ANALYSIS,
        IssueState.PLAN_PROPOSED,
        IssueState.PLAN_APPROVED,
        IssueState.IN_PROGRESS,
    }
)
JUDGING_STEPS = ("approve_plan", "send_back_plan", "accept_proof", "send_back_proof", "find_not_effective")


class JudgeCannotOwn(WrongPerson):
    """Whoever judged the work would now do it."""

    text = "This person has already judged the issue (approval or verification) and cannot own it now."


def hand_over(
    session: Session, actor: Actor, issue_id: int, *, owner_id: int, reason: str, now: datetime
) -> Issue:
    """Name a new owner. The secretary decides, not the owner, and never for one who judged the work."""
    issue = locked_issue(session, issue_id)
    actor.require(Permission.ISSUES_TRIAGE, issue.unit_id)
    if refusal := not_the_owner(issue, actor):
        raise refusal
    if issue.state not in WHILE_OWNED:
        raise Locked(field="owner_id", field_name="Issue.owner_id", state=issue.state)
    if not reason.strip():
        raise ReasonNeeded(field="reason")
    if owner_id in who_took(session, issue, *JUDGING_STEPS):
        raise JudgeCannotOwn(field="owner_id")
    issue.owner_id = require_present(session, owner_id, business_date(now), "Issue.owner_id")
    explain(issue, action="hand_over", reason=reason.strip())
    session.flush()
    tell_owner(session, issue, now, actor)
    return issue
