"""A draft on real data: what is being typed, computed before it is even proposed."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from sqlalchemy.orm import Session

from domain.core.errors import DomainError, NotFound
from domain.core.period import Grain, add_months
from domain.core.permission import Actor, Permission
from domain.indicators.compute_readings import evaluator_of, last_month, periods_of
from domain.indicators.custom_measure_registry import registry_of
from domain.indicators.definition import Definition
from domain.indicators.figure import Figure
from domain.indicators.formula import Formula, number, threshold
from domain.indicators.formula_context import Use
from domain.indicators.indicator import Indicator
from domain.indicators.indicator_version import EVER, IndicatorVersion, NoMembers
from domain.indicators.lay_out import Wanted, lay_out, spans
from domain.indicators.plan import Plan
from domain.indicators.status import Direction
from domain.organisation.tree import unit_tree

SHOWN = 13
"""Periods of a preview: a year and the same period of the year before."""
OVER_MEASURES = ("numerator", "denominator", "factor", "plan")
OVER_REFERENCES = ("amber", "red", "target")


@dataclass(frozen=True)
class Preview:
    """The last periods of one unit under a draft, and what they could be broken down by."""

    figures: tuple[Figure, ...]
    dimensions: frozenset[str]


def faults(session: Session, values: Mapping[str, Any]) -> dict[str, DomainError]:
    """Field of a draft -> what is wrong with what is written there. Nothing wrong: empty."""
    registry = registry_of(session)
    found: dict[str, DomainError] = {}
    for name in (*OVER_MEASURES, *OVER_REFERENCES, "norm"):
        text = str(values.get(name) or "").strip()
        try:
            if not text:
                continue
            if name in OVER_REFERENCES:
                threshold(text)
            elif name == "norm":
                number(text)
            else:
                _require_members(Formula.parse(text, registry.measures), registry.with_members)
        except DomainError as fault:
            found[name] = fault
    return found


def _require_members(formula: Formula, known: tuple[str, ...]) -> None:
    for reference in formula.references:
        if reference.use is Use.MEMBERS and reference.measure not in known:
            raise NoMembers(measure=reference.measure, known=", ".join(known))


def draft_version(values: Mapping[str, Any]) -> IndicatorVersion:
    """A version that is not kept, with everything a definition reads."""
    texts = (*OVER_MEASURES, *OVER_REFERENCES, "norm", "if_zero")
    return IndicatorVersion(
        effective_from=EVER,
        nothing_is_zero=bool(values.get("nothing_is_zero")),
        hide_below=int(values.get("hide_below") or 0),
        min_rows=int(values.get("min_rows") or 0),
        min_coverage=_share(values.get("min_coverage")),
        **{name: str(values.get(name) or "").strip() for name in texts},
    )


def _share(value: Any) -> Decimal | None:
    return None if value is None or value == "" else Decimal(str(value))


def preview(
    session: Session,
    actor: Actor,
    values: Mapping[str, Any],
    judged: tuple[Direction, Grain],
    unit_id: int,
    today: date,
) -> Preview:
    """The last periods of a unit as the draft computes and judges them, the present one included."""
    actor.require(Permission.INDICATORS_READ)
    tree, registry = unit_tree(session), registry_of(session)
    if unit_id not in tree.parents or not actor.may(Permission.INDICATORS_READ, unit_id):
        raise NotFound
    direction, grain = judged
    indicator = Indicator(code="", direction=direction, grain=grain, awaits="")
    definition = Definition.of(draft_version(values), registry.measures, always=True)
    plan, known = Plan(indicator, (definition,), registry), spans(session, today)
    last = last_month(plan, known)
    if last is None or definition.ratio is None:
        return Preview((), plan.dimensions)
    wanted = Wanted(plan.measures, plan.by_member)
    ledger = lay_out(session, wanted, known, tree.below(unit_id), lambda *_: (unit_id,), today)
    first = ledger.first_event(unit_id, plan.own_tables)
    if first is None:
        return Preview((), plan.dimensions)
    periods = periods_of(add_months(ledger.first, first), last, grain)
    figures = evaluator_of(plan, ledger, today).figures(unit_id, periods)
    return Preview(tuple(figures[-SHOWN:]), plan.dimensions)
