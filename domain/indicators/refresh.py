"""Bring all figures up to date: sum what changed, compute what depends on it, write only what differs.

Everything happens in the caller's one transaction; a second refresh waits for the first.
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy.orm import Session

from domain.core.clock import now
from domain.core.errors import RuleBroken
from domain.core.permission import Actor, Permission, machine
from domain.indicators.compute_readings import compute_readings
from domain.indicators.custom_measure_registry import registry_of
from domain.indicators.fact_pass import Scope
from domain.indicators.figure_state import before, locked_state, remember
from domain.indicators.impact import Impact
from domain.indicators.lay_out import spans
from domain.indicators.part_store import replace_parts, sum_facts
from domain.indicators.plan import Plan, plans
from domain.indicators.raise_alerts import advance_alerts, raise_alerts
from domain.indicators.reading import RefreshRun
from domain.indicators.registry import REGISTRY
from domain.indicators.touched import Touched, read_marks, remove_marks
from domain.indicators.uncollected import uncollected
from domain.organisation.tree import unit_tree


class PartialSight(RuleBroken):
    """The sums of a company need somebody who sees all of it."""

    text = "Figures are refreshed for the whole company; your role shows you only some units."


@dataclass(frozen=True)
class RefreshSummary:
    """What a refresh did."""

    run_id: int
    tables: tuple[str, ...]
    """Fact tables that were summed again."""
    indicators: tuple[str, ...]
    """Codes of the indicators that were computed."""
    parts_written: int
    readings_written: int
    readings_removed: int
    alerts_opened: int
    alerts_recovered: int
    errors: Mapping[str, Mapping[str, Any]]
    """Code -> statement, for indicators that could not be computed."""


@uncollected()
def refresh(
    session: Session, actor: Actor, today: date, codes: Collection[str] | None = None, full: bool = False
) -> RefreshSummary:
    """Refresh what has changed since the last time, or everything (`full`), or some indicators only.

    Run it on behalf of somebody who sees the whole company, as the machine does; PartialSight otherwise.
    """
    actor.require(Permission.INDICATORS_REFRESH)
    if actor.units is not None:
        raise PartialSight
    state = locked_state(session)
    touched, known, tree = read_marks(session), before(session, state, today), unit_tree(session)
    wanted = plans(session, codes)
    needed = REGISTRY.facts.keys() if codes is None else frozenset().union(*(p.tables for p in wanted))
    tables = sorted(needed if full else needed & touched.units.keys())
    run = RefreshRun(by=actor.name, full=full, tables=tables)
    session.add(run)
    session.flush()
    run.parts_written = sum(_sum_again(session, table, touched, full) for table in run.tables)
    after = spans(session, today)
    impact = Impact(tree, touched, known, after, everything=full)
    reaches = [(plan, reach) for plan in wanted if (reach := impact.on(plan))]
    computed = compute_readings(session, reaches, after, tree, today)
    run.readings_written = computed.readings.write(session, run.id)
    run.readings_removed = len(computed.readings.gone)
    steps = machine(actor.origin)
    raised = raise_alerts(session, steps, reaches, now())
    advance_alerts(session, steps, now())
    run.alerts_opened, run.alerts_recovered = raised.opened, raised.recovered
    run.errors = [{"code": code} | statement for code, statement in computed.errors.items()]
    state.run_id, run.finished_at = run.id, now()
    if codes is None:  # with some indicators left out, the others still need the marks
        remove_marks(session, touched.marks)
        remember(session, state, after, tree.parents)
    session.flush()
    return _summary(run, [plan for plan, _ in reaches], computed.errors)


def _sum_again(session: Session, table: str, touched: Touched, full: bool) -> int:
    scope = Scope() if full else Scope(touched.units[table], touched.months[table])
    return replace_parts(session, table, scope, sum_facts(session, registry_of(session), table, scope))


def _summary(
    run: RefreshRun, computed: Iterable[Plan], errors: Mapping[str, Mapping[str, Any]]
) -> RefreshSummary:
    return RefreshSummary(
        run_id=run.id, tables=tuple(run.tables), indicators=tuple(plan.indicator.code for plan in computed),
        parts_written=run.parts_written, readings_written=run.readings_written,
        readings_removed=run.readings_removed, alerts_opened=run.alerts_opened,
        alerts_recovered=run.alerts_recovered, errors=errors,
    )  # fmt: skip
