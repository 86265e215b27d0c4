"""What targets and forecasts offer to the indicators."""

from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, and_
from sqlalchemy.orm import InstrumentedAttribute

from domain.core.measure import Measure, Part, RecordView
from domain.organisation.unit import Unit
from domain.sales.forecast import Forecast
from domain.sales.target import Target, TargetMetric

_BY_REP = frozenset({"salesperson"})
_BY_PRODUCT = frozenset({"product"})


def _target(name: str, metric: TargetMetric, *, money: bool) -> Measure:
    """The newest frozen targets, none of them counted twice."""
    where = and_(Target.in_force.is_(True), Target.metric == metric)
    part = Part(fact=Target, period=Target.period, amount=Target.counted, where=where)
    return Measure(name=name, parts=(part,), dimensions=_BY_REP, money=money)


def _over_after(day: date) -> ColumnElement[bool]:
    """Forecasts of a month that is not over."""
    return Forecast.ends_on > day


def _forecast(amount: InstrumentedAttribute[Any], sign: int = 1) -> Part:
    return Part(
        fact=Forecast,
        period=Forecast.period,
        amount=amount,
        where=Forecast.counts.is_(True),
        sign=sign,
        pending=_over_after,
    )


MEASURES = (
    _target("target_revenue", TargetMetric.REVENUE, money=True),
    _target("target_margin", TargetMetric.GROSS_MARGIN, money=True),
    _target("target_contracts", TargetMetric.CONTRACT_VALUE, money=True),
    _target("target_new_customers", TargetMetric.NEW_CUSTOMERS, money=False),
    Measure(
        name="forecast_actual",
        parts=(_forecast(Forecast.abs_actual),),
        dimensions=_BY_PRODUCT,
        money=True,
    ),
    Measure(
        name="forecast_error", parts=(_forecast(Forecast.abs_error),), dimensions=_BY_PRODUCT, money=True
    ),
    Measure(
        name="forecast_lean",
        parts=(_forecast(Forecast.actual), _forecast(Forecast.amount, -1)),
        dimensions=_BY_PRODUCT,
        money=True,
    ),
)

RECORDS = (
    RecordView(fact=Target, number=Unit.code, on=Target.starts_on, due=Target.frozen_on, join=Target.unit),
    RecordView(
        fact=Forecast, number=Unit.code, on=Forecast.starts_on, due=Forecast.frozen_on, join=Forecast.unit
    ),
)
