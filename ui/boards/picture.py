"""Rows of a question as a picture: figures for the marks, words for labels, tooltips and the table."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import partial

import pyarrow as pa

from ui.boards import specs
from ui.charts.columns import Columns, line_columns, period_name
from ui.charts.data import Line, Measured, short, shown
from ui.charts.specs import LINES
from ui.charts.style import Style
from ui.dashboard.declaration import Link, Picture
from ui.dashboard.view import View
from ui.language import _

NUMBERS = frozenset({"value", "second", "third", "edge", "far", "place"})
PER_SIGN, SPARE = Decimal("0.029"), Decimal("0.05")
"""Room for words behind the longest bar, as shares of it: for each letter, and in any case."""
HALF_WAY = Decimal("0.55")
"""Beyond this share of the width a name stands on the left of its dot."""
MANY = 50
"""Marks of a line from which on they become dots."""
WIDE = 0x2E80
"""From here on signs are twice as broad."""


@dataclass(frozen=True, kw_only=True)
class Row:
    """One mark. `key` is what pressing it chooses; None: nothing."""

    name: str = ""
    value: Decimal | None
    key: str | None = None
    role: str = specs.PLAIN
    second: Decimal | None = None
    """Where it should be, was, or reaches."""
    third: Decimal | None = None
    label: str | None = None
    """The words at the mark, where the figure alone is not enough."""
    note: str = ""
    series: str = ""
    period: str = ""
    place: int = 0

    @property
    def said(self) -> str:
        """What it is, in words."""
        begins = self.period[:2] == "20"
        return " · ".join(filter(None, (self.name, period_name(self.period) if begins else self.period,
                                        self.series)))  # fmt: skip


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
    marked = any(row.second is not None for row in rows)
    spec = partial(specs.ranked, measured=measured, rows=len(rows), marked=marked)
    return _made(rows, view, words, measured, picks, spec)


def spells(rows: Sequence[Row], view: View | None, words: Words, picks: str = "") -> Picture:
    """Days from the usual to the slow case."""
    return _made(rows, view, words, Measured.DAYS, picks, partial(specs.spells, rows=len(rows)))


def course(
    rows: Sequence[Row], view: View | None, words: Words, measured: Measured, names: tuple[str, str, str]
) -> Picture:
    """Periods with what they should reach (`second`) and what they were a year before (`third`)."""
    aimed = any(row.second is not None for row in rows)
    spec = partial(specs.course, measured=measured, names=names, aimed=aimed)
    return _made(rows, view, words, measured, "", spec)


def stacked(
    rows: Sequence[Row],
    view: View | None,
    words: Words,
    measured: Measured,
    picks: str = "",
    palette: str = specs.ORDER,
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
    spec = partial(specs.stacked_rows, measured=measured, palette=specs.ORDER, count=count, rows=lines)
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
        title=words.title, spec=spec, alt=alt, table=_table(rows, measured, words.second), names=names,
        tables={"d": _marks(rows, measured, view.chosen.get(picks, "") if view else ""), **(more or {})},
        picks=picks if names else "", about=words.about, records=words.records, indicator=words.indicator,
    )  # fmt: skip


def _marks(rows: Sequence[Row], measured: Measured, chosen: str) -> pa.Table:
    widest = max(row.value or Decimal(0) for row in rows)
    columns: dict[str, list[object]] = {
        "name": [row.name for row in rows],
        "said": [row.said for row in rows],
        "key": [row.key for row in rows],
        "faded": ["1" if chosen and row.key != chosen else "0" for row in rows],
        "flip": [str(int((row.value or 0) > HALF_WAY * widest)) for row in rows],
        "role": [row.role for row in rows],
        "series": [row.series for row in rows],
        "period": [row.period for row in rows],
        "label": [_label(row, measured) for row in rows],
        "shown": [shown(row.value, measured) for row in rows],
        "note": [row.note for row in rows],
        "value": [_float(row.value) for row in rows],
        "second": [_float(row.second) for row in rows],
        "third": [_float(row.third) for row in rows],
        "edge": [_float(_edge(row)) for row in rows],
        "far": [_float(_far(rows, measured))] * len(rows),
        "place": [float(row.place) for row in rows],
    }
    return pa.table(
        {
            name: pa.array(values, pa.float64() if name in NUMBERS else pa.string())
            for name, values in columns.items()
        }
    )


def _edge(row: Row) -> Decimal:
    """Where the words begin: behind the mark that reaches furthest, and never left of the axis."""
    return max(row.value or Decimal(0), row.second or Decimal(0), Decimal(0))


def _label(row: Row, measured: Measured) -> str:
    return short(row.value, measured) if row.label is None else row.label


def _far(rows: Sequence[Row], measured: Measured) -> Decimal:
    """How far to the right the words behind the bars reach."""
    return max(_edge(row) * (1 + SPARE + PER_SIGN * _breadth(_label(row, measured))) for row in rows)


def _breadth(text: str) -> int:
    return sum(2 if ord(sign) >= WIDE else 1 for sign in text)


def _float(value: Decimal | None) -> float | None:
    return None if value is None else float(value)


def _table(rows: Sequence[Row], measured: Measured, second: str) -> Columns:
    table: dict[str, Sequence[str]] = {}
    for head, name in ((_("Period"), "period"), (_("Name"), "name"), (_("Series"), "series")):
        if any(getattr(row, name) for row in rows):
            table[head] = [str(getattr(row, name)) for row in rows]
    table[_("Value")] = [shown(row.value, measured) for row in rows]
    if second and any(row.second is not None for row in rows):
        table[second] = [shown(row.second, measured) for row in rows]
    table[_("Note")] = [row.note for row in rows]
    return table
