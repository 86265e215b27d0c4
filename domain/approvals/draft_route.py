"""Write down who must agree: a new route, a new version of one, changes of a draft."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from domain.approvals.condition import Conditions
from domain.approvals.route import ApprovalRoute, RouteVersion
from domain.approvals.route_state import NoPerson, RouteState, add_drafter
from domain.approvals.tier import Tier
from domain.core.clock import business_date
from domain.core.editing import create, edit, find
from domain.core.errors import RuleBroken
from domain.core.permission import Actor, Permission

DEFINE = Permission.APPROVALS_DEFINE


class AlreadyDrafted(RuleBroken):
    """Two drafts of one route would contradict each other."""

    text = "There is a version of this route that is not in force yet: finish or discard it first."


def new_route(session: Session, actor: Actor, values: Mapping[str, Any], now: datetime) -> RouteVersion:
    """A route (`name_zh`, `name_en`, `entity`, `step`) with an empty first draft."""
    _require_person(actor)
    entity, step = str(values["entity"]), str(values["step"])
    count = session.scalar(
        select(func.count(ApprovalRoute.id)).where(ApprovalRoute.entity == entity, ApprovalRoute.step == step)
    )
    code = f"{entity}.{step}.{(count or 0) + 1}"
    asked = {name: str(values.get(name) or "").strip() for name in ("name_zh", "name_en")}
    named = {name: text or next(filter(None, asked.values()), "") for name, text in asked.items()}
    route = create(
        session, actor, DEFINE, ApprovalRoute, {"code": code, "entity": entity, "step": step, **named}
    )
    return _draft(session, actor, route, {}, 1, now)


def new_version(session: Session, actor: Actor, route_id: int, now: datetime) -> RouteVersion:
    """A draft that begins as the latest version was; AlreadyDrafted while another one waits."""
    _require_person(actor)
    route = find(session, ApprovalRoute, route_id)
    versions = session.scalars(
        select(RouteVersion).where(RouteVersion.route_id == route_id).order_by(RouteVersion.number)
    ).all()
    if any(one.state in (RouteState.DRAFT, RouteState.PROPOSED) for one in versions):
        raise AlreadyDrafted
    if not versions:
        return _draft(session, actor, route, {}, 1, now)
    last = versions[-1]
    kept = {name: getattr(last, name) for name in ("priority", "conditions", "tiers", "watched")}
    return _draft(session, actor, route, kept, last.number + 1, now)


def change_draft(
    session: Session,
    actor: Actor,
    version_id: int,
    *,
    conditions: Conditions | None = None,
    tiers: tuple[Tier, ...] | None = None,
    values: Mapping[str, Any] | None = None,
    version: int | None = None,
) -> RouteVersion:
    """Change a draft; `values` may name priority, watched, effective_from, ends_route and note.

    A draft may be incomplete; it is checked as a whole when it is proposed.
    """
    _require_person(actor)
    draft = find(session, RouteVersion, version_id)
    changes: dict[str, Any] = dict(values or {})
    if conditions is not None:
        changes["conditions"] = conditions.plain()
    if tiers is not None:
        changes["tiers"] = [tier.plain() for tier in tiers]
    if changes:
        edit(session, actor, DEFINE, draft, changes, version)
        add_drafter(draft, actor)
        session.flush()
    return draft


def _draft(
    session: Session,
    actor: Actor,
    route: ApprovalRoute,
    values: Mapping[str, Any],
    number: int,
    now: datetime,
) -> RouteVersion:
    facts = {
        "route_id": route.id, "number": number, "state_since": now, "drafter_ids": [actor.person_id],
        "effective_from": business_date(now),
    }  # fmt: skip
    return create(session, actor, DEFINE, RouteVersion, {**values, **facts})


def _require_person(actor: Actor) -> None:
    if actor.person_id is None:
        raise NoPerson
