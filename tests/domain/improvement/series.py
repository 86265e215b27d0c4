"""Readings before and after an action, for effect tests."""

from collections.abc import Sequence
from decimal import Decimal

from domain.core.period import Period
from domain.improvement.observation import BeforeAfter, Observation

Value = float | int | str | None
START = Period.parse("2023-01")


def readings(
    before: Sequence[Value], after: Sequence[Value], transition: int = 0, start: Period = START
) -> BeforeAfter:
    """Values of consecutive periods; `transition` periods between the two sides are left out."""
    return BeforeAfter(
        [_one(start.later(at), value) for at, value in enumerate(before)],
        [_one(start.later(len(before) + transition + at), value) for at, value in enumerate(after)],
    )


def counted(before: Sequence[tuple[int, int]], after: Sequence[tuple[int, int]]) -> BeforeAfter:
    """Hits among cases of consecutive months."""
    every = [
        Observation(START.later(at), Decimal(hits) / cases if cases else None, Decimal(hits), Decimal(cases))
        for at, (hits, cases) in enumerate([*before, *after])
    ]
    return BeforeAfter(every[: len(before)], every[len(before) :])


def _one(period: Period, value: Value) -> Observation:
    return Observation(period, None if value is None else Decimal(str(value)))
