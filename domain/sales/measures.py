"""What sales offers to the indicators: deals, activities, plans, orders, customers."""

from datetime import date

from sqlalchemy import ColumnElement, and_

from domain.core.measure import Measure, MeasureKind, Part, RecordView
from domain.sales import activity_measures, customer_measures, order_measures, plan_measures
from domain.sales.opportunity import Opportunity, Outcome
from domain.sales.order import Order, OrderLine, OrderStatus

_BY_DEAL = frozenset({"salesperson", "customer", "product"})
_BY_ORDER = frozenset({"salesperson", "customer"})
_WON = Opportunity.outcome == Outcome.WON
_LOST = Opportunity.outcome == Outcome.LOST
_STANDS = Order.status != OrderStatus.CANCELLED
_PROMISED = Order.promised_on.is_not(None)


def _promised_after(day: date) -> ColumnElement[bool]:
    """Lines promised for later."""
    return OrderLine.promised_on > day


def _deals(name: str, where: ColumnElement[bool], **what: object) -> Measure:
    """Deals decided in the month; disqualified ones are no deals."""
    money = "amount" in what
    part = Part(fact=Opportunity, period=Opportunity.closed_period, where=where, **what)  # type: ignore[arg-type]
    return Measure(name=name, parts=(part,), dimensions=_BY_DEAL, money=money)


MEASURES = (
    *activity_measures.MEASURES,
    *plan_measures.MEASURES,
    *order_measures.MEASURES,
    *customer_measures.MEASURES,
    _deals("won_count", _WON),
    _deals("lost_count", _LOST),
    _deals("won_amount", _WON, amount=Opportunity.amount, usable=Opportunity.amount.is_not(None)),
    _deals("lost_amount", _LOST, amount=Opportunity.amount, usable=Opportunity.amount.is_not(None)),
    Measure(
        name="won_cycle_days",
        kind=MeasureKind.HISTOGRAM,
        parts=(
            Part(
                fact=Opportunity,
                period=Opportunity.closed_period,
                where=_WON,
                bin=Opportunity.cycle_days,
                usable=Opportunity.cycle_days.is_not(None),
            ),
        ),
        dimensions=_BY_DEAL,
    ),
    Measure(
        name="order_count",
        parts=(Part(fact=Order, period=Order.period, where=_STANDS, usable=Order.net.is_not(None)),),
        dimensions=_BY_ORDER,
        members=True,
    ),
    Measure(
        name="order_net",
        parts=(
            Part(
                fact=Order,
                period=Order.period,
                amount=Order.net,
                where=_STANDS,
                usable=Order.net.is_not(None),
            ),
        ),
        dimensions=_BY_ORDER,
        money=True,
    ),
    Measure(
        name="orders_shipped",
        parts=(Part(fact=Order, period=Order.shipped_period, where=_STANDS, usable=_PROMISED),),
        dimensions=_BY_ORDER,
    ),
    Measure(
        name="orders_shipped_late",
        parts=(
            Part(
                fact=Order,
                period=Order.shipped_period,
                where=and_(_STANDS, Order.shipped_on > Order.promised_on),
            ),
        ),
        dimensions=_BY_ORDER,
    ),
    Measure(
        name="lines_due",
        parts=(
            Part(
                fact=OrderLine,
                period=OrderLine.promised_period,
                where=OrderLine.on_time_in_full.is_not(None),
                pending=_promised_after,
            ),
        ),
        dimensions=_BY_DEAL,
        # A line without a promise is due in no month; the gap shows in the month it was ordered.
        coverage=(Part(fact=OrderLine, period=OrderLine.period, usable=OrderLine.promised_on.is_not(None)),),
    ),
    Measure(
        name="lines_on_time_in_full",
        parts=(
            Part(
                fact=OrderLine,
                period=OrderLine.promised_period,
                where=OrderLine.on_time_in_full.is_(True),
                pending=_promised_after,
            ),
        ),
        dimensions=_BY_DEAL,
    ),
)

RECORDS = (
    *activity_measures.RECORDS,
    *plan_measures.RECORDS,
    *order_measures.RECORDS,
    *customer_measures.RECORDS,
    RecordView(
        fact=Opportunity,
        number=Opportunity.ref,
        on=Opportunity.closed_on,
        customer=Opportunity.customer_id,
    ),
    RecordView(
        fact=Order,
        number=Order.number,
        on=Order.ordered_on,
        customer=Order.customer_id,
        due=Order.promised_on,
    ),
    RecordView(
        fact=OrderLine,
        number=Order.number,
        on=Order.ordered_on,
        customer=OrderLine.customer_id,
        due=OrderLine.promised_on,
        join=OrderLine.order,
    ),
)
