"""Scoring curves: from a value to points (F.2 of the definitions; vectors F01 to F03)."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from enum import StrEnum
from typing import Any, Self

from db.types import plain_digits
from domain.core.errors import RuleBroken
from domain.core.rounding import ARITHMETIC

ZERO, AT_FLOOR, FULL, CAP = Decimal(0), Decimal(60), Decimal(100), Decimal(120)


class Shape(StrEnum):
    """How points follow from a value."""

    LINEAR_UP = "linear_up"
    """More is better: floor 60, target 100, stretch 120 points, straight lines between; below the floor 0."""
    LINEAR_DOWN = "linear_down"
    """Less is better; the same on the negative value."""
    STEPS = "steps"
    """The points of the best step reached; steps are inclusive."""
    BAND = "band"
    """100 inside the band, falling in a straight line to 0 at the outer limits."""
    DEDUCTION = "deduction"
    """100 less the value, never below 0."""


class CurveWrong(RuleBroken):
    """The points would not be defined."""


class PointsMissing(CurveWrong):
    """A curve without its points."""

    text = "The curve of “{item}” needs floor, target and stretch."


class PointsOutOfOrder(CurveWrong):
    """Floor, target and stretch must differ and stand in order: between equal ones there is no line."""

    text = (
        "The curve of “{item}”: floor, target and stretch must differ and stand in the order of the better."
    )


class TargetIsZero(CurveWrong):
    """More than nothing is infinitely more."""

    text = "The curve of “{item}”: a target of 0 says nothing where more is better. Use a deduction or steps."


class StepsWrong(CurveWrong):
    """Steps that skip, repeat or leave the scale."""

    text = "The curve of “{item}” needs steps with different limits and points between 0 and 120."


class BandWrong(CurveWrong):
    """A band must lie inside its outer limits."""

    text = "The curve of “{item}”: the band must lie inside its outer limits."


@dataclass(frozen=True)
class Curve:
    """One curve. Which fields it uses depends on its shape; all values are in the unit of what is scored.

    `steps` are (limit, points). `is_falling`: a step is reached at or below its limit. A band is
    (outer low, low, high, outer high).
    """

    shape: Shape
    floor: Decimal | None = None
    target: Decimal | None = None
    stretch: Decimal | None = None
    steps: tuple[tuple[Decimal, Decimal], ...] = ()
    is_falling: bool = False
    band: tuple[Decimal, ...] = ()

    @classmethod
    def of(cls, kept: Mapping[str, Any]) -> Self:
        """From JSON."""
        points = {name: _number(kept.get(name)) for name in ("floor", "target", "stretch")}
        return cls(
            Shape(kept["shape"]),
            **points,
            steps=tuple((Decimal(str(at)), Decimal(str(score))) for at, score in kept.get("steps", ())),
            is_falling=bool(kept.get("falling", False)),
            band=tuple(Decimal(str(one)) for one in kept.get("band", ())),
        )

    def plain(self) -> dict[str, Any]:
        """As JSON keeps it: numbers as text, digit for digit; only what the shape uses."""
        if self.is_linear:
            points = {"floor": self.floor, "target": self.target, "stretch": self.stretch}
            return {"shape": self.shape.value} | {
                name: None if value is None else plain_digits(value) for name, value in points.items()
            }
        if self.shape is Shape.STEPS:
            steps = [[plain_digits(at), plain_digits(score)] for at, score in self.steps]
            return {"shape": self.shape.value, "steps": steps, "falling": self.is_falling}
        if self.shape is Shape.BAND:
            return {"shape": self.shape.value, "band": [plain_digits(one) for one in self.band]}
        return {"shape": self.shape.value}

    @property
    def is_linear(self) -> bool:
        """Whether it has floor, target and stretch."""
        return self.shape in (Shape.LINEAR_UP, Shape.LINEAR_DOWN)

    def score(self, value: Decimal) -> Decimal:
        """Points from 0 to 120, not rounded."""
        if self.shape is Shape.DEDUCTION:
            return min(FULL, max(ZERO, FULL - value))
        if self.shape is Shape.STEPS:
            sign = -1 if self.is_falling else 1
            return max((score for at, score in self.steps if sign * value >= sign * at), default=ZERO)
        return self._in_band(value) if self.shape is Shape.BAND else self._on_line(value)

    def _on_line(self, value: Decimal) -> Decimal:
        if self.floor is None or self.target is None or self.stretch is None:
            raise PointsMissing(item="")
        sign = -1 if self.shape is Shape.LINEAR_DOWN else 1
        x, floor, target, stretch = (sign * one for one in (value, self.floor, self.target, self.stretch))
        if x < floor:
            return ZERO
        if x < target:
            return AT_FLOOR + ARITHMETIC.divide((FULL - AT_FLOOR) * (x - floor), target - floor)
        return min(CAP, FULL + ARITHMETIC.divide((CAP - FULL) * (x - target), stretch - target))

    def _in_band(self, value: Decimal) -> Decimal:
        outer_low, low, high, outer_high = self.band
        if low <= value <= high:
            return FULL
        if value <= outer_low or value >= outer_high:
            return ZERO
        if value < low:
            return ARITHMETIC.divide(FULL * (value - outer_low), low - outer_low)
        return ARITHMETIC.divide(FULL * (outer_high - value), outer_high - high)

    def agreed(self, target: Decimal, floor: Decimal | None = None, stretch: Decimal | None = None) -> Self:
        """The curve with another target; floor and stretch, where not given, keep their proportion to it."""
        if not self.is_linear or not self.target:
            return replace(self, target=target, floor=floor, stretch=stretch)
        rate = ARITHMETIC.divide(target, self.target)
        return replace(
            self,
            target=target,
            floor=self.floor * rate if floor is None and self.floor is not None else floor,
            stretch=self.stretch * rate if stretch is None and self.stretch is not None else stretch,
        )

    def pro_rata(self, share: Decimal) -> Self:
        """The curve of somebody who was there for a share of the period: what is to be reached shrinks."""
        floor, target, stretch = (
            None if one is None else one * share for one in (self.floor, self.target, self.stretch)
        )
        return replace(
            self,
            floor=floor,
            target=target,
            stretch=stretch,
            steps=tuple((at * share, score) for at, score in self.steps),
            band=tuple(one * share for one in self.band),
        )

    def check(self, item: object) -> None:
        """Raise CurveWrong where points would not be defined; `item` names whose curve it is."""
        if self.is_linear:
            self._check_line(item)
        elif self.shape is Shape.STEPS:
            limits = [at for at, _ in self.steps]
            fits = limits and len(limits) == len(set(limits))
            if not fits or not all(ZERO <= score <= CAP for _, score in self.steps):
                raise StepsWrong(item=item)
        elif self.shape is Shape.BAND and not self._is_band:
            raise BandWrong(item=item)

    @property
    def _is_band(self) -> bool:
        return len(self.band) == 4 and self.band[0] < self.band[1] <= self.band[2] < self.band[3]

    def _check_line(self, item: object) -> None:
        if self.floor is None or self.target is None or self.stretch is None:
            raise PointsMissing(item=item)
        if self.shape is Shape.LINEAR_UP and self.target == 0:
            raise TargetIsZero(item=item)
        low, high = (
            (self.floor, self.stretch) if self.shape is Shape.LINEAR_UP else (self.stretch, self.floor)
        )
        if not low < self.target < high:
            raise PointsOutOfOrder(item=item)


def _number(kept: Any) -> Decimal | None:
    return None if kept in (None, "") else Decimal(str(kept))


BY_LEVEL = Curve(Shape.LINEAR_UP, Decimal(2), Decimal(4), Decimal(5))
"""Levels 1 to 5 as points: 0, 60, 80, 100, 120. Level 3 is what is expected, and worth a good grade."""
