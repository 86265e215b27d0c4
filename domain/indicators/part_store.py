"""Sums the facts to additive parts and keeps them: only those that changed are written."""

from collections.abc import Collection
from functools import cache
from typing import Any

from sqlalchemy import BigInteger, Select, select, type_coerce
from sqlalchemy.orm import Session

from db.bulk import delete_rows, in_batches, insert_rows, table_of
from domain.indicators.fact_pass import Key, Pass, Scope, Sums
from domain.indicators.measure_part import CUSTOMER, WHOLE, MeasurePart, natural
from domain.indicators.registry import Registry

TABLE = table_of(MeasurePart)


def one_pass(registry: Registry, table: str, dimension: str = WHOLE, names: Collection[str] = ()) -> Pass:
    """The pass over a fact table for some measures (all, if none are named) by a dimension or without one."""
    made = Pass(registry.facts[table], dimension, member=registry.member_of(dimension))
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
    new = dict(parts)
    gone: list[int] = []
    for number, *key, amount, rows, required, missing in in_batches(session, _kept(table, scope)):
        known = tuple(key)
        if parts.get(known) == [amount, rows, required, missing]:
            del new[known]
        else:
            gone.append(number)
    written = [_row(table, key, sums) for key, sums in new.items() if any(sums)]
    delete_rows(session, TABLE, gone)
    insert_rows(session, TABLE, written)
    return len(gone) + len(written)


def _kept(table: str, scope: Scope) -> Select[*tuple[Any, ...]]:
    part = TABLE.c
    query = select(
        part.id, part.measure, part.unit_id, part.period, part.dimension, part.member_id, part.bin,
        type_coerce(part.amount, BigInteger), part.rows, part.required, part.missing,
    ).where(part.fact == table)  # fmt: skip
    if scope.units is not None:
        query = query.where(part.unit_id.in_(scope.units))
    if scope.months is not None:
        query = query.where(part.period.in_(scope.months))
    return query


def _row(table: str, key: Key, sums: Sums) -> dict[str, object]:
    measure, unit, month, dimension, member, number = key
    amount, rows, required, missing = sums
    return {
        "fact": table, "measure": measure, "unit_id": unit, "period": month, "dimension": dimension,
        "member_id": member, "bin": number, "amount": natural(amount), "rows": rows, "required": required,
        "missing": missing,
    }  # fmt: skip
