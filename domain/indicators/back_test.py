"""What a proposed definition would have done: replay it over the past before anybody approves it."""

from collections.abc import Hashable
from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy.orm import Session

from domain.core.period import Period, add_months, month_of
from domain.core.permission import Actor, Permission
from domain.indicators.alert_rule import open_after_each
from domain.indicators.compute_readings import evaluator_of, last_month, periods_of
from domain.indicators.definition import Definition
from domain.indicators.indicator import Indicator
from domain.indicators.indicator_version import IndicatorVersion
from domain.indicators.lay_out import Wanted, lay_out, spans
from domain.indicators.plan import Plan
from domain.indicators.registry import REGISTRY
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


def back_test(
    session: Session, actor: Actor, version: IndicatorVersion, today: date, months: int = 12
) -> list[Replayed]:
    """The complete periods of the last `months` months, oldest first, as the version would have judged them.

    Replayed over the whole past, as if it had always been in force, so that baselines and alerts are those
    it would have had; only units the actor may see are counted.
    """
    actor.require(Permission.INDICATORS_READ)
    indicator = session.get_one(Indicator, version.indicator_id)
    definition = Definition.of(version, REGISTRY.measures, always=True)
    plan, known, tree = Plan(indicator, (definition,)), spans(session, today), unit_tree(session)
    last = last_month(plan, known)
    if last is None:
        return []
    scopes: dict[int, tuple[Hashable, ...]] = {
        unit: tuple(above for above in tree.above(unit) if actor.may(Permission.INDICATORS_READ, above))
        for unit in tree.parents
    }
    wanted = Wanted(plan.measures, plan.by_member)
    ledger = lay_out(session, wanted, known, None, lambda unit, _: scopes[unit], today)
    evaluator = evaluator_of(plan, ledger, today)
    since = add_months(month_of(today - timedelta(days=1)), 1 - months)
    replayed: dict[Period, Replayed] = {}
    for scope in ledger.tracks:
        first = ledger.first_event(scope, plan.own_tables)
        if first is None:
            continue
        periods = periods_of(add_months(ledger.first, first), last, indicator.grain)
        figures = [figure for figure in evaluator.figures(scope, periods) if not figure.provisional]
        alerts = open_after_each(figure.status for figure in figures)
        for figure, alert in zip(figures, alerts, strict=True):
            if figure.period.key >= since:
                _count(replayed.setdefault(figure.period, Replayed(figure.period)), figure.status, alert)
    return [replayed[period] for period in sorted(replayed)]


def _count(month: Replayed, status: Status, alert: bool) -> None:
    month.green += status is Status.GREEN
    month.amber += status is Status.AMBER
    month.red += status is Status.RED
    month.without_colour += status in (Status.UNRATED, Status.NO_DATA)
    month.alerts += alert
