"""Questions about alerts: which live, and which wait for somebody."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from sqlalchemy import ColumnElement, Select, and_, case, false, or_, select
from sqlalchemy.orm import Session, joinedload

from domain.core.permission import Actor
from domain.indicators.alert import Alert
from domain.indicators.alert_state import LIVE, AlertState, Level, Rung
from domain.organisation.committee import CommitteeMember
from domain.organisation.person import Person

INTERNAL_CONTROL = "internal_control"
"""Code of the role that hears of red alerts nobody answered for two days."""


class Why(StrEnum):
    """Why an alert waits for a person."""

    OWNER = "owner"
    LINE_MANAGER = "line_manager"
    INTERNAL_CONTROL = "internal_control"
    COMMITTEE = "committee"
    ACCEPTANCE = "acceptance"
    """Its owner asks to accept the risk, and this person may decide."""


@dataclass(frozen=True)
class Waiting:
    """An alert on somebody's desk."""

    alert: Alert
    why: Why


def alerts() -> Select[Alert]:
    """All alerts with indicator, unit and owner, live ones first, the worst and newest on top."""
    return (
        select(Alert)
        .options(joinedload(Alert.indicator), joinedload(Alert.unit), joinedload(Alert.owner))
        .order_by(
            case((Alert.state.in_(LIVE), 0), else_=1),
            case((Alert.level == Level.RED, 0), else_=1),
            Alert.created_at.desc(),
            Alert.id.desc(),
        )
    )


def live_alerts() -> Select[Alert]:
    """Alerts that count as open."""
    return alerts().where(Alert.state.in_(LIVE))


def live_alert_of(indicator_id: int, unit_id: int) -> Select[Alert]:
    """The one live alert of an indicator in a unit, if there is one."""
    return live_alerts().where(Alert.indicator_id == indicator_id, Alert.unit_id == unit_id)


def alerts_waiting_for(session: Session, actor: Actor, today: date) -> list[Waiting]:
    """Live alerts that the actor should answer or decide on, worst first."""
    unanswered = session.scalars(
        live_alerts().where(Alert.state == AlertState.OPEN, _on_the_desk_of(session, actor, today))
    )
    staff = _reports_of(session, actor)
    found = [Waiting(alert, _why(alert, actor, staff)) for alert in unanswered]
    asked = session.scalars(live_alerts().where(Alert.state == AlertState.ACCEPTANCE_ASKED)).all()
    return found + [
        Waiting(alert, Why.ACCEPTANCE)
        for alert in asked
        if alert.workflow.step("accept_risk", alert).refusal(alert, actor) is None
    ]


def _on_the_desk_of(session: Session, actor: Actor, today: date) -> ColumnElement[bool]:
    mine = Alert.owner_id == actor.person_id if actor.person_id is not None else false()
    of_my_role = and_(Alert.owner_id.is_(None), Alert.owner_role.in_(sorted(actor.roles)))
    desks: list[ColumnElement[bool]] = [mine, of_my_role]
    if staff := _reports_of(session, actor):
        climbed = Alert.rung != Rung.OWNER
        desks.append(and_(climbed, Alert.owner_id.in_(sorted(staff))))
    if INTERNAL_CONTROL in actor.roles:
        desks.append(Alert.rung.in_((Rung.INTERNAL_CONTROL, Rung.COMMITTEE)))
        desks.append(and_(Alert.rung == Rung.LINE_MANAGER, Alert.owner_id.is_(None)))
    if _sits_on_committee(session, actor, today):
        desks.append(Alert.rung == Rung.COMMITTEE)
    return or_(*desks)


def _why(alert: Alert, actor: Actor, staff: frozenset[int]) -> Why:
    by_role = alert.owner_id is None and alert.owner_role in actor.roles
    if by_role or (alert.owner_id is not None and alert.owner_id == actor.person_id):
        return Why.OWNER
    if alert.owner_id in staff:
        return Why.LINE_MANAGER
    return Why.INTERNAL_CONTROL if INTERNAL_CONTROL in actor.roles else Why.COMMITTEE


def _reports_of(session: Session, actor: Actor) -> frozenset[int]:
    """People whose superior the actor is."""
    if actor.person_id is None:
        return frozenset()
    return frozenset(session.scalars(select(Person.id).where(Person.superior_id == actor.person_id)))


def _sits_on_committee(session: Session, actor: Actor, today: date) -> bool:
    if actor.person_id is None:
        return False
    query = select(CommitteeMember.id).where(
        CommitteeMember.person_id == actor.person_id,
        CommitteeMember.since <= today,
        or_(CommitteeMember.until.is_(None), CommitteeMember.until >= today),
    )
    return session.scalars(query.limit(1)).first() is not None
