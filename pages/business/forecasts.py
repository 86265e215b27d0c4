"""Forecasts: what was expected before a month began, and what came of it."""

from domain.core.permission import Permission
from domain.sales.forecast import Forecast
from ui.screen import Screen, Shown, View
from ui.show import show

SCREEN = Screen(
    title_key="page.forecasts",
    icon=":material/online_prediction:",
    url_path="forecasts",
    entity=Forecast,
    read=Permission.FACTS_READ,
    columns=(
        Forecast.period,
        Forecast.unit,
        Forecast.product,
        Forecast.amount,
        Forecast.actual,
        Forecast.abs_error,
        Forecast.forecast_version,
        Forecast.frozen_on,
        Forecast.counts,
    ),
    filters=(
        Forecast.unit,
        Forecast.product,
        Forecast.period,
        Forecast.counts,
        Forecast.frozen_on,
        Forecast.batch_id,
    ),
    search=(Forecast.unit, Forecast.product, Forecast.forecast_version),
    order_by=Forecast.period,
    descending=True,
    form=(
        Shown(
            "forecast",
            (Forecast.period, Forecast.unit, Forecast.product),
            (Forecast.amount, Forecast.actual, Forecast.abs_error),
        ),
        Shown("version", (Forecast.forecast_version, Forecast.frozen_on, Forecast.counts)),
        Shown("origin", (Forecast.source, Forecast.source_ref)),
    ),
    views=(View("counting", {"counts": "yes"}), View("not_counting", {"counts": "no"})),
    empty="empty.facts",
    start="imports",
)

if __name__ == "__main__":
    show(SCREEN)
