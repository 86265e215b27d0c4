"""Sums the facts to additive parts and keeps them: only those that changed are written."""

from collections.abc import Collection
from functools import cache
from typing import cast

from sqlalchemy import BigInteger, Table, delete, insert, select, type_coerce
from sqlalchemy.orm import Session

from domain.indicators.fact_pass import Key, Pass, Scope, Sums
from domain.indicators.measure_part import CUSTOMER, WHOLE, MeasurePart, natural
from domain.indicators.registry import Registry

CHUNK = 500
TABLE = cast(Table, MeasurePart.__table__)


def one_pass(registry: Registry, table: str, dimension: str = WHOLE, names: Collection[str] = ()) -> Pass:
    """The pass over a fact table for some measures (all, if none are named) by a dimension or without one."""
    made = Pass(registry.facts[table], dimension)
    for measure, part in registry.parts():
        if part.fact is made.fact and (not names or measure.name in names):
            made.add(measure, part, is_coverage=not any(part is summand for summand in measure.parts))
    return made


def sum_facts(session: Session, registry: Registry, table: str, scope: Scope) -> dict[Key, Sums]:
    """The parts to keep of a fact table, as its rows stand now."""
    whole, members = _passes(registry, table)
    parts = whole.fold(session.execute(whole.statement(scope)), scope)
    if members.summands:
        parts |= members.fold(session.execute(members.statement(scope)), scope)
    return parts


@cache
def _passes(registry: Registry, table: str) -> tuple[Pass, Pass]:
    """The passes for what is kept: whole, and by customer."""
    whole = one_pass(registry, table)
    whole.count_events()
    return whole, one_pass(registry, table, CUSTOMER, registry.with_members)


def replace_parts(session: Session, table: str, scope: Scope, parts: dict[Key, Sums]) -> int:
    """Make the kept parts of a fact table within the scope equal to the given ones; how many were written."""
    kept = _kept(session, table, scope)
    gone = [number for key, (number, sums) in kept.items() if parts.get(key) != sums]
    new = [
        (key, sums) for key, sums in parts.items() if any(sums) and (key not in kept or kept[key][1] != sums)
    ]
    for at in range(0, len(gone), CHUNK):
        session.execute(
            delete(MeasurePart).where(MeasurePart.id.in_(gone[at : at + CHUNK])),
            execution_options={"synchronize_session": False},
        )
    if new:
        session.execute(insert(TABLE), [_row(table, key, sums) for key, sums in new])
    return len(gone) + len(new)


def _kept(session: Session, table: str, scope: Scope) -> dict[Key, tuple[int, Sums]]:
    part = MeasurePart
    query = select(
        part.id, part.measure, part.unit_id, part.period, part.dimension, part.member_id, part.bin,
        type_coerce(part.amount, BigInteger), part.rows, part.required, part.missing,
    ).where(part.fact == table)  # fmt: skip
    if scope.units is not None:
        query = query.where(part.unit_id.in_(scope.units))
    if scope.months is not None:
        query = query.where(part.period.in_(scope.months))
    return {
        (row[1], row[2], row[3], row[4], row[5], row[6]): (row[0], list(row[7:]))
        for row in session.execute(query)
    }


def _row(table: str, key: Key, sums: Sums) -> dict[str, object]:
    measure, unit, month, dimension, member, number = key
    amount, rows, required, missing = sums
    return {
        "fact": table, "measure": measure, "unit_id": unit, "period": month, "dimension": dimension,
        "member_id": member, "bin": number, "amount": natural(amount), "rows": rows, "required": required,
        "missing": missing,
    }  # fmt: skip
