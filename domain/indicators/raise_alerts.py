"""Open, worsen and end alerts as the readings say, and let unanswered ones climb.

Only complete periods count. Each series is replayed with the hysteresis rule, and what is open at its end
is opened now: importing years of history raises no alerts that are over.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal
from typing import Any, NamedTuple

from sqlalchemy import String, select, type_coerce
from sqlalchemy.orm import Session

from db.bulk import in_batches
from domain.core.clock import business_date
from domain.core.permission import Actor
from domain.indicators.alert import Alert
from domain.indicators.alert_rule import Episode, episodes
from domain.indicators.alert_state import LIVE, AlertState, Level
from domain.indicators.figure_state import Reach
from domain.indicators.indicator import Indicator
from domain.indicators.plan import Plan
from domain.indicators.reading import Reading
from domain.indicators.status import Status
from domain.indicators.tell_alerts import tell_escalated, tell_raised

Series = tuple[int, int]
"""(indicator id, unit id)."""


class Judged(NamedTuple):
    """A complete period of a series as an alert needs it; numbers by their digits, as few are looked at."""

    reading_id: int
    period: int
    status: Status
    value: str | None
    amber: str | None
    red: str | None


@dataclass
class Raising:
    """One comparison of alerts with readings, and what came of it."""

    session: Session
    actor: Actor
    now: datetime
    opened: int = 0
    recovered: int = 0
    news: list[Alert] = field(default_factory=list)
    """Alerts that opened or turned red."""

    def follow(self, indicator: Indicator, unit: int, alert: Alert | None, periods: Sequence[Judged]) -> None:
        """Make the alert of one series what its periods say. `alert` is the one that is live now."""
        if alert is None and not any(period.status.breached for period in periods):
            return
        last = next(reversed(episodes(period.status for period in periods)), None)
        if last is not None and last.closed_at is None:
            latest = next(period for period in reversed(periods) if period.status.breached)
            if alert is None:
                self._open(indicator, unit, periods[last.opened_at].period, _facts(last, latest))
            else:
                self._update(alert, _facts(last, latest))
        elif alert is not None:
            alert.workflow.take("recover", alert, self.actor, self.now)
            self.recovered += 1

    def _open(self, indicator: Indicator, unit: int, period: int, facts: Mapping[str, Any]) -> None:
        alert = Alert(
            indicator_id=indicator.id, unit_id=unit, grain=indicator.grain, opened_period=period,
            owner_id=indicator.owner_id, owner_role=indicator.owner_role,
            unanswered_since=self.now, state_since=self.now, **facts,
        )  # fmt: skip
        self.session.add(alert)
        self.news.append(alert)
        self.opened += 1

    def _update(self, alert: Alert, facts: Mapping[str, Any]) -> None:
        worse = facts["level"] is Level.RED and alert.level is Level.AMBER
        for name, value in facts.items():
            if getattr(alert, name) != value:
                setattr(alert, name, value)
        if worse and alert.state is AlertState.OPEN:
            alert.unanswered_since = self.now
        elif worse:  # red is news even to who has answered amber
            alert.workflow.take("worsen", alert, self.actor, self.now)
        if worse:
            self.news.append(alert)


def raise_alerts(
    session: Session, actor: Actor, reaches: Sequence[tuple[Plan, Reach]], now: datetime
) -> Raising:
    """Compare the alerts of the reached series with what their readings say."""
    active = [(plan.indicator, reach) for plan, reach in reaches if plan.indicator.is_active]
    numbers = [indicator.id for indicator, _ in active]
    units = frozenset().union(*(reach.keys() for _, reach in active))
    judged, live = _judged(session, active, units), _live(session, numbers, units)
    ended = _ended(session, numbers)
    raising = Raising(session, actor, now)
    for indicator, reach in active:
        for unit in reach:
            series = (indicator.id, unit)
            periods = [p for p in judged.get(series, ()) if p.period > ended.get(series, 0)]
            raising.follow(indicator, unit, live.get(series), periods)
    session.flush()
    tell_raised(session, raising.news, now)
    return raising


def advance_alerts(session: Session, actor: Actor, now: datetime) -> int:
    """Let unanswered alerts climb and end acceptances that ran out; how many changed."""
    changed, climbed = 0, []
    for alert in session.scalars(select(Alert).where(Alert.state.in_(LIVE), Alert.archived_at.is_(None))):
        if alert.state is AlertState.RISK_ACCEPTED:
            if alert.accepted_until is None or alert.accepted_until < business_date(now):
                alert.workflow.take("end_acceptance", alert, actor, now)
                changed += 1
        elif alert.state is not AlertState.ACKNOWLEDGED:
            rung = alert.height(now).rung
            if rung is not alert.rung:
                alert.rung = rung
                climbed.append(alert)
                changed += 1
    session.flush()
    tell_escalated(session, climbed, now)
    return changed


def _facts(episode: Episode, latest: Judged) -> dict[str, Any]:
    return {
        "level": Level(episode.latest.value), "worst": Level(episode.worst.value),
        "latest_period": latest.period, "reading_id": latest.reading_id, "value": _number(latest.value),
        "amber": _number(latest.amber), "red": _number(latest.red),
    }  # fmt: skip


def _judged(
    session: Session, active: Sequence[tuple[Indicator, Reach]], units: Collection[int]
) -> dict[Series, list[Judged]]:
    """Status by status of the reached series, at the grain each indicator is judged by."""
    column = Reading.__table__.c
    exact = (type_coerce(number, String) for number in (column.value, column.amber, column.red))
    query = (
        select(
            column.indicator_id, column.unit_id, column.id, column.period,
            type_coerce(column.status, String), *exact,
        )
        .join(Indicator, Indicator.id == column.indicator_id)
        .where(
            column.grain == Indicator.grain, column.provisional.is_(False),
            column.unit_id.in_(sorted(units)), column.indicator_id.in_([i.id for i, _ in active]),
        )
        .order_by(column.period)
    )  # fmt: skip
    statuses = {status.value: status for status in Status}
    found: dict[Series, list[Judged]] = {}
    for indicator, unit, number, period, status, *digits in in_batches(session, query):
        found.setdefault((indicator, unit), []).append(Judged(number, period, statuses[status], *digits))
    return found


def _number(digits: str | None) -> Decimal | None:
    return None if digits is None else Decimal(digits)


def _live(session: Session, indicators: Collection[int], units: Collection[int]) -> dict[Series, Alert]:
    query = select(Alert).where(
        Alert.counts.is_(True), Alert.indicator_id.in_(indicators), Alert.unit_id.in_(sorted(units))
    )
    return {(alert.indicator_id, alert.unit_id): alert for alert in session.scalars(query)}


def _ended(session: Session, indicators: Sequence[int]) -> dict[Series, int]:
    """The latest period about which a person has had the last word."""
    query = select(Alert.indicator_id, Alert.unit_id, Alert.ended_period).where(
        Alert.ended_period.is_not(None), Alert.indicator_id.in_(indicators)
    )
    found: dict[Series, int] = {}
    for indicator, unit, period in session.execute(query):
        found[indicator, unit] = max(period or 0, found.get((indicator, unit), 0))
    return found
