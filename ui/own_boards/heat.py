"""The statuses of several indicators over the last months, as one picture."""

from collections.abc import Mapping, Sequence
from functools import cache
from typing import Any

import altair as alt
import pyarrow as pa

from domain.core.period import Grain, Period, add_months
from domain.reporting.shown_figure import ShownFigure
from domain.reporting.standing import HISTORY, Standing
from ui.charts.picked import faded, pick
from ui.charts.specs import finished, period
from ui.charts.style import Style, period_axis, tone_colour
from ui.colours import Tone
from ui.dashboard.declaration import Link, Picture
from ui.dashboard.view import View
from ui.indicators import wording
from ui.indicators.place import PERIOD
from ui.indicators.tiles import PAGE
from ui.language import _
from ui.own_boards.figures import Stood
from ui.own_boards.pictures import named
from ui.tile import SIGNS, TONES, status_word

ROW = 34
Cell = tuple[Standing, str, ShownFigure]


def heat_picture(found: Stood, view: View) -> Picture:
    """Rows are indicators, columns months; sign and colour are the status. A pressed month is gone to."""
    cells = [
        (standing, named(standing.profile.indicator, member), one)
        for standing, member in found.found
        for one in standing.figures
        if one is not None and _recent(one, view)
    ]
    rows = len({name for _standing, name, _one in cells})
    months = {_month(one): wording.period_name(one.period) for _standing, _name, one in cells}
    return Picture(
        title=_heat_title([one for one, _member in found.found]), spec=lambda look: heat_spec(look, rows),
        tables={"d": pa.table(_heat_columns(cells))}, alt=_heat_words(found), table=_heat_table(cells),
        picks=PERIOD, names=months, records=Link(PAGE, view.place.asks), figure=bool(cells),
        about=_("Each cell is the status of an indicator in the period that ended with the month."),
    )  # fmt: skip


def _recent(one: ShownFigure, view: View) -> bool:
    """Of the last thirteen months, however long the periods of the indicator are."""
    return one.period.key > add_months(view.month, -HISTORY)


def _month(one: ShownFigure) -> str:
    return Period.of(one.period.key, Grain.MONTH).label


def _heat_columns(cells: Sequence[Cell]) -> Mapping[str, Any]:
    return {
        "period": [_month(one) for _standing, _name, one in cells],
        "key": [_month(one) for _standing, _name, one in cells],
        "name": [name for _standing, name, _one in cells],
        "tone": [TONES[one.status].value for _standing, _name, one in cells],
        "label": [SIGNS[one.status] for _standing, _name, one in cells],
        "faded": ["0" for _cell in cells],
        "said": [f"{name} · {wording.period_name(one.period)}" for _standing, name, one in cells],
        "shown": [
            f"{wording.figure(one.value, standing.profile.indicator)} · {status_word(one.status)}"
            for standing, _name, one in cells
        ],
    }


def _heat_table(cells: Sequence[Cell]) -> Mapping[str, list[str]]:
    return {
        _("Name"): [name for _standing, name, _one in cells],
        _("Period"): [wording.period_name(one.period) for _standing, _name, one in cells],
        _("Value"): [wording.exact(one.value, s.profile.indicator) for s, _name, one in cells],
        _("Status"): [status_word(one.status) for _standing, _name, one in cells],
    }


def _heat_title(found: Sequence[Standing]) -> str:
    bad = sum(TONES[one.status] is Tone.BAD for one in found)
    if bad:
        return _("{bad} of {count} indicators are off track", bad=bad, count=len(found))
    return _("None of {count} indicators is off track", count=len(found))


def _heat_words(found: Stood) -> str:
    parts = (
        f"{named(one.profile.indicator, member)} {status_word(one.status)}" for one, member in found.found
    )
    return "; ".join(parts) or _("No figures yet.")


@cache
def heat_spec(look: Style, rows: int) -> str:
    """Cells with the sign of their status."""
    quiet: dict[str, Any] = {"title": None, "ticks": False, "domain": False}
    names = alt.Y("name", type="nominal", sort=None, axis=alt.Axis(labelLimit=170, **quiet))
    base = alt.Chart(alt.NamedData("d")).encode(period(period_axis(look)), names)
    tooltip = [alt.Tooltip(name, type="nominal", title=" ") for name in ("said", "shown")]
    cells = base.mark_rect(
        cornerRadius=4, stroke=look.paper, strokeWidth=3, fillOpacity=0.18, cursor="pointer"
    )
    cells = cells.encode(tone_colour(look), faded(), tooltip=tooltip).add_params(pick())
    signs = base.mark_text(fontSize=12).encode(
        tone_colour(look, text=True), alt.Text("label", type="nominal")
    )
    return finished(alt.layer(cells, signs), look, height=ROW * max(1, rows))
