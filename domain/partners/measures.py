"""What partners offer to the indicators: dealers, suppliers, competitors."""

from collections.abc import Callable
from datetime import date

from sqlalchemy import ColumnElement, and_

from domain.core.measure import Measure, Part, RecordView
from domain.partners.competitor_price import CompetitorPrice
from domain.partners.dealer_month import DealerMonth
from domain.partners.inspection import Inspection
from domain.partners.price_gap import PriceGap
from domain.partners.supplier_delivery import SupplierDelivery

_DEALERS = frozenset({"customer", "salesperson"})
_PRODUCTS = frozenset({"product"})
_HAS_TARGET = DealerMonth.target > 0
_REPORTS_STOCK = and_(DealerMonth.stock.is_not(None), DealerMonth.sell_out.is_not(None))


def _not_due(day: date) -> ColumnElement[bool]:
    return SupplierDelivery.promised_on > day


def _dealers(name: str, column: str, where: ColumnElement[bool]) -> Measure:
    """An amount of dealers that report what the figure needs; the others lower its coverage."""
    part = Part(
        fact=DealerMonth, period=DealerMonth.period, amount=getattr(DealerMonth, column), usable=where
    )
    return Measure(name=name, parts=(part,), dimensions=_DEALERS, money=True)


def _delivered(name: str, where: ColumnElement[bool] | None = None) -> Measure:
    pending: Callable[[date], ColumnElement[bool]] = _not_due
    part = Part(fact=SupplierDelivery, period=SupplierDelivery.period, where=where, pending=pending)
    return Measure(name=name, parts=(part,), dimensions=_PRODUCTS)


def _summed(name: str, fact: type[Inspection | PriceGap], column: str, money: bool = False) -> Measure:
    part = Part(fact=fact, period=fact.period, amount=getattr(fact, column))
    return Measure(name=name, parts=(part,), dimensions=_PRODUCTS, money=money)


MEASURES = (
    _dealers("dealer_target", "target", _HAS_TARGET),
    _dealers("dealer_achieved", "achieved", _HAS_TARGET),
    _dealers("dealer_stock", "stock", _REPORTS_STOCK),
    _dealers("dealer_sold_on", "sell_out", _REPORTS_STOCK),
    _delivered("supplier_lines_due"),
    _delivered("supplier_lines_kept", SupplierDelivery.on_time_in_full.is_(True)),
    _summed("inspected_quantity", Inspection, "received_quantity"),
    _summed("rejected_quantity", Inspection, "rejected_quantity"),
    _summed("compared_sales", PriceGap, "own_value", money=True),
    _summed("compared_level", PriceGap, "level_value", money=True),
)

RECORDS = (
    RecordView(
        fact=DealerMonth,
        number=DealerMonth.source_ref,
        on=DealerMonth.ends_on,
        customer=DealerMonth.customer_id,
    ),
    RecordView(
        fact=SupplierDelivery,
        number=SupplierDelivery.number,
        on=SupplierDelivery.promised_on,
        due=SupplierDelivery.promised_on,
    ),
    RecordView(fact=Inspection, number=Inspection.number, on=Inspection.inspected_on),
    RecordView(fact=CompetitorPrice, number=CompetitorPrice.competitor, on=CompetitorPrice.observed_on),
    RecordView(fact=PriceGap, number=PriceGap.source_ref, on=PriceGap.ends_on),
)
