"""Rows of a question as a picture: figures for the marks, words for labels, tooltips and the table."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import partial

import pyarrow as pa

from ui.boards import palette as colours
from ui.boards import specs
from ui.boards.marks import Row, marks, table
from ui.charts.columns import line_columns
from ui.charts.data import Line, Measured, shown
from ui.charts.notes import NOTES, note_table
from ui.charts.specs import LINES
from ui.charts.style import Style
from ui.dashboard.declaration import Link, Picture
from ui.dashboard.pictures import noted
from ui.dashboard.view import View
from ui.language import _

MANY = 50
"""Marks of a line from which on they become dots."""


@dataclass(frozen=True, kw_only=True)
class Words:
    """What is said around a picture. Its title is the finding or the question."""

    title: str
    empty: str = ""
    """Why there is nothing to see."""
    about: str = ""
    records: Link | None = None
    second: str = ""
    """What the tick or the second figure is."""
    indicator: str = ""


def ranked(
    rows: Sequence[Row], view: View | None, words: Words, measured: Measured, picks: str = ""
) -> Picture:
    """Members one under the other."""
    tick = words.second if any(row.second is not None for row in rows) else ""
    spec = partial(specs.ranked, measured=measured, rows=len(rows), tick=tick)
    return _made(rows, view, words, measured, picks, spec)


def spells(rows: Sequence[Row], view: View | None, words: Words, picks: str = "") -> Picture:
    """Days from the usual to the slow case."""
    return _made(rows, view, words, Measured.DAYS, picks, partial(specs.spells, rows=len(rows)))


def course(
    rows: Sequence[Row], view: View | None, words: Words, measured: Measured, names: tuple[str, str, str]
) -> Picture:
    """Periods with what they should reach (`second`) and what they were a year before (`third`)."""
    aimed = any(row.second is not None for row in rows)
    found = noted(view, words.indicator, {row.period for row in rows}) if view else ()
    spec = partial(specs.course, measured=measured, names=names, aimed=aimed, noted=bool(found))
    made = _made(rows, view, words, measured, "", spec, {NOTES: note_table(found)})
    return replace(made, noted=found) if made.figure else made


def stacked(
    rows: Sequence[Row],
    view: View | None,
    words: Words,
    measured: Measured,
    picks: str = "",
    palette: str = colours.ORDER,
) -> Picture:
    """Columns in layers, one row for each layer of each column."""
    count = len({row.series for row in rows})
    spec = partial(specs.stacked, measured=measured, palette=palette, count=count)
    return _made(rows, view, words, measured, picks, spec)


def stacked_rows(
    rows: Sequence[Row], view: View | None, words: Words, measured: Measured, picks: str = ""
) -> Picture:
    """Members in layers, one under the other."""
    count, lines = len({row.series for row in rows}), len({row.name for row in rows})
    spec = partial(specs.stacked_rows, measured=measured, palette=colours.ORDER, count=count, rows=lines)
    return _made(rows, view, words, measured, picks, spec)


def curve(
    rows: Sequence[Row], view: View | None, words: Words, levels: Sequence[Line], picks: str = ""
) -> Picture:
    """How shares add up."""
    columns = line_columns(levels)
    lines = pa.table({"name": pa.array(columns["name"], pa.string()),
                      "value": pa.array(columns["value"], pa.float64())})  # fmt: skip
    spec = partial(specs.curve, many=len(rows) > MANY)
    return _made(rows, view, words, Measured.PERCENT, picks, spec, {LINES: lines})


def scatter(rows: Sequence[Row], view: View | None, words: Words, across: str, picks: str = "") -> Picture:
    """Members by two amounts."""
    spec = partial(specs.scatter, across=across, up=words.second)
    return _made(rows, view, words, Measured.MONEY, picks, spec)


def _made(
    rows: Sequence[Row], view: View | None, words: Words, measured: Measured, picks: str,
    spec: Callable[[Style], str], more: dict[str, pa.Table] | None = None,
) -> Picture:  # fmt: skip
    known = [row for row in rows if row.value is not None]
    if not any(row.value or row.second for row in known):
        return Picture(
            title=words.title, spec=lambda _look: "{}", tables={}, table={}, about=words.about,
            records=words.records, alt=words.empty or _("No figures yet."), figure=False,
        )  # fmt: skip
    top = max(known, key=lambda row: row.value or Decimal(0))
    alt = _("{title}: highest {name} with {value}", title=words.title, name=top.said,
            value=shown(top.value, measured))  # fmt: skip
    names = {row.key: row.name or row.series for row in rows if row.key is not None}
    return Picture(
        title=words.title, spec=spec, alt=alt, table=table(rows, measured, words.second), names=names,
        tables={"d": marks(rows, measured, view.chosen.get(picks, "") if view else ""), **(more or {})},
        picks=picks if names else "", about=words.about, records=words.records, indicator=words.indicator,
    )  # fmt: skip
