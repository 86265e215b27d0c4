"""Routes a new portal starts with: drafts, which ask nobody until somebody puts them into force."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from domain.approvals.comparison import Operator
from domain.approvals.condition import Condition, Conditions
from domain.approvals.route import ApprovalRoute, RouteVersion
from domain.approvals.tier import Approver, ApproverKind, Tier
from domain.core.clock import business_date

MANAGER, MEMBER, CHAIR = "manager", "committee_member", "committee_chair"


@dataclass(frozen=True)
class ShippedRoute:
    """A route as we ship it."""

    code: str
    name_zh: str
    name_en: str
    entity: str
    step: str
    conditions: Conditions
    tiers: tuple[Tier, ...]
    watched: tuple[str, ...]


def _where(field: str, *values: str) -> Conditions:
    return Conditions(items=(Condition(field, Operator.ONE_OF, values),))


def _tier(name_zh: str, name_en: str, role: str, above: str, conditions: Conditions | None = None) -> Tier:
    return Tier(
        name_zh=name_zh, name_en=name_en, approvers=(Approver(ApproverKind.ROLE, role),),
        conditions=conditions or Conditions(), due_hours=24, remind_hours=8,
        escalate_to=Approver(ApproverKind.ROLE, above),
    )  # fmt: skip


SHIPPED_ROUTES = (
    ShippedRoute(
        "Issue.close.1", "关闭高风险问题须复核", "Closing a high-severity issue needs a second pair of eyes",
        "Issue", "close", _where("severity", "high", "critical"),
        (
            _tier("委员复核", "Committee member", MEMBER, MANAGER),
            _tier("管理层批准", "Management", MANAGER, CHAIR, _where("severity", "critical")),
        ),
        ("standardised", "verdict"),
    ),
    ShippedRoute(
        "Alert.accept_risk.1", "接受红色预警风险须批准", "Accepting the risk of a red alert needs approval",
        "Alert", "accept_risk", _where("level", "red"),
        (_tier("委员会主任批准", "Committee chair", CHAIR, MANAGER),),
        ("accepted_until",),
    ),
)  # fmt: skip


def install_routes(session: Session, now: datetime) -> None:
    """Add the shipped drafts that were never there; what the organisation made of them stays."""
    known = set(session.scalars(select(ApprovalRoute.code)))
    for one in SHIPPED_ROUTES:
        if one.code in known:
            continue
        route = ApprovalRoute(
            code=one.code, name_zh=one.name_zh, name_en=one.name_en, entity=one.entity, step=one.step
        )
        session.add(route)
        session.flush()
        session.add(
            RouteVersion(
                route_id=route.id, number=1, conditions=one.conditions.plain(),
                tiers=[tier.plain() for tier in one.tiers], watched=list(one.watched),
                effective_from=business_date(now), state_since=now,
            )
        )  # fmt: skip
    session.flush()
