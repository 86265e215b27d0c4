"""What of the current month has not happened yet: due on a later day, so not overdue, not late, not owed."""

from collections.abc import Collection
from dataclasses import replace
from datetime import date
from functools import lru_cache

from sqlalchemy import and_
from sqlalchemy.orm import Session

from domain.core.period import month_of
from domain.indicators.custom_measure_registry import registry_of
from domain.indicators.fact_pass import Pass, Scope
from domain.indicators.ledger import PartRow
from domain.indicators.registry import Registry


def pending_parts(
    session: Session, dimension: str, names: Collection[str], units: Collection[int] | None, today: date
) -> list[PartRow]:
    """Parts that take back, in the current month, what the kept parts count before its day has come."""
    month = month_of(today)
    scope = Scope(units, (month,))
    found: list[PartRow] = []
    known = frozenset(names)
    registry = registry_of(session)
    for table in sorted(registry.tables_of(known)):
        one = _pass(registry, table, dimension, known, month, today)
        rows = one.fold(session.execute(one.statement(scope)), scope) if one.summands else {}
        found += [
            (table, name, unit, month, member, number, *(-sums[at] for at in range(4)))  # type: ignore[misc]
            for (name, unit, _, __, member, number), sums in rows.items()
        ]
    return found


@lru_cache(maxsize=256)
def _pass(
    registry: Registry, table: str, dimension: str, names: frozenset[str], month: int, today: date
) -> Pass:
    one = Pass(registry.facts[table], dimension, member=registry.member_of(dimension))
    for measure, part in registry.parts():
        if part.fact is one.fact and part.pending is not None and measure.name in names:
            conditions = [part.period == month, part.pending(today)]
            if part.where is not None:
                conditions.append(part.where)
            one.add(measure, replace(part, where=and_(*conditions)), is_coverage=False)
    return one
