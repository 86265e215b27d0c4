"""The gate before every step of every workflow: a step that a route covers waits for its approvals."""

from collections.abc import Mapping

from sqlalchemy import select
from sqlalchemy.orm import Session

from domain.approvals.request import ApprovalRequest
from domain.approvals.request_state import RequestState
from domain.approvals.routable import is_own
from domain.approvals.submit import is_outdated, live_request, outdate, submit
from domain.core.errors import DomainError, RuleBroken
from domain.core.gate import GATES, Wish
from domain.core.workflow import WorkflowEntity


class AwaitsApproval(RuleBroken):
    """The step has been asked for and others have still to agree."""

    text = "This step was asked for already and waits for approval ({state})."


class ApprovalGate:
    """Holds steps until their route has been walked."""

    def waiting(self, session: Session, record: WorkflowEntity) -> Mapping[str, DomainError]:
        """Steps of the record that wait for approvals."""
        if is_own(type(record)):
            return {}
        rows = session.execute(
            select(ApprovalRequest.step, ApprovalRequest.state).where(
                ApprovalRequest.entity == type(record).__name__,
                ApprovalRequest.entity_id == record.id,
                ApprovalRequest.counts.is_(True),
            )
        )
        return {row.step: AwaitsApproval(state=row.state) for row in rows}

    def holds(self, session: Session, wish: Wish) -> bool:
        """Begin a request if a route applies; let pass what was approved, and what the portal does itself.

        The portal decides nothing for people: what it does by itself follows from figures and dates.
        """
        actor = wish.actor
        if is_own(type(wish.record)) or (actor.user_id is None and actor.person_id is None):
            return False
        live = live_request(session, wish.record, wish.step.name)
        if live is not None:
            if live.state is RequestState.APPROVED:
                return False
            if not is_outdated(session, live, wish.record):
                raise AwaitsApproval(state=live.state)
            outdate(session, live, actor, wish.now)
        return submit(session, wish) is not None


GATES.append(ApprovalGate())
