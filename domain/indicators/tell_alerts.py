"""Tell people of alerts: the owner when one opens or turns red, then whoever it has climbed to."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from domain.core.clock import business_date
from domain.core.permission import Permission
from domain.core.statement import Statement
from domain.indicators.alert import Alert
from domain.indicators.alert_questions import INTERNAL_CONTROL
from domain.indicators.alert_state import Rung
from domain.indicators.indicator import Indicator
from domain.messaging.audience import Audience, audience
from domain.messaging.notice import Link
from domain.messaging.occasion import Occasion
from domain.messaging.tell import Telling, tell_all
from domain.messaging.words import Both
from domain.organisation.unit import Unit

Names = dict[int, Both]


class AlertRaised(Statement):
    """A figure is on the wrong side, to its owner."""

    text = "Alert ({level}): {indicator}, {unit}, {period}. Please say why and what will be done."


class AlertEscalated(Statement):
    """Nobody has answered, to who comes next."""

    text = "Unanswered alert ({level}): {indicator}, {unit}, {period}. It has reached you ({rung})."


def tell_raised(session: Session, alerts: Sequence[Alert], now: datetime) -> None:
    """Tell the owners of alerts that have just opened or turned red; without an owner, the owner's role."""
    _tell(session, alerts, Occasion.ALERT_RAISED, now)


def tell_escalated(session: Session, alerts: Sequence[Alert], now: datetime) -> None:
    """Tell the rung to which alerts have just climbed."""
    _tell(session, alerts, Occasion.ALERT_ESCALATED, now)


def _tell(session: Session, alerts: Sequence[Alert], occasion: Occasion, now: datetime) -> None:
    if not alerts:
        return
    people = audience(session, business_date(now))
    indicators = _names(session, Indicator, {alert.indicator_id for alert in alerts})
    units = _names(session, Unit, {alert.unit_id for alert in alerts})
    tellings = [_telling(one, people, indicators, units, occasion) for one in alerts]
    tell_all(session, tellings, now, people.actors)


def _telling(alert: Alert, people: Audience, indicators: Names, units: Names, occasion: Occasion) -> Telling:
    facts = {
        "level": alert.level, "indicator": indicators[alert.indicator_id], "unit": units[alert.unit_id],
        "period": alert.latest_in,
    }  # fmt: skip
    climbed = occasion is Occasion.ALERT_ESCALATED
    return Telling(
        recipients=_reached(alert, people) if climbed else _owners(alert, people),
        occasion=occasion,
        statement=AlertEscalated(**facts, rung=alert.rung) if climbed else AlertRaised(**facts),
        link=Link("alerts", {"id": str(alert.id)}, Permission.ALERTS_READ, alert.unit_id),
        key=f"alert:{alert.id}:{alert.level}:{alert.rung}:{alert.unanswered_since:%Y%m%d%H%M}",
    )


def _owners(alert: Alert, people: Audience) -> frozenset[int]:
    if alert.owner_id is not None:
        return people.of_persons([alert.owner_id])
    return people.in_role(alert.owner_role, alert.unit_id)


def _reached(alert: Alert, people: Audience) -> frozenset[int]:
    """As on the desk: the superior of the owner, else internal control, else the committee too."""
    if alert.rung is Rung.COMMITTEE:
        return people.on_committee()
    above = people.above(alert.owner_id) if alert.rung is Rung.LINE_MANAGER else frozenset()
    return above or people.in_role(INTERNAL_CONTROL, alert.unit_id)


def _names(session: Session, kind: type[Indicator] | type[Unit], ids: set[int]) -> Names:
    query = select(kind.id, kind.name_zh, kind.name_en).where(kind.id.in_(sorted(ids)))
    return {row[0]: Both(row[1], row[2]) for row in session.execute(query)}
