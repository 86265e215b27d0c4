"""Rows of a question as marks of a picture: figures to draw, words for labels, tooltips and the table."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

import pyarrow as pa

from ui.boards.palette import PLAIN
from ui.charts.columns import Columns, period_name
from ui.charts.data import Measured, short, shown
from ui.language import _

NUMBERS = frozenset({"value", "second", "third", "edge", "breadth", "place"})
HALF_WAY = Decimal("0.55")
"""Beyond this share of the width a name stands on the left of its dot."""
WIDE = 0x2E80
"""From here on signs are twice as broad."""


@dataclass(frozen=True, kw_only=True)
class Row:
    """One mark. `key` is what pressing it chooses; None: nothing."""

    name: str = ""
    value: Decimal | None
    key: str | None = None
    role: str = PLAIN
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


def marks(rows: Sequence[Row], measured: Measured, chosen: str) -> pa.Table:
    """The figures of the picture; marks besides the chosen one step back."""
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
        "breadth": [float(_breadth(_label(row, measured))) for row in rows],
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


def _breadth(text: str) -> int:
    """Room that words need, in halves of a broad sign."""
    return sum(2 if ord(sign) >= WIDE else 1 for sign in text)


def _float(value: Decimal | None) -> float | None:
    return None if value is None else float(value)


def table(rows: Sequence[Row], measured: Measured, second: str) -> Columns:
    """The same as people read it; `second` names the second figure."""
    made: dict[str, Sequence[str]] = {}
    for head, name in ((_("Period"), "period"), (_("Name"), "name"), (_("Series"), "series")):
        if any(getattr(row, name) for row in rows):
            made[head] = [str(getattr(row, name)) for row in rows]
    made[_("Value")] = [shown(row.value, measured) for row in rows]
    if second and any(row.second is not None for row in rows):
        made[second] = [shown(row.second, measured) for row in rows]
    made[_("Note")] = [row.note for row in rows]
    return made
