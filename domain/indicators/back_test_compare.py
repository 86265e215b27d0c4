"""A proposed definition beside the one in force: what each raises, catches and misses."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from sqlalchemy import select
from sqlalchemy.orm import Session

from domain.core.period import add_months, month_of
from domain.core.permission import Actor, Permission
from domain.indicators.alert import Alert
from domain.indicators.back_test import Alarm, Replay, replay
from domain.indicators.indicator import Indicator
from domain.indicators.indicator_version import IndicatorVersion, VersionState
from domain.organisation.tree import unit_tree


class EventKind(StrEnum):
    """Where it is known from that something happened."""

    ALERT = "alert"
    """A closed alert, called real or false by whoever closed it."""
    ISSUE = "issue"
    """An issue about the indicator."""


@dataclass(frozen=True)
class KnownEvent:
    """Something that is known of the past, in a unit, from one month to another."""

    kind: EventKind
    id: int
    unit_id: int
    first: int
    last: int
    real: bool
    """False: it turned out to be nothing, so an alert would be a false one."""
    name: str = ""

    def met_by(self, alarm: Alarm, units: Collection[int]) -> bool:
        """The alert would have been open meanwhile, in one of the units."""
        in_time = alarm.opened.key <= self.last and (alarm.closed is None or alarm.closed.key > self.first)
        return alarm.unit_id in units and in_time


@dataclass(frozen=True)
class Outcome:
    """What one definition does with the past."""

    replay: Replay
    caught: tuple[KnownEvent, ...]
    missed: tuple[KnownEvent, ...]
    false: tuple[KnownEvent, ...]
    """Known false alarms that it would raise as well."""


@dataclass(frozen=True)
class BackTest:
    """The proposal, and what is in force today if anything is."""

    proposed: Outcome
    present: Outcome | None
    months: int


def compare(
    session: Session,
    actor: Actor,
    version: IndicatorVersion,
    today: date,
    months: int = 24,
    events: Iterable[KnownEvent] = (),
) -> BackTest:
    """Replay the version and the one in force; closed alerts of the indicator are known events already."""
    indicator = session.get_one(Indicator, version.indicator_id)
    since = add_months(month_of(today), -months)
    known = [event for event in (*closed_alerts(session, actor, indicator), *events) if event.last >= since]
    present = in_force(session, indicator, today)

    def tried(one: IndicatorVersion) -> Outcome:
        return _outcome(session, replay(session, actor, indicator, one, today, months), known)

    return BackTest(tried(version), tried(present) if present else None, months)


def in_force(session: Session, indicator: Indicator, today: date) -> IndicatorVersion | None:
    """The approved version that counts today."""
    kept = IndicatorVersion
    return session.scalars(
        select(kept)
        .where(kept.indicator_id == indicator.id, kept.state == VersionState.APPROVED)
        .where(kept.archived_at.is_(None), kept.effective_from <= today)
        .order_by(kept.effective_from.desc(), kept.id.desc())
        .limit(1)
    ).first()


def closed_alerts(session: Session, actor: Actor, indicator: Indicator) -> list[KnownEvent]:
    """Alerts of the indicator that somebody closed and called real or false."""
    if not actor.may(Permission.ALERTS_READ):
        return []
    query = select(Alert).where(Alert.indicator_id == indicator.id, Alert.was_real.is_not(None))
    return [
        KnownEvent(
            EventKind.ALERT, one.id, one.unit_id, one.opened_period, one.latest_period, bool(one.was_real)
        )
        for one in session.scalars(query.order_by(Alert.opened_period, Alert.id))
    ]


def _outcome(session: Session, found: Replay, known: Iterable[KnownEvent]) -> Outcome:
    """A real event is caught by an alert of its unit or of one above; a false alarm is its unit's own."""
    tree = unit_tree(session)
    caught: list[KnownEvent] = []
    missed: list[KnownEvent] = []
    false: list[KnownEvent] = []
    for event in known:
        units = tree.above(event.unit_id) if event.real else (event.unit_id,)
        met = any(event.met_by(alarm, units) for alarm in found.alarms)
        if event.real:
            (caught if met else missed).append(event)
        elif met:
            false.append(event)
    return Outcome(found, tuple(caught), tuple(missed), tuple(false))
