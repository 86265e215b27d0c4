"""The charts that dashboards are made of, from figures to picture."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from functools import partial

from ui.charts import picked, specs
from ui.charts.columns import (
    bar_columns,
    bar_table,
    line_columns,
    mark_columns,
    point_columns,
    point_table,
    typed,
)
from ui.charts.data import Bar, Line, Mark, Measured, Point, shown
from ui.charts.notes import NOTES, Noted, note_table, numbered
from ui.charts.words import course_in_words, why_nothing
from ui.dashboard.declaration import Link, Picture
from ui.dashboard.view import View
from ui.language import _


def trend(
    points: Sequence[Point], view: View, *, title: str, measured: Measured, lines: Sequence[Line] = (),
    marks: Sequence[Mark] = (), indicator: str = "", about: str = "", records: Link | None = None,
    empty: str = "",
) -> Picture:  # fmt: skip
    """Figures over time; with an `indicator`, what people noted and did about it is marked too."""
    if (nothing := _nothing(title, points, empty)) is not None:
        return replace(nothing, about=about, records=records, indicator=indicator)
    found = noted(view, indicator, {point.period for point in points})
    many = len({point.series for point in points}) > 1
    return Picture(
        title=title,
        spec=partial(specs.trend, measured=measured, many=many, marked=bool(marks), noted=bool(found)),
        tables={
            "d": typed(point_columns(points, measured)),
            specs.LINES: typed(line_columns(lines)),
            specs.MARKS: typed(mark_columns(marks)),
            NOTES: note_table(found),
        },
        alt=course_in_words(title, points, measured),
        table=point_table(points, measured),
        about=about, records=records, indicator=indicator, noted=found,
    )  # fmt: skip


def ranked(
    bars: Sequence[Bar], view: View, *, title: str, measured: Measured, keys: Sequence[str] = (),
    picks: str = "", about: str = "", records: Link | None = None, empty: str = "",
) -> Picture:  # fmt: skip
    """Members one under the other. With `picks` (a dimension) and `keys` a clicked bar filters the page."""
    if (nothing := _nothing(title, bars, empty)) is not None:
        return replace(nothing, about=about, records=records)
    chosen = view.chosen.get(picks, "")
    keyed = list(keys) or [bar.name for bar in bars]
    columns = dict(bar_columns(bars, measured)) | {
        "key": keyed, "faded": ["1" if chosen and key != chosen else "0" for key in keyed],
    }  # fmt: skip
    top = max(bars, key=lambda bar: bar.value if bar.value is not None else Decimal("-Infinity"))
    return Picture(
        title=title,
        spec=partial(picked.ranked, measured=measured, rows=len(bars)),
        tables={"d": typed(columns)},
        alt=_(
            "{title}: highest {name} with {value}",
            title=title, name=top.name, value=shown(top.value, measured),
        ),
        table=bar_table(bars, measured),
        picks=picks, names={key: bar.name for key, bar in zip(keyed, bars, strict=True)},
        about=about, records=records,
    )  # fmt: skip


def stacked(
    points: Sequence[Point], view: View, *, title: str, measured: Measured, area: bool = False,
    keys: Mapping[str, str] | None = None, picks: str = "", about: str = "", records: Link | None = None,
    empty: str = "",
) -> Picture:  # fmt: skip
    """Parts of a whole over time, as columns or as areas; `keys`: series -> key, to choose one."""
    if (nothing := _nothing(title, points, empty)) is not None:
        return replace(nothing, about=about, records=records)
    keys, chosen = dict(keys or {}), view.chosen.get(picks, "")
    keyed = [keys.get(point.series, point.series) for point in points]
    columns = dict(point_columns(points, measured)) | {
        "key": keyed, "faded": ["1" if chosen and key != chosen else "0" for key in keyed],
    }  # fmt: skip
    return Picture(
        title=title,
        spec=partial(picked.stacked, measured=measured, area=area),
        tables={"d": typed(columns)},
        alt=title,
        table=point_table(points, measured),
        picks=picks, names={keys.get(point.series, point.series): point.series for point in points},
        about=about, records=records,
    )  # fmt: skip


def ageing(
    buckets: Sequence[Bar], *, title: str, about: str = "", records: Link | None = None, empty: str = ""
) -> Picture:
    """Open money by age, youngest first."""
    if (nothing := _nothing(title, buckets, empty)) is not None:
        return replace(nothing, about=about, records=records)
    parts = "; ".join(f"{bucket.name} {shown(bucket.value, Measured.MONEY)}" for bucket in buckets)
    return Picture(
        title=title,
        spec=partial(specs.ageing, measured=Measured.MONEY),
        tables={"d": typed(bar_columns(buckets, Measured.MONEY))},
        alt=f"{title}: {parts}",
        table=bar_table(buckets, Measured.MONEY),
        about=about, records=records,
    )  # fmt: skip


def _nothing(title: str, rows: Sequence[Point] | Sequence[Bar], empty: str) -> Picture | None:
    """Instead of an empty picture: why there is none."""
    why = why_nothing(rows, empty)
    if why is None:
        return None
    return Picture(title=title, spec=lambda _look: "{}", tables={}, alt=why, table={}, figure=False)


def noted(view: View, indicator: str, periods: Collection[str]) -> tuple[Noted, ...]:
    """What was noted about the indicator at the periods of a picture, by number."""
    found = (
        (type(view.period).of(note.month, view.period.grain).label, note.text)
        for note in view.notes.get(indicator, ())
    )
    return numbered((period, text) for period, text in found if period in periods)
