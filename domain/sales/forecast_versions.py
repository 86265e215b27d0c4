"""Which version of a forecast counts: the newest of those frozen before the month began (K11)."""

from collections.abc import Iterable
from typing import Any

from sqlalchemy.orm import Session

from db.bulk import select_in, table_of
from domain.core.derived_columns import write_differences
from domain.core.fact_spec import Columns, Touched
from domain.sales.forecast import Forecast
from domain.sales.target_versions import age

FORECAST = table_of(Forecast)


def settle(session: Session, touched: Touched) -> None:
    """Choose again among the forecasts of the months that a change touches."""
    months = {row["period"] for row in touched.get("forecast", ())}
    rows = [dict(row._mapping) for row in select_in(session, (FORECAST,), FORECAST.c.period, months)]
    chosen = counting(rows)
    write_differences(session, Forecast, [(row, {"counts": row["id"] in chosen}) for row in rows])


def counting(rows: Iterable[Columns]) -> set[int]:
    """The versions that count; one frozen on the first day of the month or later is none."""
    newest: dict[tuple[Any, ...], Columns] = {}
    for row in rows:
        if row["frozen_on"] is not None and row["frozen_on"] < row["starts_on"]:
            key = (row["unit_id"], row["product_id"], row["period"])
            newest[key] = max(newest.get(key, row), row, key=age)
    return {row["id"] for row in newest.values()}
