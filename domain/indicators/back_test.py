"""What a definition would have done: replay it over the past before anybody approves it."""

from collections.abc import Hashable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy.orm import Session

from domain.core.period import Period, add_months, month_of
from domain.core.permission import Actor, Permission
from domain.indicators.alert_rule import episodes, open_after_each
from domain.indicators.compute_readings import evaluator_of, last_month, periods_of
from domain.indicators.custom_measure_registry import registry_of
from domain.indicators.definition import Definition
from domain.indicators.figure import Figure
from domain.indicators.indicator import Indicator
from domain.indicators.indicator_version import IndicatorVersion
from domain.indicators.lay_out import Wanted, lay_out, spans
from domain.indicators.plan import Plan
from domain.indicators.status import Status
from domain.organisation.tree import unit_tree


@dataclass
class Replayed:
    """One period under the proposed definition: how many units would have shown what."""

    period: Period
    green: int = 0
    amber: int = 0
    red: int = 0
    without_colour: int = 0
    alerts: int = 0
    """Units whose alert would have been open after this period."""


@dataclass(frozen=True)
class Alarm:
    """One alert there would have been: from its first breached period until two green ones in a row."""

    unit_id: int
    opened: Period
    closed: Period | None
    """The second green period; None: still open at the end."""
    worst: Status


@dataclass(frozen=True)
class Replay:
    """The past under one definition, as far as the actor sees."""

    periods: tuple[Replayed, ...]
    alarms: tuple[Alarm, ...]
    """Those that were open in some of the periods, by unit and time."""

    def opened(self, level: Status) -> int:
        """How many alerts of that worst level there would have been."""
        return sum(alarm.worst is level for alarm in self.alarms)


def back_test(
    session: Session, actor: Actor, version: IndicatorVersion, today: date, months: int = 12
) -> list[Replayed]:
    """The complete periods of the last `months` months, oldest first, under the version."""
    indicator = session.get_one(Indicator, version.indicator_id)
    return list(replay(session, actor, indicator, version, today, months).periods)


def replay(
    session: Session,
    actor: Actor,
    indicator: Indicator,
    version: IndicatorVersion,
    today: date,
    months: int = 12,
) -> Replay:
    """The last `months` months under a version, proposed or not even kept yet.

    Replayed over the whole past, as if it had always been in force, so that baselines and alerts are those
    it would have had; only units the actor may see are counted.
    """
    actor.require(Permission.INDICATORS_READ)
    since = add_months(month_of(today - timedelta(days=1)), 1 - months)
    replayed: dict[Period, Replayed] = {}
    alarms: list[Alarm] = []
    for unit, figures in _courses(session, actor, indicator, version, today):
        alerts = open_after_each(figure.status for figure in figures)
        for figure, alert in zip(figures, alerts, strict=True):
            if figure.period.key >= since:
                _count(replayed.setdefault(figure.period, Replayed(figure.period)), figure.status, alert)
        alarms += _alarms(unit, figures, since)
    periods = tuple(replayed[period] for period in sorted(replayed))
    return Replay(periods, tuple(sorted(alarms, key=lambda one: (one.opened.key, one.unit_id))))


def _courses(
    session: Session, actor: Actor, indicator: Indicator, version: IndicatorVersion, today: date
) -> Iterator[tuple[int, Sequence[Figure]]]:
    """Unit -> its complete periods, oldest first."""
    registry = registry_of(session)
    definition = Definition.of(version, registry.measures, always=True)
    plan, known, tree = Plan(indicator, (definition,), registry), spans(session, today), unit_tree(session)
    last = last_month(plan, known)
    if last is None:
        return
    scopes: dict[int, tuple[Hashable, ...]] = {
        unit: tuple(above for above in tree.above(unit) if actor.may(Permission.INDICATORS_READ, above))
        for unit in tree.parents
    }
    wanted = Wanted(plan.measures, plan.by_member)
    ledger = lay_out(session, wanted, known, None, lambda unit, _: scopes[unit], today)
    evaluator = evaluator_of(plan, ledger, today)
    for scope in ledger.tracks:
        first = ledger.first_event(scope, plan.own_tables)
        if first is None:
            continue
        periods = periods_of(add_months(ledger.first, first), last, indicator.grain)
        figures = evaluator.figures(scope, periods)
        yield int(str(scope)), [figure for figure in figures if not figure.provisional]


def _alarms(unit: int, figures: Sequence[Figure], since: int) -> Iterator[Alarm]:
    for one in episodes(figure.status for figure in figures):
        closed = None if one.closed_at is None else figures[one.closed_at].period
        if closed is None or closed.key >= since:
            yield Alarm(unit, figures[one.opened_at].period, closed, one.worst)


def _count(month: Replayed, status: Status, alert: bool) -> None:
    month.green += status is Status.GREEN
    month.amber += status is Status.AMBER
    month.red += status is Status.RED
    month.without_colour += status in (Status.UNRATED, Status.NO_DATA)
    month.alerts += alert
