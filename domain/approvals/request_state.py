"""The life of a request for approval."""

from enum import StrEnum
from typing import TYPE_CHECKING

from sqlalchemy.orm import object_session

from domain.approvals.progress import progress_of
from domain.core.errors import DomainError, RuleBroken
from domain.core.permission import Actor
from domain.core.workflow import Step, Workflow

if TYPE_CHECKING:
    from domain.approvals.request import ApprovalRequest


class RequestState(StrEnum):
    """Where it stands."""

    RUNNING = "running"
    ASKED_BACK = "asked_back"
    """An approver asked the submitter something."""
    APPROVED = "approved"
    REJECTED = "rejected"
    WITHDRAWN = "withdrawn"
    OUTDATED = "outdated"
    """The record changed in what decided; who wants the step asks anew."""

    @property
    def tone(self) -> str:
        """How it looks."""
        return _TONES.get(self.value, "calm")


_TONES = {"running": "waiting", "asked_back": "active", "approved": "good", "rejected": "bad"}
ALIVE = frozenset({RequestState.RUNNING, RequestState.ASKED_BACK})


class NotTheSubmitter(RuleBroken):
    """Only who asked answers or withdraws."""

    text = "Only whoever asked for the approval may do this."


class SubmitterDecides(RuleBroken):
    """Nobody approves what they themselves asked for."""

    text = "You asked for this approval; somebody else must decide."


class TiersOpen(RuleBroken):
    """Somebody has not decided yet."""

    text = "Not everybody has approved yet."


def the_submitter(request: "ApprovalRequest", actor: Actor) -> DomainError | None:
    """The person who asked for the approval acts, under whatever account."""
    same = actor.person_id is not None and actor.person_id == request.submitter_id
    return None if same else NotTheSubmitter()


def not_the_submitter(request: "ApprovalRequest", actor: Actor) -> DomainError | None:
    """Another person than the submitter acts, under whatever account; or the portal itself."""
    unknown = actor.person_id is None and actor.user_id is not None
    return SubmitterDecides() if unknown or actor.person_id == request.submitter_id else None


def every_tier_has_approved(request: "ApprovalRequest", _: Actor) -> DomainError | None:
    """Each tier has the approvals it demands, each of another person, none of them the submitter."""
    session = object_session(request)
    if session is None:
        raise RuntimeError("the request is not in a session")
    return None if progress_of(session, request).complete else TiersOpen()


S = RequestState
REQUEST_WORKFLOW: Workflow["ApprovalRequest"] = Workflow(
    initial=S.RUNNING,
    steps=(
        Step(
            name="complete", source=S.RUNNING, target=S.APPROVED, permission=None,
            guards=(not_the_submitter, every_tier_has_approved),
        ),
        Step(
            name="refuse", source=S.RUNNING, target=S.REJECTED, permission=None,
            guards=(not_the_submitter,), needs_reason=True,
        ),
        Step(
            name="ask_back", source=S.RUNNING, target=S.ASKED_BACK, permission=None,
            guards=(not_the_submitter,), needs_reason=True,
        ),
        Step(
            name="answer", source=S.ASKED_BACK, target=S.RUNNING, permission=None,
            guards=(the_submitter,), needs_reason=True,
        ),
        Step(
            name="withdraw", source=ALIVE, target=S.WITHDRAWN, permission=None, guards=(the_submitter,),
        ),
        Step(name="outdate", source=ALIVE, target=S.OUTDATED, permission=None),
    ),
)  # fmt: skip
