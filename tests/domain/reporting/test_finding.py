"""A chart's title says what is true of its figures, the most telling thing first, or nothing."""

from datetime import date
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.indicators.status import Status
from domain.reporting.finding import finding, movement
from tests.domain.reporting.shown import figure, line


def said(values: list[object], statuses: str = "", first: str = "2026-01") -> str | None:
    found = finding("DSO", line(first, values, statuses))
    return str(found) if found else None


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        ([50, 51, 52, 53], "DSO has risen 3 months in a row"),
        ([60, 50, 51, 52, 53, 54], "DSO has risen 4 months in a row"),
        ([53, 52, 51, 50], "DSO has fallen 3 months in a row"),
        ([50, 51, 52], None),
        ([50, 51, 51, 52, 53], None),
        ([50, "gap", 51, 52, 53], None),
        ([50, None, 51, 52, 53], None),
        ([50], None),
        ([], None),
    ],
)
def test_a_movement_is_told_from_three_steps_on_without_gap_or_pause(
    values: list[object], expected: str | None
) -> None:
    assert said(values) == expected


def test_steps_are_named_after_the_period() -> None:
    assert said([1, 2, 3, 4], first="2025Q1") == "DSO has risen 3 quarters in a row"
    assert said([4, 3, 2, 1], first="2021") == "DSO has fallen 3 years in a row"


@pytest.mark.parametrize(
    ("statuses", "expected"),
    [
        ("ggrr", "DSO has been off track for 2 periods"),
        ("rrrr", "DSO has been off track for 4 periods"),
        ("ggar", "DSO went off track"),
        ("gggr", "DSO went off track"),
        ("ggrg", "DSO is back on track"),
        ("ggag", "DSO is back on track"),
        ("gggg", None),
        ("ggga", None),
        ("ggnr", None),
        ("ggng", None),
        ("gggu", None),
    ],
)
def test_without_movement_the_status_is_told_when_it_has_changed_or_lasts(
    statuses: str, expected: str | None
) -> None:
    assert said([5, 6, 5, 6], statuses) == expected


def test_a_movement_comes_before_a_status() -> None:
    assert said([50, 51, 52, 53], "grrr") == "DSO has risen 3 months in a row"


def test_a_month_that_is_not_over_is_left_aside() -> None:
    figures = [*line("2026-01", [50, 51, 52, 53])]
    running = figure("2026-05", 20, Status.RED, as_of=date(2026, 5, 10))
    assert str(finding("DSO", [*figures, running])) == "DSO has risen 3 months in a row"
    assert finding("DSO", [running]) is None


@given(st.lists(st.integers(-3, 3), max_size=12))
def test_a_movement_counts_exactly_the_last_steps_that_go_one_way(values: list[int]) -> None:
    steps, up = movement(values)  # type: ignore[arg-type]
    tail = values[len(values) - steps - 1 :] if values else []
    assert all((b > a) if up else (b < a) for a, b in pairwise(tail))
    if 0 < steps < len(values) - 1:
        before, after = values[-steps - 2], values[-steps - 1]
        assert before == after or (after > before) != up
