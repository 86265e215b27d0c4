"""A curve before the eyes of people: as a sentence, as a sketch, as a picture."""

from collections.abc import Callable, Iterator
from decimal import Decimal
from functools import partial
from itertools import pairwise

import pyarrow as pa

from domain.appraisal.curve import AT_FLOOR, CAP, FULL, Curve, Shape
from domain.appraisal.scorecard_item import ScorecardItem
from domain.core.rounding import rounded
from ui import formats
from ui.appraisal import specs
from ui.appraisal.figures import Figures
from ui.appraisal.sketch import Spot, sketch_html
from ui.charts.style import style
from ui.dashboard.declaration import Picture
from ui.language import _, label, listed

ROOM = Decimal("0.25")
"""Share of the span that is shown on both sides of it."""
Said = Callable[[Decimal], str]


def curve_words(curve: Curve, said: Said) -> str:
    """Which values give which points."""
    if curve.shape is Shape.DEDUCTION:
        return _("100 points, less one for each point of the figure")
    if curve.shape is Shape.STEPS:
        sign = "≤" if curve.is_falling else "≥"
        steps = sorted(curve.steps, key=lambda step: -step[1])
        return listed(_("{sign} {value}: {points}", sign=sign, value=said(at), points=points(score))
                      for at, score in steps)  # fmt: skip
    if curve.shape is Shape.BAND:
        low, high = curve.band[1], curve.band[2]
        return _("{low} to {high}: 100", low=said(low), high=said(high))
    levels = ((curve.floor, AT_FLOOR), (curve.target, FULL), (curve.stretch, CAP))
    return listed(_("{value}: {points}", value=said(at), points=points(score))
                  for at, score in levels if at is not None)  # fmt: skip


def points(score: Decimal | None, places: int = 1) -> str:
    """Points with few digits."""
    return formats.NOTHING if score is None else formats.number(rounded(score, places))


def line_of(curve: Curve) -> list[Spot]:
    """The curve from left to right; a jump has two spots at one value."""
    if curve.is_linear:
        return list(_line(curve))
    if curve.shape is Shape.STEPS:
        return list(_stairs(curve))
    if curve.shape is Shape.BAND:
        a, b, c, d = curve.band
        room = (d - a) * ROOM
        edge = ((a - room, 0), (a, 0), (b, 100), (c, 100), (d, 0), (d + room, 0))
        return [Spot(at, Decimal(score)) for at, score in edge]
    return [Spot(Decimal(0), FULL), Spot(FULL, Decimal(0))]


def _line(curve: Curve) -> Iterator[Spot]:
    floor, target, stretch = (one or Decimal(0) for one in (curve.floor, curve.target, curve.stretch))
    room = (stretch - floor) * ROOM
    spots = (
        Spot(floor - room, Decimal(0)), Spot(floor, Decimal(0)), Spot(floor, AT_FLOOR),
        Spot(target, FULL), Spot(stretch, CAP), Spot(stretch + room, CAP),
    )  # fmt: skip
    yield from spots if stretch > floor else reversed(spots)


def _stairs(curve: Curve) -> Iterator[Spot]:
    limits = sorted(at for at, _score in curve.steps)
    room = (limits[-1] - limits[0]) * ROOM or abs(limits[0]) * ROOM or Decimal(1)
    edges = [limits[0] - room, *limits, limits[-1] + room]
    for left, right in pairwise(edges):
        score = curve.score((left + right) / 2)
        yield from (Spot(left, score), Spot(right, score))


def curve_sketch(item: ScorecardItem, curve: Curve, known: Figures, value: Decimal | None = None) -> str:
    """The small picture of an item's curve, as HTML, with the person's place on it."""
    here = None if value is None else Spot(value, curve.score(value))
    said = curve_words(curve, lambda one: known.said(item, one))
    line = line_of(curve)
    if here is not None:  # far outside, the place would squeeze the curve: it stands at the edge
        low, high = min(spot.value for spot in line), max(spot.value for spot in line)
        here = Spot(min(max(here.value, low), high), here.score)
    return sketch_html(line, here, style(), said)


def curve_picture(item: ScorecardItem, curve: Curve, known: Figures) -> Picture:
    """The curve in full, with the values that make it."""
    factor = known.factor(item)
    line, dots = line_of(curve), _dots(curve)
    percent = known.unit(item) == "%"
    scale = Decimal(100) if percent else Decimal(1)

    def place(spot: Spot) -> float:
        return float(spot.value * factor / scale)

    return Picture(
        title=_("Points by value"),
        spec=partial(specs.curve, percent=percent),
        tables={
            "d": pa.table({
                "place": pa.array(map(place, line), pa.float64()),
                "value": pa.array([float(spot.score) for spot in line], pa.float64()),
                "turn": pa.array([float(at) for at in range(len(line))], pa.float64()),
            }),
            specs.DOTS: pa.table({
                "place": pa.array(map(place, dots), pa.float64()),
                "value": pa.array([float(spot.score) for spot in dots], pa.float64()),
                "said": [known.said(item, spot.value) for spot in dots],
                "shown": [points(spot.score) for spot in dots],
            }),
        },
        alt=curve_words(curve, lambda one: known.said(item, one)),
        table={
            label("ItemScore.value"): [known.said(item, spot.value) for spot in dots],
            label("ItemScore.score"): [points(spot.score) for spot in dots],
        },
    )  # fmt: skip


def _dots(curve: Curve) -> list[Spot]:
    if curve.is_linear:
        at = [one for one in (curve.floor, curve.target, curve.stretch) if one is not None]
    elif curve.shape is Shape.STEPS:
        at = sorted(one for one, _score in curve.steps)
    elif curve.shape is Shape.BAND:
        at = [curve.band[1], curve.band[2]]
    else:
        at = [Decimal(0)]
    return [Spot(one, curve.score(one)) for one in at]
