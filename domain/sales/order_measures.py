"""What orders offer to the indicators: prices, holds, splitting, how quickly and fully they left, margin."""

from sqlalchemy import ColumnElement, and_
from sqlalchemy.orm import InstrumentedAttribute

from domain.core.measure import Measure, MeasureKind, Part, RecordView
from domain.sales.order import Order, OrderLine, OrderStatus
from domain.sales.split_suspect import SplitStatus, SplitSuspect

_BY_ORDER = frozenset({"salesperson", "customer"})
_BY_LINE = frozenset({"salesperson", "customer", "product"})
_STANDS = Order.status != OrderStatus.CANCELLED
_HELD = and_(_STANDS, Order.credit_held.is_(True))


def _lines(name: str, column: InstrumentedAttribute[bool | None], *, only: bool) -> Measure:
    """Lines of the orders of a month of which something is known; `only` those of which it is true."""
    known = Part(fact=OrderLine, period=OrderLine.period, usable=column.is_not(None))
    if not only:
        return Measure(name=name, parts=(known,), dimensions=_BY_LINE)
    part = Part(fact=OrderLine, period=OrderLine.period, where=column.is_(True))
    return Measure(name=name, parts=(part,), dimensions=_BY_LINE, coverage=(known,))


def _of_lines(
    name: str,
    period: InstrumentedAttribute[int | None],
    amount: InstrumentedAttribute[object],
    usable: ColumnElement[bool] | None = None,
    *,
    money: bool = False,
) -> Measure:
    part = Part(fact=OrderLine, period=period, amount=amount, usable=usable)
    return Measure(name=name, parts=(part,), dimensions=_BY_LINE, money=money)


_COSTED = OrderLine.cost.is_not(None)

MEASURES = (
    Measure(
        name="orders_held",
        parts=(Part(fact=Order, period=Order.period, where=_HELD),),
        dimensions=_BY_ORDER,
    ),
    Measure(
        name="orders_released",
        kind=MeasureKind.COHORT,
        parts=(
            Part(
                fact=Order,
                period=Order.period,
                where=and_(_HELD, Order.released_period.is_not(None)),
                bin=Order.released_period,
            ),
        ),
        dimensions=_BY_ORDER,
    ),
    Measure(
        name="order_cycle_days",
        kind=MeasureKind.HISTOGRAM,
        parts=(
            Part(
                fact=Order,
                period=Order.shipped_period,
                where=_STANDS,
                bin=Order.cycle_days,
                usable=Order.cycle_days.is_not(None),
            ),
        ),
        dimensions=_BY_ORDER,
    ),
    Measure(
        name="open_split_suspects",
        parts=(
            Part(
                fact=SplitSuspect,
                period=SplitSuspect.period,
                where=SplitSuspect.status == SplitStatus.OPEN,
                optional=True,
            ),
        ),
        dimensions=_BY_ORDER,
        # Who entered an order must be known to see that one person cut it in pieces.
        coverage=(
            Part(fact=Order, period=Order.period, where=_STANDS, usable=Order.created_by.is_not(None)),
        ),
    ),
    _lines("lines_price_judged", OrderLine.beyond_authority, only=False),
    _lines("lines_beyond_authority", OrderLine.beyond_authority, only=True),
    _lines("lines_below_floor", OrderLine.below_floor, only=True),
    _lines("lines_price_known", OrderLine.manual_price, only=False),
    _lines("lines_manual_price", OrderLine.manual_price, only=True),
    _of_lines("quantity_first_shipped", OrderLine.first_shipped_period, OrderLine.first_shipped),
    _of_lines("quantity_of_first_shipments", OrderLine.first_shipped_period, OrderLine.quantity),
    _of_lines("margin_net", OrderLine.invoiced_period, OrderLine.net, _COSTED, money=True),
    _of_lines("margin_cost", OrderLine.invoiced_period, OrderLine.cost, _COSTED, money=True),
)

RECORDS = (
    RecordView(
        fact=SplitSuspect,
        number=Order.number,
        on=SplitSuspect.last_on,
        customer=SplitSuspect.customer_id,
        join=SplitSuspect.last,
    ),
)
