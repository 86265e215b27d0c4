"""Pictures that only these dashboards draw, kept as text once per language, theme and kind.

Every mark carries the key of what it stands for, so that pressing it can narrow the page to it.
"""

from functools import cache
from typing import Any

import altair as alt

from ui.boards.palette import PALETTES, role_colour
from ui.charts.data import Measured
from ui.charts.notes import note_marks
from ui.charts.picked import faded, pick
from ui.charts.specs import LINES, finished
from ui.charts.style import HEIGHT, Style, figure_axis, period_axis

FEW = 3
"""So few layers have long names: two of them in a row fit a phone."""
BAND, FEW_ROWS, BROAD = 26, 7, 33
"""Height of one bar with its space; so few have more of it."""
LETTER = 6.7
"""Pixels of half a broad sign of the words behind bars."""


def tooltips() -> list[alt.Tooltip]:
    """What the mark is, its figure, and what else there is to say, already in words."""
    return [alt.Tooltip(name, type="nominal", title=" ") for name in ("said", "shown", "note")]


def members() -> alt.Y:
    """Names of members, one under the other, in full as far as there is room."""
    axis = alt.Axis(
        title=None,
        ticks=False,
        domain=False,
        labelLimit=alt.ExprRef("windowSize()[0] < 700 ? 130 : 240"),
        labelOverlap=False,
        labelPadding=6,
    )
    return alt.Y("name", type="nominal", sort=None, axis=axis)


@cache
def ranked(look: Style, measured: Measured, *, rows: int, tick: str) -> str:
    """Members one under the other with their figure at the end; a tick, by its name, where it should be."""
    length = _across(look, measured, f"▏{tick}" if tick else "")
    base = alt.Chart(alt.NamedData("d")).encode(members())
    bars = base.mark_bar(height=15, cursor="pointer").encode(
        length, role_colour(look), faded(), tooltip=tooltips()
    )
    layers: list[Any] = [bars.add_params(pick())]
    if tick:
        there = base.transform_filter("isValid(datum.second)")
        seen = there.mark_tick(thickness=2.5, height=21, color=look.ink)
        layers.append(seen.encode(alt.X("second", type="quantitative"), tooltip=tooltips()))
    whole = alt.layer(*layers, _words(base, look), _room(base)).add_params(_letter())
    return finished(whole, look, height=_height(rows) + (16 if tick else 0))


@cache
def spells(look: Style, *, rows: int) -> str:
    """From the usual to the slow case: a bar to the median, a line on to the 85th percentile."""
    far = _across(look, Measured.NUMBER)
    base = alt.Chart(alt.NamedData("d")).encode(members())
    bars = base.mark_bar(height=15, cursor="pointer").encode(
        far, role_colour(look), faded(), tooltip=tooltips()
    )
    there = base.transform_filter("isValid(datum.second)")
    reach = there.mark_rule(strokeWidth=2, color=look.quiet)
    line = reach.encode(alt.X("value", type="quantitative"), alt.X2("second"))
    tick = there.mark_tick(thickness=2.5, height=13, color=look.quiet)
    end = tick.encode(alt.X("second", type="quantitative"))
    whole = alt.layer(bars.add_params(pick()), line, end, _words(base, look), _room(base))
    return finished(whole.add_params(_letter()), look, height=_height(rows))


@cache
def course(
    look: Style, measured: Measured, *, names: tuple[str, str, str], aimed: bool, noted: bool = False
) -> str:
    """Columns of this year, a tick where each should be, and a line for the year before."""
    now, goal, past = names
    base = alt.Chart(alt.NamedData("d")).encode(alt.X("period", type="ordinal", axis=period_axis(look)))
    height = alt.Y("value", type="quantitative", axis=figure_axis(look, measured))
    colours = {now: look.series[0], goal: look.ink, past: look.series[1]}
    shown = {name: colour for name, colour in colours.items() if aimed or name != goal}
    scale = alt.Scale(domain=list(shown), range=list(shown.values()))
    legend = alt.Legend(title=None, orient="top", direction="horizontal", symbolType="square")

    def named(name: str) -> alt.Color:
        return alt.Color(datum=name, type="nominal", scale=scale, legend=legend)

    bars = base.mark_bar(width=alt.RelativeBandSize(0.62)).encode(height, named(now), tooltip=tooltips())
    line = base.transform_filter("isValid(datum.third)").mark_line(strokeWidth=2, point={"size": 30})
    before = line.encode(alt.Y("third", type="quantitative"), named(past), tooltip=tooltips())
    aims = base.transform_filter("isValid(datum.second)").mark_tick(
        thickness=3, width=alt.RelativeBandSize(0.85)
    )
    aim = aims.encode(alt.Y("second", type="quantitative"), named(goal), tooltip=tooltips())
    drawn = alt.layer(bars, before, *([aim] if aimed else [])).resolve_scale(color="shared")
    return finished(alt.layer(drawn, *(note_marks(look) if noted else [])), look)


@cache
def stacked(look: Style, measured: Measured, *, palette: str, count: int) -> str:
    """Columns in layers, in the order of the layers; their names above."""
    base = alt.Chart(alt.NamedData("d")).encode(
        alt.X("period", type="ordinal", sort=None, axis=period_axis(look))
    )
    bars = base.mark_bar(width=alt.RelativeBandSize(0.78), cursor="pointer").encode(
        alt.Y("value", type="quantitative", axis=_axis(look, measured), stack="zero"),
        _layered(look, palette, count), alt.Order("place", type="quantitative"), faded(), tooltip=tooltips(),
    )  # fmt: skip
    return finished(alt.layer(bars.add_params(pick())), look)


