"""The fact rows that make up a number, down to the row of the file they came from."""

from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Date,
    Integer,
    Select,
    Subquery,
    and_,
    cast,
    func,
    null,
    select,
    type_coerce,
    union_all,
)
from sqlalchemy.orm import InstrumentedAttribute, Session
from sqlalchemy.types import TypeEngine

from domain.core.entity import Fact
from domain.core.period import Period
from domain.core.permission import Actor, Permission
from domain.indicators.decompose import decompose
from domain.indicators.measure_part import natural
from domain.indicators.period_context import PeriodContext
from domain.indicators.read_figures import BY_UNIT, Wish, prepare
from domain.indicators.registry import REGISTRY
from domain.indicators.summand import Asked, Summand, summands


class Side(StrEnum):
    """Which number of a figure."""

    NUMERATOR = "numerator"
    DENOMINATOR = "denominator"


@dataclass(frozen=True)
class RecordBehind:
    """One record and what it adds to the number."""

    entity: str
    """Name of its class, such as Invoice."""
    id: int
    number: str
    on: date | None
    due_on: date | None
    customer_id: int | None
    unit_id: int
    batch_id: int | None
    batch_row: int | None
    amount: Decimal


@dataclass(frozen=True)
class Behind:
    """The records of a number, largest first; `records` is the page asked for."""

    records: tuple[RecordBehind, ...]
    count: int
    total: Decimal
    number: Decimal | None
    """The number itself."""
    adds_up: bool
    """`total` is exactly `number`; false for medians, squares and the like: there they are the basis."""


def records_behind(
    session: Session,
    actor: Actor,
    wish: Wish,
    period: Period,
    today: date,
    side: Side = Side.NUMERATOR,
    limit: int = 100,
    offset: int = 0,
) -> Behind:
    """What a number of a figure is made of; `wish` names indicator, unit, maybe a member of a dimension."""
    actor.require(Permission.FACTS_READ)
    wish = replace(wish, grain=period.grain)
    if wish.by == BY_UNIT and wish.member not in (None, wish.unit_id):
        wish = replace(wish, unit_id=wish.member or wish.unit_id, by=None, member=None)
    ready = prepare(session, actor, wish, today)
    definition = ready.evaluator.definition(period)
    ratio = definition.ratio if definition else None
    formula = ratio and (ratio.numerator if side is Side.NUMERATOR else ratio.denominator)
    if not formula:
        return Behind((), 0, Decimal(0), None, adds_up=False)
    context = PeriodContext(ready.ledger, wish.unit_id if wish.by is None else wish.member, period)
    found = decompose(formula, context)
    own_only = wish.by == BY_UNIT and wish.member == wish.unit_id
    asked = Asked(wish, period, frozenset({wish.unit_id}) if own_only else ready.units, today)
    parts = [part for piece in found.pieces for part in summands(session, piece, asked)]
    number = formula.evaluate(context)
    if not parts:
        return Behind((), 0, Decimal(0), number, found.adds_up)
    sums = _sums(parts)
    count, total = session.execute(select(func.count(), func.sum(sums.c.amount)).select_from(sums)).one()
    shown = session.execute(_shown(sums, {entity for entity, _ in parts}).limit(limit).offset(offset))
    records = tuple(_record(row) for row in shown)
    return Behind(records, count, natural(int(total or 0)), number, found.adds_up)


def _record(row: Any) -> RecordBehind:
    return RecordBehind(
        entity=row.entity, id=row.id, number=row.number, on=row.on_date, due_on=row.due_on,
        customer_id=row.customer_id, unit_id=row.unit_id, batch_id=row.batch_id, batch_row=row.batch_row,
        amount=natural(int(row.amount)),
    )  # fmt: skip


def _sums(parts: Collection[Summand]) -> Subquery:
    """(entity, record_id, amount) of every record that adds something in all."""
    every = union_all(*(query for _, query in parts)).subquery()
    amount = func.sum(every.c.amount)
    query = select(every.c.entity, every.c.record_id, amount.label("amount"))
    return query.group_by(every.c.entity, every.c.record_id).having(amount != 0).subquery()


def _shown(sums: Subquery, entities: Collection[type[Fact]]) -> Select[*tuple[Any, ...]]:
    """The records with what a person knows them by, largest amount first."""
    pages = []
    for entity in sorted(entities, key=lambda fact: fact.__name__):
        view = REGISTRY.records[entity]
        query = select(
            sums.c.entity, entity.id, view.number.label("number"), view.on.label("on_date"),
            _or_nothing(view.due, Date()).label("due_on"),
            _or_nothing(view.customer, Integer()).label("customer_id"),
            entity.unit_id, entity.batch_id, entity.batch_row, sums.c.amount,
        ).join(entity, and_(entity.id == sums.c.record_id, sums.c.entity == entity.__name__))  # fmt: skip
        pages.append(query.join(view.join) if view.join is not None else query)
    shown = union_all(*pages).subquery()
    return select(*shown.c).order_by(shown.c.amount.desc(), shown.c.id)


def _or_nothing(column: InstrumentedAttribute[Any] | None, kind: TypeEngine[Any]) -> ColumnElement[Any]:
    """The column, or an empty one of its type, so that all records have the same columns."""
    return cast(null(), kind) if column is None else type_coerce(column, kind)
