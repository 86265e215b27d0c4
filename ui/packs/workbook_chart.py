"""Charts that a spreadsheet draws by itself, from figures on the same sheet."""

from typing import Any

from ui.charts.data import Measured
from ui.charts.style import LIGHT, SERIES_LIGHT
from ui.packs.document import Native
from ui.packs.sheet import Sheet

AXES = {Measured.MONEY: "#,##0", Measured.PERCENT: "0%", Measured.DAYS: "0", Measured.NUMBER: "General"}
CHART_ROWS, CHART_WIDTH, CHART_HEIGHT = 16, 860, 310
FAR = 30
"""The column from which on the figures behind charts stand, out of the reader's way."""


def drawn(native: Native, page: Sheet) -> Any:
    """The chart, with its figures far to the right on the same sheet."""
    chart = page.book.add_chart({"type": "column" if native.columns else "line"})
    first, last, name = page.behind + 1, page.behind + len(native.categories), page.sheet.get_name()
    page.sheet.write_column(first, FAR, native.categories)
    for at, series in enumerate(native.series, FAR + 1):
        page.sheet.write_string(first - 1, at, series.name)
        for down, value in enumerate(series.values):
            if value is not None:
                page.sheet.write_number(first + down, at, float(value))
        colour = LIGHT[series.tone] if series.tone else SERIES_LIGHT[0]
        line: dict[str, Any] = {"color": colour, "width": 1 if series.tone else 2.25}
        chart.add_series({
            "name": [name, first - 1, at], "categories": [name, first, FAR, last, FAR],
            "values": [name, first, at, last, at],
            "line": {**line, "dash_type": "dash"} if series.tone else line,
            "fill": {"color": colour},
            "marker": {"type": "none"} if series.tone else {"type": "circle", "size": 5},
        })  # fmt: skip
    chart.set_y_axis(
        {
            "num_format": AXES[native.measured],
            "major_gridlines": {"visible": True, "line": {"color": "#E3E8EC"}},
        }
    )
    chart.set_legend({"position": "bottom"} if len(native.series) > 1 else {"none": True})
    chart.set_size({"width": CHART_WIDTH, "height": CHART_HEIGHT})
    chart.show_blanks_as("gap")
    page.behind = last + 2
    return chart
