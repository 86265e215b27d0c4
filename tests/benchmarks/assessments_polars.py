"""The same scores in plain Polars: the rows of four tables, twelve figures, curves, a weighted mean."""

from dataclasses import dataclass
from datetime import date
from typing import Any

import polars as pl
from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from db.bulk import table_of
from domain.appraisal.curve import Shape
from domain.core.period import add_months, window_days
from domain.receivables.invoice import Invoice
from domain.receivables.receipt import Allocation
from domain.sales.opportunity import Opportunity, Outcome
from domain.sales.order import Order
from tests.benchmarks.clock import seconds
from tests.benchmarks.selling import LINES, Line

WHO = "salesperson_id"


@dataclass(frozen=True)
class ByPolars:
    """Processor seconds, and the scores."""

    whole: float
    arithmetic: float
    scores: dict[int, float]


def measure(session: Session, first: int, last: int) -> ByPolars:
    """Reckon the months from first to last (yyyymm)."""
    frames = read(session)
    return ByPolars(
        whole=seconds(lambda: reckon(read(session), first, last)),
        arithmetic=seconds(lambda: reckon(frames, first, last)),
        scores=dict(reckon(frames, first, last).select(WHO, "score").iter_rows()),
    )


def read(session: Session) -> dict[str, Any]:
    """The columns it needs, as frames."""
    i, a, o, s = (table_of(kind).c for kind in (Invoice, Allocation, Opportunity, Order))
    asked: dict[str, Select[Any]] = {
        "invoices": select(i.salesperson_id, i.period, i.amount, i.net),
        "paid": select(a.salesperson_id, a.allocated_on, a.amount),
        "deals": select(o.salesperson_id, o.closed_period, o.outcome, o.amount, o.cycle_days),
        "orders": select(s.salesperson_id, s.period, s.net, s.shipped_period, s.shipped_on, s.promised_on),
    }
    return {name: _frame(session, query) for name, query in asked.items()}


def _frame(session: Session, query: Select[Any]) -> Any:
    rows = session.execute(query).all()
    names = [column.name for column in query.selected_columns]
    columns = {
        name: [_plain(value) for value in column]
        for name, column in zip(names, zip(*rows, strict=True), strict=True)
    }
    return pl.DataFrame(columns)


def _plain(value: Any) -> Any:
    if isinstance(value, Outcome):
        return value.value
    if isinstance(value, date) or value is None or isinstance(value, int):
        return value
    return float(value)


def reckon(frames: dict[str, Any], first: int, last: int) -> Any:
    """Person and score."""
    col = pl.col
    days = window_days(last, 6)
    inside = col("period").is_between(first, last)
    before = col("period").is_between(add_months(first, -12), add_months(last, -12))
    invoices = frames["invoices"].group_by(WHO).agg(
        K01=col("net").filter(inside).sum(), ago=col("net").filter(before).sum(),
        invoiced=col("amount").filter(inside).sum(),
        claimed=col("amount").filter(col("period") <= last).sum(),
    )  # fmt: skip
    month = col("allocated_on").dt.year() * 100 + col("allocated_on").dt.month()
    paid = frames["paid"].group_by(WHO).agg(
        collected=col("amount").filter(month.is_between(first, last)).sum(),
        settled=col("amount").filter(month <= last).sum(),
    )  # fmt: skip
    closed, won = col("closed_period").is_between(first, last), col("outcome") == Outcome.WON.value
    deals = frames["deals"].filter(closed).group_by(WHO).agg(
        K06=won.mean(), K07=col("amount").filter(won).sum() / col("amount").sum(),
        X02=col("amount").filter(won).sum(), K10=col("cycle_days").filter(won).median(),
        X03=col("cycle_days").filter(won).mean(),
        X04=col("cycle_days").filter(won).quantile(0.9, interpolation="linear"),
    )  # fmt: skip
    shipped = col("shipped_period").is_between(first, last)
    orders = frames["orders"].group_by(WHO).agg(
        K13=col("net").filter(inside).mean(),
        X01=(col("shipped_on") > col("promised_on")).filter(shipped).mean(),
    )  # fmt: skip
    whole = invoices.join(paid, on=WHO, how="left").join(deals, on=WHO, how="left").join(orders, on=WHO)
    figures = whole.with_columns(
        K03=(col("K01") - col("ago")) / col("ago"), K32=col("collected") / col("invoiced"),
        K30=(col("claimed") - col("settled")) / col("invoiced") * days,
    )  # fmt: skip
    points = [_points(code, line) * line.weight / 100 for code, line in LINES.items()]
    return figures.with_columns(score=pl.sum_horizontal(points))


def _points(code: str, line: Line) -> Any:
    """A linear curve."""
    sign = -1 if line.curve.shape is Shape.LINEAR_DOWN else 1
    floor, target, stretch = (
        float(sign * one) for one in (line.curve.floor or 0, line.curve.target or 0, line.curve.stretch or 0)
    )
    x = pl.col(code) * sign
    low, high = 60 + 40 * (x - floor) / (target - floor), 100 + 20 * (x - target) / (stretch - target)
    return pl.when(x < floor).then(0).when(x < target).then(low).otherwise(pl.min_horizontal(high, 120))
