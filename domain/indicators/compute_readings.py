"""Compute the readings that a change reaches, series by series, in memory."""

from bisect import bisect_left
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
from domain.indicators.evaluator import Evaluator
from domain.indicators.figure import Figure
from domain.indicators.figure_state import Reach
from domain.indicators.frame import Frames
from domain.indicators.lay_out import Wanted, lay_out
from domain.indicators.ledger import Ledger, Span
from domain.indicators.plan import Plan
from domain.indicators.reading_store import KeptReadings
from domain.organisation.tree import UnitTree

WORTHWHILE = 8
"""Units to a group from which on the database adds up parts faster than they are read one by one."""


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
    computed, frames = Computed(kept), Frames(ledger, today)
    working = [(plan, reach, evaluator_of(plan, ledger, today, frames)) for plan, reach in reaches]
    for unit in sorted(units):
        for plan, reach, evaluator in working:
            if unit in reach:
                _settle(computed, plan, evaluator, unit, reach[unit], last_month(plan, spans))
    return computed


def _settle(
    computed: Computed, plan: Plan, evaluator: Evaluator, unit: int, since: int, last: int | None
) -> None:
    """The readings of one indicator and unit, at each grain it has."""
    ledger, kept = evaluator.ledger, computed.readings
    first = ledger.first_event(unit, plan.own_tables)
    begin = ledger.first if first is None else add_months(ledger.first, first)
    for grain in plan.grains:
        series = (plan.indicator.id, grain, unit)
        if first is None or last is None:
            kept.settle(series, since, (), ())
            continue
        periods, keys = periods_of(begin, last, grain), keys_of(begin, last, grain)
        split = bisect_left(keys, since)
        figures = evaluator.figures(unit, periods[split:], kept.history(series, keys[:split]))
        kept.settle(series, since, keys[split:], figures)
        _collect(computed, plan, figures)


def evaluator_of(plan: Plan, ledger: Ledger, today: date, frames: Frames | None = None) -> Evaluator:
    """The evaluator of an indicator over a ledger. `frames` are shared with other indicators."""
    minimum = Decimal(str(settings().min_coverage))
    indicator = plan.indicator
    return Evaluator(
        frames or Frames(ledger, today), plan.definitions, indicator.direction, minimum, indicator.awaits
    )


def last_month(plan: Plan, spans: Mapping[str, Span]) -> int | None:
    """The last month the company has facts of an indicator for."""
    return max((spans[table].last for table in plan.own_tables if table in spans), default=None)


@cache
def periods_of(first: int, last: int, grain: Grain) -> tuple[Period, ...]:
    """The periods from one month to another."""
    return tuple(Period.of(first, grain).to(Period.of(last, grain)))


@cache
def keys_of(first: int, last: int, grain: Grain) -> tuple[int, ...]:
    """The last months of these periods."""
    return tuple(period.key for period in periods_of(first, last, grain))


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
    wanted = Wanted(names, by_member)
    return lay_out(session, wanted, spans, below, lambda unit, _: scopes[unit], today, _alike(scopes))


def _alike(scopes: Mapping[int, tuple[Hashable, ...]]) -> list[list[int]]:
    """Units that count in the same scopes, if these make few groups of many units."""
    groups: dict[tuple[Hashable, ...], list[int]] = {}
    for unit, found in scopes.items():
        if found:
            groups.setdefault(found, []).append(unit)
    return list(groups.values()) if len(groups) * WORTHWHILE <= len(scopes) else []


def _collect(computed: Computed, plan: Plan, figures: Sequence[Figure]) -> None:
    for figure in figures:
        if isinstance(figure.reason, DefinitionBroken):
            computed.errors[plan.indicator.code] = figure.reason.plain()
