"""Decide on a request: approve, refuse with a reason, ask the submitter, bring in another approver."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from enum import StrEnum

from sqlalchemy.orm import Session

from domain.approvals.advance_request import advance_request
from domain.approvals.decision import ApprovalDecision, DecisionKind
from domain.approvals.find_seat import seat_for
from domain.approvals.locked_request import Case, case_of, locked_request, seeing_all
from domain.approvals.request import ApprovalRequest
from domain.approvals.request_state import RequestState
from domain.approvals.seat_people import reseat
from domain.approvals.statements import ApprovalOutdated, ApprovalQuestion, ApprovalRefused
from domain.approvals.submit import is_outdated, open_tier, outdate
from domain.approvals.tell_people import name_of, tell_submitter, tell_turn
from domain.core.clock import business_date
from domain.core.errors import ReasonNeeded, RuleBroken, StepRefused
from domain.core.journal import note
from domain.core.permission import Actor


class ApprovalOutcome(StrEnum):
    """What a decision led to."""

    RECORDED = "recorded"
    """Others have still to decide."""
    COMPLETED = "completed"
    """The step was taken."""
    LED_BACK = "led_back"
    ASKED = "asked"
    OUTDATED = "outdated"
    """The record had changed: nothing was decided, the request is void."""


class NotToBeAdded(RuleBroken):
    """The person could not decide, or is asked already."""

    text = (
        "{name} cannot be asked as well: the submitter, asked already, without a working account, or "
        "excluded by the rules of the step."
    )


def approve(
    session: Session, actor: Actor, request_id: int, now: datetime, comment: str = ""
) -> ApprovalOutcome:
    """Agree. With the last approval the step is taken, in the same transaction."""
    with _deciding(session, request_id, actor, now) as (case, void):
        if void:
            return ApprovalOutcome.OUTDATED
        seat = seat_for(session, case, actor, now)
        _keep(session, case.request, actor, DecisionKind.APPROVED, seat, comment, now)
        reseat(session, case.request, case.panel(session))
        done = advance_request(session, case, actor, now)
        return ApprovalOutcome.COMPLETED if done else ApprovalOutcome.RECORDED


def refuse(session: Session, actor: Actor, request_id: int, reason: str, now: datetime) -> ApprovalOutcome:
    """Disagree: the request is over, the record stays where it is, the submitter reads why."""
    with _deciding(session, request_id, actor, now) as (case, void):
        if void:
            return ApprovalOutcome.OUTDATED
        request = case.request
        seat = seat_for(session, case, actor, now)
        _require(reason)
        request.workflow.take("refuse", request, actor, now, reason)
        _keep(session, request, actor, DecisionKind.REJECTED, seat, reason, now)
        request.counts, request.ended_at = None, now
        note(
            session, "approval_refused", entity=request.entity, entity_id=request.entity_id, reason=reason,
            changes={"step": request.step, "approval": request.id},
        )  # fmt: skip
        said = ApprovalRefused(who=name_of(session, actor.person_id), title=request.title, reason=reason)
        tell_submitter(session, request, said, now)
        session.flush()
        return ApprovalOutcome.LED_BACK


def ask_back(
    session: Session, actor: Actor, request_id: int, question: str, now: datetime
) -> ApprovalOutcome:
    """Ask the submitter something first; the clock stands still until they answer."""
    with _deciding(session, request_id, actor, now) as (case, void):
        if void:
            return ApprovalOutcome.OUTDATED
        request = case.request
        seat = seat_for(session, case, actor, now)
        _require(question)
        request.workflow.take("ask_back", request, actor, now, question)
        _keep(session, request, actor, DecisionKind.ASKED, seat, question, now)
        request.due_at = None
        said = ApprovalQuestion(who=name_of(session, actor.person_id), title=request.title, reason=question)
        tell_submitter(session, request, said, now)
        session.flush()
        return ApprovalOutcome.ASKED


def answer(session: Session, actor: Actor, request_id: int, text: str, now: datetime) -> ApprovalOutcome:
    """The submitter answers; the same tier decides on, with its full time."""
    with _deciding(session, request_id, actor, now, RequestState.ASKED_BACK) as (case, void):
        if void:
            return ApprovalOutcome.OUTDATED
        request = case.request
        request.workflow.take("answer", request, actor, now, text)
        _keep(session, request, actor, DecisionKind.ANSWERED, request.submitter_id, text, now)
        open_tier(request, case.version(session), now)
        reseat(session, request, case.panel(session))
        tell_turn(session, request, case.staff, now)
        return ApprovalOutcome.RECORDED


def add_approver(
    session: Session, actor: Actor, request_id: int, person_id: int, reason: str, now: datetime
) -> ApprovalOutcome:
    """Ask somebody else as well: the tier is not done without their approval."""
    with _deciding(session, request_id, actor, now) as (case, void):
        if void:
            return ApprovalOutcome.OUTDATED
        request, panel = case.request, case.panel(session)
        seat = seat_for(session, case, actor, now)
        _require(reason)
        if person_id in case.known(session) or person_id == actor.person_id or not panel.may(person_id):
            raise NotToBeAdded(field="person_id", name=name_of(session, person_id))
        _keep(session, request, actor, DecisionKind.ADDED, seat, reason, now, added_id=person_id)
        reseat(session, request, panel)
        tell_turn(session, request, case.staff, now)
        return ApprovalOutcome.RECORDED


def withdraw(session: Session, actor: Actor, request_id: int, now: datetime, reason: str = "") -> None:
    """The submitter no longer wants the step."""
    request = locked_request(session, request_id)
    request.workflow.take("withdraw", request, actor, now, reason)
    request.counts, request.ended_at = None, now
    session.flush()


@contextmanager
def _deciding(
    session: Session,
    request_id: int,
    actor: Actor,
    now: datetime,
    state: RequestState = RequestState.RUNNING,
) -> Iterator[tuple[Case, bool]]:
    """The locked case with fresh seats; and whether it is void because its record changed meanwhile."""
    request = locked_request(session, request_id)
    if request.state is not state:
        raise StepRefused(step="decide", state=request.state)
    with seeing_all(session):
        case = case_of(session, request, business_date(now))
        void = is_outdated(session, request, case.record)
        if void:
            outdate(session, request, actor, now)
            tell_submitter(session, request, ApprovalOutdated(title=request.title), now)
        else:
            reseat(session, request, case.panel(session))
        yield case, void


def _keep(
    session: Session,
    request: ApprovalRequest,
    actor: Actor,
    kind: DecisionKind,
    seat: int,
    reason: str,
    now: datetime,
    added_id: int | None = None,
) -> None:
    session.add(
        ApprovalDecision(
            request_id=request.id, tier=request.tier, kind=kind, person_id=actor.person_id, for_id=seat,
            user_id=actor.user_id, at=now, reason=reason.strip(), added_id=added_id,
            counts=True if kind is DecisionKind.APPROVED else None,
        )
    )  # fmt: skip
    session.flush()


def _require(reason: str) -> None:
    if not reason.strip():
        raise ReasonNeeded(field="reason")
