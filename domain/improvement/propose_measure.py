"""Propose a measure; plan what was proposed, or decline it.

A proposal may come while the issue is open. Planning it is planning a measure, with every rule that has: the
owner, while the plan is being made. Declining is the owner's too, at any time, and says why.
"""

from collections.abc import Sequence
from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from domain.core.errors import Locked, NotFound, ReasonNeeded, RuleBroken
from domain.core.journal import explain
from domain.core.permission import Actor, Permission
from domain.improvement.issue import Issue
from domain.improvement.locked_issue import locked_issue
from domain.improvement.measure import ImprovementMeasure
from domain.improvement.measure_proposal import MeasureProposal, ProposalState
from domain.improvement.plan_measures import add_measure
from domain.improvement.separation import the_owner
from domain.improvement.tell_issue import tell_proposed


class AlreadyProposed(RuleBroken):
    """The same stands there already."""

    text = "The measure “{title}” is already proposed or planned in {number}."


def propose_measure(
    session: Session, actor: Actor, issue_id: int, *, title: str, days: int, now: datetime
) -> MeasureProposal:
    """Suggest a measure for an open issue; its owner is told."""
    issue = locked_issue(session, issue_id)
    actor.require(Permission.ISSUES_RAISE, issue.unit_id)
    if not issue.state.open:
        raise Locked(field_name="entity.MeasureProposal", state=issue.state)
    proposal = MeasureProposal(
        issue_id=issue.id, unit_id=issue.unit_id, title=title.strip()[:200], days=days,
        proposed_by=actor.name[:200],
    )  # fmt: skip
    proposal.check()
    _require_new(session, issue, proposal.title)
    session.add(proposal)
    explain(proposal, action="propose")
    session.flush()
    tell_proposed(session, issue, proposal.title, proposal.id, actor, now)
    return proposal


def plan_proposed(
    session: Session,
    actor: Actor,
    proposal_id: int,
    *,
    title: str,
    owner_id: int,
    due_on: date,
    now: datetime,
) -> ImprovementMeasure:
    """Take a proposal into the plan, in the owner's words, for a person and a day of their choice."""
    proposal, _ = _open_proposal(session, proposal_id)
    measure = add_measure(
        session, actor, proposal.issue_id, title=title, owner_id=owner_id, due_on=due_on, now=now
    )
    explain(proposal, action="plan")
    proposal.answer, proposal.measure_id = ProposalState.TAKEN, measure.id
    proposal.decided_by_id = actor.person_id
    session.flush()
    return measure


def decline_proposed(session: Session, actor: Actor, proposal_id: int, reason: str) -> None:
    """Say that it will not be done, and why."""
    proposal, issue = _open_proposal(session, proposal_id)
    actor.require(Permission.ISSUES_OWN, issue.unit_id)
    if refusal := the_owner(issue, actor):
        raise refusal
    if not reason.strip():
        raise ReasonNeeded(field="reason")
    explain(proposal, action="decline", reason=reason.strip())
    proposal.answer, proposal.reason = ProposalState.DECLINED, reason.strip()
    proposal.decided_by_id = actor.person_id
    session.flush()


def proposals_of(session: Session, issue_id: int) -> Sequence[MeasureProposal]:
    """Everything that was proposed for an issue, the oldest first."""
    query = select(MeasureProposal).where(
        MeasureProposal.issue_id == issue_id, MeasureProposal.archived_at.is_(None)
    )
    return session.scalars(query.order_by(MeasureProposal.id)).all()


def _open_proposal(session: Session, proposal_id: int) -> tuple[MeasureProposal, Issue]:
    """The proposal as it is now, its issue locked."""
    issue_id = session.scalar(select(MeasureProposal.issue_id).where(MeasureProposal.id == proposal_id))
    if issue_id is None:
        raise NotFound
    issue = locked_issue(session, issue_id)
    proposal = session.get_one(MeasureProposal, proposal_id, populate_existing=True)
    if proposal.answer is not ProposalState.OPEN:
        raise Locked(field_name="entity.MeasureProposal", state=proposal.answer)
    return proposal, issue


def _require_new(session: Session, issue: Issue, title: str) -> None:
    planned = {measure.title for measure in issue.current_measures}
    proposed = {one.title for one in proposals_of(session, issue.id) if one.answer is ProposalState.OPEN}
    if title in planned | proposed:
        raise AlreadyProposed(title=title, number=issue.number)
