"""What single fact rows add to a measure: the rows that count, chosen as the figures choose them."""

from collections.abc import Collection, Hashable, Iterator
from dataclasses import dataclass
from datetime import date

from sqlalchemy import BigInteger, ColumnElement, Select, literal, not_, or_, select, type_coerce
from sqlalchemy.orm import Session

from domain.core.entity import Fact
from domain.core.measure import DIMENSIONS, MeasureKind, Part
from domain.core.period import Period, add_months, month_of
from domain.indicators.custom_measure_registry import registry_of
from domain.indicators.decompose import Piece
from domain.indicators.lay_out import group_of
from domain.indicators.measure_part import CUSTOMER, SCALE
from domain.indicators.read_figures import Wish
from domain.indicators.trait import of_bearers

Summand = tuple[type[Fact], Select[str, int, int]]
"""The class of the records and a query of (its name, record id, amount in 1/10000)."""


@dataclass(frozen=True)
class Asked:
    """Whose records, of when."""

    wish: Wish
    period: Period
    units: frozenset[int]
    today: date


def summands(session: Session, piece: Piece, asked: Asked) -> Iterator[Summand]:
    """What the records add to a piece of a formula, part by part of its measure."""
    registry = registry_of(session)
    measure, wish, current = registry.measures[piece.measure], asked.wish, month_of(asked.today)
    last = add_months(asked.period.key, -piece.shift)
    first = add_months(last, 1 - max(asked.period.grain.months, piece.window))
    for part in measure.parts:
        entity = part.fact if part.subject is None else measure.parts[0].fact
        conditions = [part.fact.unit_id.in_(sorted(asked.units)), part.period <= last]
        if measure.kind is not MeasureKind.BALANCE:
            conditions.append(part.period >= first)
        if measure.kind is MeasureKind.COHORT and part.bin is not None:
            conditions.append(part.bin <= last)
        conditions += [known for known in (part.where, part.usable) if known is not None]
        if part.pending is not None and last >= current:
            conditions.append(or_(part.period != current, not_(part.pending(asked.today))))
        if wish.by in DIMENSIONS:
            conditions.append(_of_members(part, wish.by, {wish.member or 0}))
        elif trait := registry.traits.get(wish.by or ""):
            conditions.append(of_bearers(part, trait, wish.member or 0))
        if piece.members is not None:
            conditions.append(_of_members(part, CUSTOMER, _customers(session, piece.members)))
        record = part.fact.id if part.subject is None else part.subject
        times = part.sign * piece.times
        amount = (_amount(part) * times).label("amount")
        query = select(literal(entity.__name__).label("entity"), record.label("record_id"), amount)
        yield entity, query.where(*conditions)


def _amount(part: Part) -> ColumnElement[int]:
    """What a row adds, in 1/10000; a row of a distribution shows its number, not 1."""
    if part.amount is not None:
        return type_coerce(part.amount, BigInteger)
    return literal(SCALE, BigInteger) if part.bin is None else type_coerce(part.bin, BigInteger) * SCALE


def _of_members(part: Part, dimension: str, members: Collection[int]) -> ColumnElement[bool]:
    column = getattr(part.fact, f"{dimension}_id")
    named = column.in_(sorted(member for member in members if member))
    return or_(named, column.is_(None)) if 0 in members else named


def _customers(session: Session, members: Collection[Hashable]) -> set[int]:
    """The customers of the chosen customers and groups."""
    grouped = {customer for customer, group in group_of(session).items() if group in members}
    return grouped | {member for member in members if isinstance(member, int)}