@cache
def stacked_rows(look: Style, measured: Measured, *, palette: str, count: int, rows: int) -> str:
    """The same, lying: members one under the other, each in layers."""
    bars = alt.Chart(alt.NamedData("d")).encode(members()).mark_bar(height=15, cursor="pointer")
    drawn = bars.encode(
        alt.X("value", type="quantitative", axis=_axis(look, measured), stack="zero"),
        _layered(look, palette, count), alt.Order("place", type="quantitative"), faded(), tooltip=tooltips(),
    )  # fmt: skip
    return finished(alt.layer(drawn.add_params(pick())), look, height=max(120, BAND * rows + 84))


@cache
def curve(look: Style, *, many: bool) -> str:
    """How shares add up from the largest on, with the levels that matter."""
    base = alt.Chart(alt.NamedData("d")).encode(
        alt.X("place", type="quantitative", axis=alt.Axis(title=None, grid=False, tickMinStep=1, format="d")),
        alt.Y("value", type="quantitative", axis=figure_axis(look, Measured.PERCENT),
              scale=alt.Scale(domain=[0, 1])),
    )  # fmt: skip
    area = base.mark_area(opacity=0.12, color=look.series[0], interpolate="monotone")
    line = base.mark_line(strokeWidth=2.5, color=look.series[0], interpolate="monotone")
    seen = base.mark_point(filled=True, size=12 if many else 46, opacity=1, cursor="pointer").encode(
        role_colour(look), faded(), tooltip=tooltips()
    )
    named = base.transform_filter("datum.label != ''").mark_text(
        align="left", dx=8, dy=12, fontSize=12, color=look.ink
    )
    levels = alt.Chart(alt.NamedData(LINES)).encode(alt.Y("value", type="quantitative"))
    rule = levels.mark_rule(strokeDash=[5, 4], strokeWidth=1.5, color=look.quiet)
    name = levels.mark_text(align="left", baseline="bottom", dx=4, dy=-2, fontSize=11, color=look.quiet)
    levelled = name.encode(alt.Text("name", type="nominal"), x=alt.value(0))
    said = named.encode(alt.Text("label", type="nominal"))
    return finished(alt.layer(area, rule, levelled, line, seen.add_params(pick()), said), look)


@cache
def scatter(look: Style, *, across: str, up: str) -> str:
    """Members by two amounts; the size is a third. Those worth a word are named."""
    right = figure_axis(look, Measured.MONEY, title=across)
    base = alt.Chart(alt.NamedData("d")).encode(
        alt.X("value", type="quantitative", axis=right),
        alt.Y("second", type="quantitative", axis=_upright(look, up)),
    )
    seen = base.mark_point(filled=True, cursor="pointer").encode(
        role_colour(look), faded(), tooltip=tooltips(),
        size=alt.Size("third", type="quantitative", legend=None, scale=alt.Scale(range=[30, 700], zero=True)),
    )  # fmt: skip
    named = [_named(base, look, flip=flip) for flip in (False, True)]
    return finished(alt.layer(seen.add_params(pick()), *named), look, height=HEIGHT + 60)


def _named(base: Any, look: Style, *, flip: bool) -> Any:
    """Names beside their dots, far to the right on their left; on a phone not of those at the bottom."""
    there = base.transform_filter(
        f"datum.label != '' && datum.flip == '{int(flip)}' && (width > 420 || datum.second > 0)"
    )
    words = there.mark_text(
        align="right" if flip else "left", dx=-13 if flip else 13, fontSize=11, color=look.ink, limit=130
    )
    return words.encode(alt.Text("label", type="nominal"))


def _height(rows: int) -> int:
    return max(90, (BROAD if rows <= FEW_ROWS else BAND) * rows + 30)


def _letter() -> alt.Parameter:
    return alt.param(name="letter", value=LETTER)


def _room(base: Any) -> Any:
    """Nothing to see, but it makes room for the words behind each bar, however narrow the picture is."""
    far = base.transform_calculate(
        far="datum.edge / max(0.25, 1 - (16 + letter * datum.breadth) / max(width, 1))"
    )
    return far.mark_point(opacity=0, size=0).encode(alt.X("far", type="quantitative"))


def _across(look: Style, measured: Measured, said: str = "") -> alt.X:
    """Length of bars; counts have whole numbers only. Labels do not reach out of the picture."""
    axis = _axis(look, measured)
    if said:
        axis.title, axis.titleAnchor, axis.titleColor, axis.titleFontWeight = (
            said,
            "end",
            look.quiet_ink,
            "normal",
        )
    axis.labelBound = True
    return alt.X("value", type="quantitative", axis=axis, scale=alt.Scale(nice=False, zero=True))


def _axis(look: Style, measured: Measured) -> alt.Axis:
    axis = figure_axis(look, measured)
    if measured is Measured.NUMBER:
        axis.tickMinStep = 1
    return axis


def _words(base: Any, look: Style) -> Any:
    words = base.mark_text(align="left", dx=6, color=look.ink, fontSize=12)
    return words.encode(alt.X("edge", type="quantitative"), alt.Text("label", type="nominal"))


def _layered(look: Style, palette: str, count: int) -> alt.Color:
    return alt.Color(
        "series", type="nominal", sort=None, scale=alt.Scale(range=list(PALETTES[palette](look, count))),
        legend=alt.Legend(
            title=None, orient="top", direction="horizontal", columns=3 if count > FEW else 2,
            symbolType="square", labelLimit=150,
        ),
    )  # fmt: skip


def _upright(look: Style, title: str) -> alt.Axis:
    axis = figure_axis(look, Measured.MONEY, title=title)
    axis.titleAnchor, axis.titleY, axis.titleX, axis.titleAlign = "end", -10, 0, "left"
    return axis
