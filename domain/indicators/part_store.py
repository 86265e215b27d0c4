"""Sums the facts to additive parts and keeps them: only those that changed are written."""

from sqlalchemy import BigInteger, delete, insert, select, type_coerce
from sqlalchemy.orm import Session

from domain.indicators.fact_pass import Key, Pass, Scope, Sums
from domain.indicators.measure_part import WHOLE, MeasurePart, natural
from domain.indicators.registry import Registry

CHUNK = 500


def passes(registry: Registry, table: str) -> list[Pass]:
    """The passes over one fact table: one with the small dimensions, one more for each large one."""
    fact = registry.facts[table]
    offered = [(m, p) for m, p in registry.parts() if p.fact is fact]
    dimensions = sorted({name for measure, _ in offered for name in measure.dimensions})
    main = "salesperson" if "salesperson" in dimensions else WHOLE
    made = []
    for dimension in (main, *(name for name in dimensions if name != main)):
        one = Pass(fact, dimension, whole_too=dimension == main)
        for measure, part in offered:
            if dimension == main or dimension in measure.dimensions:
                one.add(measure, part, is_coverage=not any(part is p for p in measure.parts))
        if dimension == main:
            one.count_events()
        made.append(one)
    return made


def sum_facts(session: Session, registry: Registry, table: str, scope: Scope) -> dict[Key, Sums]:
    """The parts of every measure of a fact table, as its rows stand now."""
    parts: dict[Key, Sums] = {}
    for one in passes(registry, table):
        parts |= one.fold(session.execute(one.statement(scope)), scope)
    return parts


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
        session.execute(insert(MeasurePart), [_row(table, key, sums) for key, sums in new])
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
