"""Ask for the approvals that a route demands before a step is taken."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from domain.approvals.condition_field import ConditionField, fields_of
from domain.approvals.find_route import Matched, find_route
from domain.approvals.request import ApprovalRequest
from domain.approvals.route import RouteVersion
from domain.approvals.route_state import NoPerson
from domain.approvals.seat_people import Panel, bench, reseat
from domain.approvals.subject import Subject, subject_of, written
from domain.approvals.tell_people import tell_turn
from domain.approvals.titles import titles_of
from domain.approvals.working_time import after_working_hours
from domain.core.clock import business_date
from domain.core.errors import RuleBroken
from domain.core.gate import Wish
from domain.core.journal import note
from domain.core.workflow import WorkflowEntity

STATE = "state"


class NobodyMayApprove(RuleBroken):
    """The route asks for somebody who is not there."""

    text = (
        "The route “{route}” finds nobody for its tier “{tier}”: never the submitter, nobody whom the rules "
        "of the step exclude, nobody twice. Name somebody else in the route."
    )


def submit(session: Session, wish: Wish) -> ApprovalRequest | None:
    """Begin a request if a route in force applies; None: the step needs nobody's approval."""
    record: Any = wish.record
    subject = subject_of(session, record, wish.actor.person_id)
    day = business_date(wish.now)
    matched = find_route(session, type(record).__name__, wish.step.name, subject, day)
    if matched is None:
        return None
    if wish.actor.person_id is None or wish.actor.user_id is None:
        raise NoPerson
    panel = Panel(matched.staff, subject, wish.step)
    _require_approvers(matched, panel)
    title, title_en = titles_of(session, record)
    request = ApprovalRequest(
        entity=type(record).__name__, entity_id=record.id, title=title, title_en=title_en,
        step=wish.step.name,
        version_id=matched.version.id, unit_id=getattr(record, "unit_id", None),
        submitter_id=wish.actor.person_id, user_id=wish.actor.user_id, reason=wish.reason,
        submitted_at=wish.now, state_since=wish.now, asked=matched.asked, tier=matched.asked[0],
        tier_since=wish.now, frozen=frozen(record, matched.version, subject, matched.fields),
    )  # fmt: skip
    session.add(request)
    session.flush()
    note(
        session, "approval_asked", entity=request.entity, entity_id=record.id, reason=wish.reason,
        changes={"step": request.step, "approval": request.id},
    )  # fmt: skip
    open_tier(request, matched.version, wish.now)
    reseat(session, request, panel)
    tell_turn(session, request, panel.staff, wish.now)
    return request


def open_tier(request: ApprovalRequest, version: RouteVersion, now: datetime) -> None:
    """The clock of the present tier starts."""
    hours = version.levels[request.tier].due_hours
    request.tier_since, request.reminded_at, request.escalated_at = now, None, None
    request.due_at = after_working_hours(now, hours) if hours else None


def frozen(
    record: WorkflowEntity, version: RouteVersion, subject: Subject, fields: Mapping[str, ConditionField]
) -> dict[str, str | None]:
    """The values that decide about the approval, as they are now."""
    values = {path: written(subject.value(fields[path])) for path in version.decisive if path in fields}
    return {STATE: str(record.state), **values}


def is_outdated(
    session: Session,
    request: ApprovalRequest,
    record: WorkflowEntity,
    fields: Mapping[str, ConditionField] | None = None,
) -> bool:
    """Whether the record is no longer what the approval is about. `fields`: of its kind, if known."""
    version = session.get_one(RouteVersion, request.version_id)
    subject = subject_of(session, record, request.submitter_id)
    known = fields_of(session, type(record)) if fields is None else fields
    return frozen(record, version, subject, known) != request.frozen


def live_request(session: Session, record: WorkflowEntity, step: str) -> ApprovalRequest | None:
    """The request about this step of this record that is not over, locked."""
    return session.scalars(
        select(ApprovalRequest)
        .where(
            ApprovalRequest.entity == type(record).__name__,
            ApprovalRequest.entity_id == record.id,
            ApprovalRequest.step == step,
            ApprovalRequest.counts.is_(True),
        )
        .with_for_update()
    ).one_or_none()


def outdate(session: Session, request: ApprovalRequest, actor: Any, now: datetime) -> None:
    """The record changed: what was approved of it counts no longer."""
    request.workflow.take("outdate", request, actor, now)
    request.counts, request.ended_at = None, now
    session.flush()


def _require_approvers(matched: Matched, panel: Panel) -> None:
    levels = matched.version.levels
    tiers = [levels[number] for number in matched.asked]
    for tier, people in zip(tiers, bench(panel, tiers), strict=True):
        if not people:
            route = matched.version.route
            raise NobodyMayApprove(
                route=f"{route.name_zh} / {route.name_en}", tier=f"{tier.name_zh} / {tier.name_en}"
            )
