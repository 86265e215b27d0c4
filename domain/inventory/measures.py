"""What stock offers to the indicators: its value and age, cost of sales, empty shelves, counts."""

from dataclasses import replace

from sqlalchemy import ColumnElement, and_

from domain.core.measure import Measure, Part, RecordView
from domain.inventory.stock_balance import StockBalance
from domain.inventory.stock_count import StockCount
from domain.inventory.stock_move import MoveKind, StockMove

_BY = frozenset({"product"})
_CLOSING = StockBalance.closing.is_(True)
_DEMANDED = StockBalance.demanded.is_(True)
_EMPTY = StockBalance.empty.is_(True)
_CLASS_A = StockBalance.abc == "A"


def _value(name: str, *where: ColumnElement[bool]) -> Measure:
    """Value on the last list of each warehouse in the month; over several months the month-ends add up."""
    part = Part(
        fact=StockBalance,
        period=StockBalance.period,
        amount=StockBalance.value,
        where=and_(_CLOSING, *where),
    )
    return Measure(name=name, parts=(part,), dimensions=_BY, money=True)


def _listings(name: str, *where: ColumnElement[bool]) -> Measure:
    """Products on lists: one for each warehouse and list."""
    part = Part(fact=StockBalance, period=StockBalance.period, where=and_(*where))
    return Measure(name=name, parts=(part,), dimensions=_BY)


_OF_CLASS_A = (
    Part(fact=StockBalance, period=StockBalance.period, where=_DEMANDED, usable=StockBalance.abc != ""),
)


def _counts(name: str, where: ColumnElement[bool] | None, column: str | None = None) -> Measure:
    amount = None if column is None else getattr(StockCount, column)
    part = Part(fact=StockCount, period=StockCount.period, where=where, amount=amount)
    return Measure(name=name, parts=(part,), dimensions=_BY, money=column is not None)


MEASURES = (
    _value("stock_value"),
    _value("stock_slow", StockBalance.slow.is_(True)),
    Measure(
        name="cost_of_sales",
        parts=(
            Part(
                fact=StockMove,
                period=StockMove.period,
                amount=StockMove.cost,
                where=StockMove.kind == MoveKind.ISSUE,
            ),
        ),
        dimensions=_BY,
        money=True,
    ),
    _listings("stock_demanded", _DEMANDED),
    _listings("stock_out", _DEMANDED, _EMPTY),
    replace(_listings("stock_demanded_a", _DEMANDED, _CLASS_A), coverage=_OF_CLASS_A),
    _listings("stock_out_a", _DEMANDED, _EMPTY, _CLASS_A),
    _counts("counted_lines", None),
    _counts("counted_accurate", StockCount.accurate.is_(True)),
    _counts("counted_book_value", None, "book_value"),
    _counts("counted_variance", None, "variance_value"),
)

RECORDS = (
    RecordView(fact=StockBalance, number=StockBalance.warehouse, on=StockBalance.as_of),
    RecordView(fact=StockMove, number=StockMove.number, on=StockMove.moved_on),
    RecordView(fact=StockCount, number=StockCount.number, on=StockCount.counted_on),
)
