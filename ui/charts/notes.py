"""Notes on a picture over time: a small numbered mark at their period, what they say beside the picture."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

import altair as alt
import pyarrow as pa

from ui.charts.columns import period_name
from ui.charts.style import Style
from ui.language import current

NOTES = "notes"
"""The table beside the figures."""
BELOW_TOP = 11
"""Pixels from the top of the picture to the middle of a mark."""


@dataclass(frozen=True)
class Noted:
    """What was noted at one period; all of one period share a number."""

    number: int
    period: str
    texts: tuple[str, ...]

    @property
    def said(self) -> str:
        """Period and texts in one line."""
        return f"{period_name(self.period)} {('；' if current() == 'zh_CN' else '; ').join(self.texts)}"


def numbered(notes: Iterable[tuple[str, str]]) -> tuple[Noted, ...]:
    """(period, text), counted from the earliest period on."""
    by_period: dict[str, list[str]] = {}
    for period, text in notes:
        by_period.setdefault(period, []).append(text)
    return tuple(
        Noted(number, period, tuple(by_period[period])) for number, period in enumerate(sorted(by_period), 1)
    )


def note_table(noted: Sequence[Noted]) -> pa.Table:
    """As the picture reads them."""
    columns = {
        "period": [one.period for one in noted],
        "number": [str(one.number) for one in noted],
        "text": [one.said for one in noted],
    }
    return pa.table({name: pa.array(cells, pa.string()) for name, cells in columns.items()})


def note_marks(look: Style) -> list[Any]:
    """A fine rule at the period, and on it a disc with the number."""
    told = [alt.Tooltip("text", type="nominal", title=" ")]
    base = alt.Chart(alt.NamedData(NOTES)).encode(alt.X("period", type="ordinal"), tooltip=told)
    at = alt.value(BELOW_TOP)
    rule = base.mark_rule(strokeWidth=1, strokeDash=[2, 3], color=look.quiet)
    disc = base.mark_point(
        shape="circle", filled=True, fill=look.paper, stroke=look.ink, strokeWidth=1.2, size=230, opacity=1
    )
    number = base.mark_text(fontSize=11, align="center", baseline="middle", color=look.ink)
    return [rule, disc.encode(y=at), number.encode(alt.Text("number", type="nominal"), y=at)]
