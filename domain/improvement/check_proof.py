"""Check the proof of an implemented plan: accept it, or send single measures back."""

from collections.abc import Collection
from datetime import datetime

from sqlalchemy.orm import Session

from domain.core.errors import NotFound
from domain.core.permission import Actor
from domain.improvement.issue import Issue
from domain.improvement.locked_issue import locked_issue
from domain.improvement.measure import ImprovementMeasure


def accept_proof(session: Session, actor: Actor, issue_id: int, note: str, now: datetime) -> Issue:
    """Let observation begin; `note` says what was checked and how."""
    issue = locked_issue(session, issue_id)
    Issue.workflow.take("accept_proof", issue, actor, now, note)
    return issue


def send_back_proof(
    session: Session, actor: Actor, issue_id: int, measure_ids: Collection[int], reason: str, now: datetime
) -> Issue:
    """Open these measures again and the issue with them."""
    issue = locked_issue(session, issue_id)
    known = {measure.id: measure for measure in issue.current_measures}
    if not known.keys() >= set(measure_ids):
        raise NotFound
    for measure_id in measure_ids:
        ImprovementMeasure.workflow.take("reopen", known[measure_id], actor, now, reason)
    Issue.workflow.take("send_back_proof", issue, actor, now, reason)
    return issue
