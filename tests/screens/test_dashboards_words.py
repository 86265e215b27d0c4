"""Figures in words, formulas in words, and the pictures of courses: right in both languages."""

import json
from collections.abc import Iterator
from datetime import timedelta
from decimal import Decimal
from typing import Any

import altair as alt
import pytest

from domain.core.period import Grain, Period
from domain.indicators.catalogue import shipped
from domain.indicators.indicator import Indicator, Measured
from domain.indicators.status import Direction, Status
from domain.reporting.standing import Comparison
from ui.charts.course_spec import course_spec
from ui.charts.data import Measured as Axis
from ui.charts.style import Style
from ui.indicators import wording
from ui.indicators.alert_words import span
from ui.indicators.formula_words import formula_in_words
from ui.language import speaking
from ui.tile import status_word


@pytest.fixture(params=["zh_CN", "en"])
def language(request: pytest.FixtureRequest) -> Iterator[str]:
    with speaking(request.param):
        yield request.param


def indicator(measured: Measured, direction: Direction = Direction.LB) -> Indicator:
    return Indicator(measured=measured, direction=direction)


@pytest.mark.parametrize(
    ("measured", "value", "chinese", "english"),
    [
        (Measured.MONEY, "6390921.9", "639.1万元", "CNY 6.4M"),
        (Measured.MONEY, "128000000", "1.3亿元", "CNY 128.0M"),
        (Measured.MONEY, "-50", "-50元", "CNY -50"),
        (Measured.RATIO, "0.31915", "31.9%", "31.9%"),
        (Measured.PERCENT, "57.99", "58.0%", "58.0%"),
        (Measured.DAYS, "72.5549", "72.6 天", "72.6 days"),
        (Measured.COUNT, "3", "3", "3"),
        (Measured.INDEX, "0.02364", "0.024", "0.024"),
    ],
)
def test_a_value_is_written_with_its_unit(measured: Measured, value: str, chinese: str, english: str) -> None:
    for language, expected in (("zh_CN", chinese), ("en", english)):
        with speaking(language):
            assert wording.figure(Decimal(value), indicator(measured)) == expected


def test_no_value_is_a_dash(language: str) -> None:
    assert {wording.figure(None, indicator(measured)) for measured in Measured} == {"—"}


@pytest.mark.parametrize(
    ("measured", "difference", "base", "expected"),
    [
        (Measured.MONEY, "-25", "100", "-25.0%"),
        (Measured.MONEY, "25", "0", "+CNY 25"),
        (Measured.RATIO, "-0.124", "0.5", "-12.4 pp"),
        (Measured.PERCENT, "3.6", "50", "+3.6 pp"),
        (Measured.DAYS, "8.81", "60", "+8.8 days"),
        (Measured.COUNT, "0", "1", "0"),
    ],
)
def test_a_change_carries_its_sign_and_shares_differ_by_points(
    measured: Measured, difference: str, base: str, expected: str
) -> None:
    with speaking("en"):
        assert wording.change(Decimal(difference), indicator(measured), Decimal(base)) == expected
        assert wording.change(None, indicator(measured), None) == ""


@pytest.mark.parametrize(
    ("direction", "difference", "now", "expected"),
    [
        (Direction.HB, "1", "5", True),
        (Direction.HB, "-1", "5", False),
        (Direction.LB, "1", "5", False),
        (Direction.LB, "-1", "5", True),
        (Direction.TB, "-1", "2", True),
        (Direction.TB, "-3", "-2", False),
        (Direction.LB, "0", "5", None),
    ],
)
def test_whether_a_change_is_welcome_depends_on_the_direction(
    direction: Direction, difference: str, now: str, expected: bool | None
) -> None:
    found = wording.welcome(Decimal(difference), Decimal(now), indicator(Measured.DAYS, direction))
    assert found is expected


def test_periods_are_named_as_people_say_them() -> None:
    named = {}
    for language in ("zh_CN", "en"):
        with speaking(language):
            named[language] = [wording.period_name(Period.parse(p)) for p in ("2026-10", "2026Q3", "2026")]
    assert named == {
        "zh_CN": ["2026年10月", "2026年第3季度", "2026年"], "en": ["Oct 2026", "Q3 2026", "2026"],
    }  # fmt: skip


def test_every_comparison_of_every_grain_has_words(language: str) -> None:
    said = {wording.comparison_name(against, grain) for against in Comparison for grain in Grain}
    assert len(said) == 5
    assert all(said)


def test_every_status_has_a_shape_and_a_word_of_its_own(language: str) -> None:
    words = [status_word(status) for status in Status]
    assert len({word[0] for word in words}) == len({word[1:] for word in words}) == len(Status)


def test_every_shipped_formula_can_be_said(language: str) -> None:
    for declared in shipped():
        for part in ("numerator", "denominator", "factor"):
            if text := declared.get(part):
                said = formula_in_words(text)
                assert "_" not in said, (declared["code"], text)


@pytest.mark.parametrize(
    ("formula", "said"),
    [
        ("receivables", "Receivables"),
        ("window(invoiced, 3)", "Invoiced, with tax of the last 3 months"),
        ("(overdue - overdue_over_30) * 2", "(Overdue receivables − More than 30 days overdue) × 2"),
        ("opening(receivables)", "Receivables at the beginning"),
        ("days", "calendar days"),
        ("net_sales +", "net_sales +"),
        ("strange(1)", "strange(1)"),
    ],
)
def test_a_formula_reads_as_words_or_stays_as_it_is(formula: str, said: str) -> None:
    with speaking("en"):
        assert formula_in_words(formula) == said


@pytest.mark.parametrize(
    ("left", "said"),
    [(timedelta(days=3, hours=5), "3 days"), (timedelta(hours=47), "47 h"), (timedelta(minutes=59), "59 min"),
     (timedelta(seconds=3), "1 min")],
)  # fmt: skip
def test_the_time_left_is_told_in_its_largest_unit(left: timedelta, said: str) -> None:
    with speaking("en"):
        assert span(left) == said


@pytest.mark.parametrize("dark", [False, True])
@pytest.mark.parametrize("measured", list(Axis))
def test_the_picture_of_a_course_is_valid_and_names_its_limits(
    language: str, dark: bool, measured: Axis
) -> None:
    spec: dict[str, Any] = json.loads(course_spec(Style(language, dark), measured, False))
    assert alt.Chart.from_dict(spec).to_dict(validate=True)
    texts = [layer for layer in spec["layer"] if _mark(layer) == "text" and "stroke" not in layer["mark"]]
    assert len(texts) == 7  # natural limits and thresholds above and below, actions left and right, notes


def _mark(layer: dict[str, Any]) -> str:
    mark = layer["mark"]
    return str(mark["type"] if isinstance(mark, dict) else mark)
