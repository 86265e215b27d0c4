"""Whether a version of a route can work at all: fields, values, approvers, one tier for every record."""

from collections.abc import Iterable
from typing import TYPE_CHECKING

from sqlalchemy import select
from sqlalchemy.orm import Session

from domain.access.role import Role, known_permissions
from domain.access.segregation import ADMINISTRATION
from domain.approvals.condition import NoSuchField
from domain.approvals.condition_field import fields_of
from domain.approvals.routable import require_step
from domain.approvals.tier import Approver, ApproverKind, Tier
from domain.core.errors import RuleBroken
from domain.organisation.person import Person
from domain.organisation.post import Post

if TYPE_CHECKING:
    from domain.approvals.route import RouteVersion

MOST_TIERS = 9


class NoCommonTier(RuleBroken):
    """For some records nobody would be asked although the route applies."""

    text = "At least one tier must apply always. Put its conditions on the route instead."


class TooManyTiers(RuleBroken):
    """Nobody waits for that many decisions."""

    text = "A route has at most {most} tiers."


class NoSuchApprover(RuleBroken):
    """The role, post or person does not exist."""

    text = "There is nobody behind the approver {value}."


class AdministratorsDecideNothing(RuleBroken):
    """Who administers access or the portal has no right to approve business."""

    text = "The role {value} administers the portal; administrators decide nothing in the business."


def check_version(session: Session, version: "RouteVersion") -> None:
    """Raise the first RuleBroken; a version that ends its route needs no tiers."""
    from domain.approvals.route import ApprovalRoute

    if version.ends_route:
        return
    route = session.get_one(ApprovalRoute, version.route_id)
    fields = fields_of(session, require_step(route.entity, route.step))
    tiers = version.levels
    for group in (version.rules, *(tier.conditions for tier in tiers)):
        for condition in group.items:
            condition.check(fields)
    if strange := next((path for path in version.watched if path not in fields), None):
        raise NoSuchField(field="watched", name=strange)
    if len(tiers) > MOST_TIERS:
        raise TooManyTiers(field="tiers", most=MOST_TIERS)
    if all(tier.conditions.items for tier in tiers):
        raise NoCommonTier(field="tiers")
    for tier in tiers:
        tier.check()
    _require_known(session, tiers)


def _require_known(session: Session, tiers: Iterable[Tier]) -> None:
    asked: list[Approver] = []
    for tier in tiers:
        asked += [*tier.approvers, *([tier.escalate_to] if tier.escalate_to else [])]
    roles = {
        row.code: known_permissions(row.permissions)
        for row in session.execute(select(Role.code, Role.permissions).where(Role.archived_at.is_(None)))
    }
    # The table, not the entity: people of units one does not oversee may be named, too.
    people = Person.__table__.c
    known = {
        ApproverKind.ROLE: set(roles),
        ApproverKind.PERSON: set(session.scalars(select(people.number).where(people.archived_at.is_(None)))),
        ApproverKind.POST: set(session.scalars(select(Post.code).where(Post.archived_at.is_(None)))),
    }
    for one in asked:
        if one.kind in known and one.value not in known[one.kind]:
            raise NoSuchApprover(field="tiers", value=one.value)
        if one.kind is ApproverKind.ROLE and roles[one.value] & ADMINISTRATION:
            raise AdministratorsDecideNothing(field="tiers", value=one.value)
