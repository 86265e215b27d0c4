"""One pass over a fact table serves every measure that reads it.

The statement counts, sums and decides (CASE), nothing else, so that it runs unchanged on every engine;
it groups by unit and by the month columns of the measures, and Python folds the few groups into parts.
"""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from sqlalchemy import BigInteger, ColumnElement, Select, and_, case, func, or_, select, type_coerce
from sqlalchemy.orm import InstrumentedAttribute

from db.types import Scaled
from domain.core.entity import Fact
from domain.core.measure import Measure, Part
from domain.indicators.measure_part import EVENTS, PART_PLACES, SCALE, WHOLE

OWN_MEMBER = "own_member"
Key = tuple[str, int, int, str, int, int]
"""(measure, unit, month, dimension, member, bin)."""
Sums = list[int]
"""[amount in 1/10000, rows, required, missing]."""


@dataclass(frozen=True)
class Scope:
    """Which units and months to sum; None means all."""

    units: Collection[int] | None = None
    months: Collection[int] | None = None

    def holds(self, unit: int, month: int) -> bool:
        """Parts of this unit and month are wanted."""
        return (self.units is None or unit in self.units) and (self.months is None or month in self.months)


@dataclass(frozen=True, slots=True)
class Summand:
    """Where the pieces of one part stand in a row of the result."""

    measure: str
    period: int
    bin: int | None
    amount: int | None
    sign: int
    needed: int
    usable: int
    is_amount: bool
    is_coverage: bool

    def placed(self, keys: int, sums: int) -> "Summand":
        """The same counted from the beginning of a row, where its keys and its sums begin."""
        return replace(
            self,
            period=keys + self.period,
            bin=None if self.bin is None else keys + self.bin,
            amount=None if self.amount is None else sums + self.amount,
            needed=sums + self.needed,
            usable=sums + self.usable,
        )

    def pieces(self, row: Sequence[Any], needed: int) -> tuple[int, int, int, int]:
        """What a row adds: amount, rows, required, missing."""
        usable = int(row[self.usable])
        amount, counted = 0, 0
        if self.is_amount:
            amount = self.sign * (SCALE * usable if self.amount is None else int(row[self.amount] or 0))
            counted = usable
        return (amount, counted, needed, needed - usable) if self.is_coverage else (amount, counted, 0, 0)


@dataclass
class Pass:
    """One SELECT over one fact table, grouped by one dimension (or none)."""

    fact: type[Fact]
    dimension: str = WHOLE
    keys: list[InstrumentedAttribute[Any]] = field(default_factory=list)
    sums: list[ColumnElement[Any]] = field(default_factory=list)
    summands: list[Summand] = field(default_factory=list)
    events: tuple[int, ...] = ()
    member: ColumnElement[Any] | None = None
    """What rows are grouped by where it is no `<dimension>_id` of theirs."""

    def add(self, measure: Measure, part: Part, is_coverage: bool) -> None:
        """One more part to be summed on the way."""
        needed = part.where
        usable = _both(part.where, part.usable)
        self.summands.append(
            Summand(
                measure=measure.name,
                period=self._key(part.period),
                bin=None if part.bin is None else self._key(part.bin),
                amount=None if part.amount is None else self._sum(_amount(part.amount, usable)),
                sign=part.sign,
                needed=self._sum(_count(needed)),
                usable=self._sum(_count(usable)),
                is_amount=not is_coverage,
                is_coverage=is_coverage or not measure.coverage,
            )
        )

    def count_events(self) -> None:
        """Also keep in which months anything happened at all."""
        self.events = tuple(self._key(getattr(self.fact, name)) for name in self.fact.event_columns)

    def statement(self, scope: Scope) -> Select[*tuple[Any, ...]]:
        """The SELECT."""
        shown = [self.fact.unit_id, *self._member(), *self.keys]
        query = select(*shown, func.count(), *self.sums).group_by(*self._groups())
        if scope.units is not None:
            query = query.where(self.fact.unit_id.in_(scope.units))
        if scope.months is not None:
            months = [column for column in self.keys if column.key in self.fact.period_columns]
            query = query.where(or_(*(column.in_(scope.months) for column in months)))
        return query

    def fold(self, rows: Iterable[Sequence[Any]], scope: Scope) -> dict[Key, Sums]:
        """The groups added up to parts."""
        parts: dict[Key, Sums] = {}
        keys = 2 if self.dimension else 1
        count = keys + len(self.keys)
        places = [summand.placed(keys, count + 1) for summand in self.summands]
        events = [keys + at for at in self.events]
        everything = scope.units is None and scope.months is None
        for row in rows:
            unit, member = row[0], (row[1] or 0) if self.dimension else 0
            for at in events:
                month = row[at]
                if month is not None and (everything or scope.holds(unit, month)):
                    _add(parts, (EVENTS, unit, month, self.dimension, member, 0), 0, row[count], 0, 0)
            for place in places:
                month, needed = row[place.period], row[place.needed]
                if month is None or not needed or not (everything or scope.holds(unit, month)):
                    continue
                number = 0 if place.bin is None else row[place.bin] or 0
                key = place.measure, unit, month, self.dimension, member, number
                _add(parts, key, *place.pieces(row, int(needed)))
        return parts

    def _groups(self) -> list[Any]:
        """A column that is worked out is named: databases do not see that two of its kind are one."""
        member = self._member() if self.member is None else [OWN_MEMBER]
        return [self.fact.unit_id, *member, *self.keys]

    def _member(self) -> list[Any]:
        if self.member is not None:
            return [self.member.label(OWN_MEMBER)]
        return [getattr(self.fact, f"{self.dimension}_id")] if self.dimension else []

    def _key(self, column: InstrumentedAttribute[Any]) -> int:
        named = [key.key for key in self.keys]
        if column.key not in named:
            self.keys.append(column)
            return len(named)
        return named.index(column.key)

    def _sum(self, expression: ColumnElement[Any]) -> int:
        for at, known in enumerate(self.sums):
            if known.compare(expression):
                return at
        self.sums.append(expression)
        return len(self.sums) - 1


def _add(parts: dict[Key, Sums], key: Key, amount: int, rows: int, required: int, missing: int) -> None:
    known = parts.get(key)
    if known is None:
        parts[key] = [amount, rows, required, missing]
        return
    known[0] += amount
    known[1] += rows
    known[2] += required
    known[3] += missing


def _both(one: ColumnElement[bool] | None, other: ColumnElement[bool] | None) -> ColumnElement[bool] | None:
    if one is None or other is None:
        return other if one is None else one
    return and_(one, other)


def _count(where: ColumnElement[bool] | None) -> ColumnElement[Any]:
    return func.count() if where is None else func.sum(case((where, 1), else_=0))


def _amount(column: InstrumentedAttribute[Any], where: ColumnElement[bool] | None) -> ColumnElement[Any]:
    """The sum in 1/10000, as the integer the database keeps."""
    kept = column.type
    if not isinstance(kept, Scaled) or kept.places != PART_PLACES:
        raise TypeError(f"{column} is not kept in 1/{SCALE}")
    raw = type_coerce(column, BigInteger)
    return func.sum(raw if where is None else case((where, raw), else_=0))
