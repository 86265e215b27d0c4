"""Compute the readings that a change reaches, series by series, in memory."""

from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from functools import cache
from typing import Any

from sqlalchemy.orm import Session

from db.settings import settings
from domain.core.period import Grain, Period, add_months
from domain.indicators.definition import DefinitionBroken
from domain.indicators.figure import Evaluator, Figure
from domain.indicators.figure_state import Reach
from domain.indicators.lay_out import Wanted, lay_out
from domain.indicators.ledger import Ledger, Span
from domain.indicators.plan import Plan
from domain.indicators.reading_store import KeptReadings
from domain.organisation.tree import UnitTree


@dataclass
class Computed:
    """The readings to write, and the indicators that could not be computed."""

    readings: KeptReadings
    errors: dict[str, dict[str, Any]] = field(default_factory=dict)
    """Code -> statement."""


def compute_readings(
    session: Session,
    reaches: Sequence[tuple[Plan, Reach]],
    spans: Mapping[str, Span],
    tree: UnitTree,
    today: date,
) -> Computed:
    """Every reading within the reaches, compared with what is kept."""
    units = frozenset().union(*(reach.keys() for _, reach in reaches))
    ledger = _ledger(session, [plan for plan, _ in reaches], spans, tree, units, today)
    kept = KeptReadings.read(
        session,
        indicators=[plan.indicator.id for plan, _ in reaches],
        units=units,
        since=min((since for _, reach in reaches for since in reach.values()), default=0),
        looking_back=[plan.indicator.id for plan, _ in reaches if plan.history != 0],
    )
    computed = Computed(kept)
    for plan, reach in reaches:
        evaluator = evaluator_of(plan, ledger, today)
        last = last_month(plan, spans)
        for unit, since in reach.items():
            first = ledger.first_event(unit, plan.own_tables)
            for grain in plan.grains:
                series = (plan.indicator.id, grain, unit)
                figures: list[Figure] = []
                if first is not None and last is not None:
                    periods = periods_of(add_months(ledger.first, first), last, grain)
                    split = sum(1 for period in periods if period.key < since)
                    history = kept.history(series, (period.key for period in periods[:split]))
                    figures = evaluator.figures(unit, periods[split:], history)
                kept.settle(series, since, figures)
                _collect(computed, plan, figures)
    return computed


def evaluator_of(plan: Plan, ledger: Ledger, today: date) -> Evaluator:
    """The evaluator of an indicator over a ledger."""
    minimum = Decimal(str(settings().min_coverage))
    indicator = plan.indicator
    return Evaluator(ledger, plan.definitions, indicator.direction, minimum, today, indicator.awaits)


def last_month(plan: Plan, spans: Mapping[str, Span]) -> int | None:
    """The last month the company has facts of an indicator for."""
    return max((spans[table].last for table in plan.own_tables if table in spans), default=None)


@cache
def periods_of(first: int, last: int, grain: Grain) -> tuple[Period, ...]:
    """The periods from one month to another."""
    return tuple(Period.of(first, grain).to(Period.of(last, grain)))


def _ledger(
    session: Session,
    plans: Sequence[Plan],
    spans: Mapping[str, Span],
    tree: UnitTree,
    units: frozenset[int],
    today: date,
) -> Ledger:
    names = frozenset().union(*(plan.measures for plan in plans))
    by_member = frozenset().union(*(plan.by_member for plan in plans))
    scopes: dict[int, tuple[Hashable, ...]] = {
        unit: tuple(above for above in tree.above(unit) if above in units) for unit in tree.parents
    }
    below = None if units >= tree.parents.keys() else [unit for unit, found in scopes.items() if found]
    return lay_out(session, Wanted(names, by_member), spans, below, lambda unit, _: scopes[unit], today)


def _collect(computed: Computed, plan: Plan, figures: Sequence[Figure]) -> None:
    for figure in figures:
        if isinstance(figure.reason, DefinitionBroken):
            computed.errors[plan.indicator.code] = figure.reason.plain()
