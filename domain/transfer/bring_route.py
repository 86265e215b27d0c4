"""Approval routes come in as drafts of whoever brings them; another person puts them into force."""

from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from domain.approvals.draft_route import change_draft, new_version
from domain.approvals.route import RouteVersion
from domain.approvals.route_state import RouteState
from domain.core.permission import Actor
from domain.transfer.portable import Values


def bring_route(session: Session, actor: Actor, found: Any, values: Values, now: datetime) -> RouteVersion:
    """Write what the pack says into the draft of the route; a draft is begun where there is none."""
    route_id = int(values["route_id"])
    draft = session.scalars(
        select(RouteVersion).where(RouteVersion.route_id == route_id, RouteVersion.state == RouteState.DRAFT)
    ).first() or new_version(session, actor, route_id, now)
    said = {name: value for name, value in values.items() if name != "route_id"}
    return change_draft(session, actor, draft.id, values=said)
