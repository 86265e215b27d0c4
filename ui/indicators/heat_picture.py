"""Areas by units: where control fails, as shape, word and colour; a pressed cell opens its indicators."""

from functools import cache
from textwrap import wrap
from typing import Any

import altair as alt
import pyarrow as pa
from sqlalchemy.orm import Session

from domain.core.language import label as label_in
from domain.indicators.status import Status
from domain.organisation.unit import Unit
from domain.reporting.area import order_of
from domain.reporting.heat import WORST_FIRST, HeatCell, heat, totals
from ui.charts.picked import faded, pick
from ui.charts.specs import finished
from ui.charts.style import Style, tone_colour
from ui.dashboard.declaration import Link, Picture
from ui.dashboard.view import View
from ui.indicators.tiles import PAGE
from ui.language import _, label
from ui.tile import SIGNS, TONES, status_word

CELL = "cell"
ROW = 40
LINES, WIDTH = 2, 14
WRAPPED = "split(datum.label, '\\n')"
"""A long name of several words takes two lines."""
SHOWN = (Status.RED, Status.AMBER, Status.GREEN)


def heat_asked(session: Session, view: View) -> tuple[HeatCell, ...]:
    """Of the unit and those right below it."""
    return heat(session, _columns(view), view.month)


def cell_name(session: Session, key: str) -> tuple[str, str]:
    """Area and unit of a cell, in both languages."""
    area, _dot, unit = key.partition("-")
    found = session.get(Unit, int(unit)) if unit.isdigit() else None
    if found is None:
        return "", ""
    chinese, english = (label_in(f"area.{area}", language) for language in ("zh_CN", "en"))
    return f"{chinese} · {found.name_zh}", f"{english} · {found.name_en or found.name_zh}"


def heat_picture(found: tuple[HeatCell, ...], view: View) -> Picture:
    """Rows are areas, columns the unit and those below it."""
    names = {one.id: label(one) for one in view.units}
    columns = _columns(view)
    rated = {one.unit_id for one in found if any(one.count(status) for status in SHOWN)}
    kept = [one for one in found if one.unit_id in rated]
    cells = sorted(kept, key=lambda one: (order_of(one.area), columns.index(one.unit_id)))
    chosen = view.chosen.get(CELL, "")
    keys = [f"{one.area}-{one.unit_id}" for one in cells]
    words = [_words(one) for one in cells]
    areas = [label(f"area.{one.area}") for one in cells]
    heads = {unit: _heading(name) for unit, name in names.items()} | {view.unit.id: _("In all")}
    units = [heads[one.unit_id] for one in cells]
    counts = totals(cells)
    said = ", ".join(f"{status_word(status)} {counts[status]}" for status in WORST_FIRST if counts[status])
    table = pa.table(
        {
            "area": areas, "unit": units, "key": keys, "label": words,
            "tone": [TONES[one.worst].value for one in cells],
            "faded": ["1" if chosen and key != chosen else "0" for key in keys],
            "said": [f"{area} · {names[one.unit_id]}" for area, one in zip(areas, cells, strict=True)],
            "shown": [_spelled(one) for one in cells],
        }
    )  # fmt: skip
    return Picture(
        title=_title(cells, names), spec=lambda look: heat_spec(look, len(set(areas))), tables={"d": table},
        alt=_("Status of the indicators by area and unit: {said}", said=said), picks=CELL,
        table={_("Area"): areas, _("Unit"): [names[one.unit_id] for one in cells], **_count_columns(cells)},
        names=dict(zip(keys, table["said"].to_pylist(), strict=True)),
        records=Link(PAGE, view.place.asks), figure=bool(cells),
        about=_("A cell counts the indicators of an area in a unit; its colour is that of the worst."),
    )  # fmt: skip


def _heading(name: str) -> str:
    return "\n".join(wrap(name, WIDTH, max_lines=LINES, placeholder=" …"))


def _columns(view: View) -> list[int]:
    below = [one.id for one in view.units if one.parent_id == view.unit.id]
    return [view.unit.id, *below]


def _title(cells: list[HeatCell], names: dict[int, str]) -> str:
    """Where most is off track."""
    below = [one for one in cells if one.unit_id != cells[0].unit_id] or cells
    worst = max(below, key=lambda one: (one.count(Status.RED), one.count(Status.AMBER)), default=None)
    if worst is None or not worst.count(Status.RED):
        return _("Where control stands, by area and unit")
    return _(
        "Most is off track in {area}, {unit}: {count}",
        area=label(f"area.{worst.area}"), unit=names[worst.unit_id], count=worst.count(Status.RED),
    )  # fmt: skip


def _words(cell: HeatCell) -> str:
    """■ 2 ▲ 1 ● 5: what is rated; the sign of no data where nothing is."""
    rated = [f"{SIGNS[status]} {cell.count(status)}" for status in SHOWN if cell.count(status)]
    return "  ".join(rated) or SIGNS[cell.worst]


def _spelled(cell: HeatCell) -> str:
    return " · ".join(
        f"{status_word(status)} {cell.count(status)} ({', '.join(cell.codes[status])})"
        for status in WORST_FIRST
        if cell.count(status)
    )


def _count_columns(cells: list[HeatCell]) -> dict[str, list[str]]:
    return {status_word(status): [str(one.count(status)) for one in cells] for status in WORST_FIRST}


@cache
def heat_spec(look: Style, rows: int) -> str:
    """Cells with their counts in words."""
    quiet: dict[str, Any] = {"title": None, "ticks": False, "domain": False}
    above = alt.Axis(
        orient="top", labelAngle=0, labelOverlap=False, labelLimit=84, labelExpr=WRAPPED, **quiet
    )
    unit = alt.X("unit", type="nominal", sort=None, axis=above)
    area = alt.Y("area", type="nominal", sort=None, axis=alt.Axis(labelLimit=110, **quiet))
    base = alt.Chart(alt.NamedData("d")).encode(unit, area)
    tooltip = [alt.Tooltip(name, type="nominal", title=" ") for name in ("said", "shown")]
    cells = base.mark_rect(
        cornerRadius=4, stroke=look.paper, strokeWidth=3, fillOpacity=0.18, cursor="pointer"
    )
    cells = cells.encode(tone_colour(look), faded(), tooltip=tooltip).add_params(pick())
    words = base.mark_text(fontSize=12, color=look.ink).encode(alt.Text("label", type="nominal"))
    return finished(alt.layer(cells, words), look, height=ROW * rows)
