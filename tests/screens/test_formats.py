"""Figures and dates as people of each language write them; only what is shown is rounded."""

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

from ui import formats, language
from ui.charts.columns import period_name
from ui.routes import literal


@pytest.fixture(params=["zh_CN", "en"])
def spoken(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> str:
    for module in (formats, language):
        monkeypatch.setattr(module, "current", lambda: request.param)
    monkeypatch.setattr("ui.charts.columns.current", lambda: request.param)
    return str(request.param)


SHORT = [
    ("0", "0", "0"),
    ("999", "999", "999"),
    ("1234.56", "1,234.6", "1.2K"),
    ("12345", "1.2万", "12.3K"),
    ("-12345", "-1.2万", "-12.3K"),
    ("99999999", "10,000.0万", "100.0M"),
    ("123456789", "1.2亿", "123.5M"),
    ("1234567890", "12.3亿", "1.2B"),
    ("0.5", "0.5", "0.5"),
]


@pytest.mark.parametrize(("figure", "chinese", "english"), SHORT)
def test_a_tile_counts_in_ten_thousands_in_chinese_and_in_thousands_in_english(
    spoken: str, figure: str, chinese: str, english: str
) -> None:
    assert formats.short(Decimal(figure)) == (chinese if spoken == "zh_CN" else english)


@pytest.mark.parametrize(
    ("amount", "shown"),
    [
        ("0", "0.00"),
        ("1234567.5", "1,234,567.50"),
        ("-0.5", "-0.50"),
        ("0.0001", "0.0001"),
        ("98765432109876.1234", "98,765,432,109,876.1234"),
    ],
)
def test_an_amount_in_a_table_is_shown_to_its_last_digit(spoken: str, amount: str, shown: str) -> None:
    assert formats.money(Decimal(amount)) == shown


def test_an_amount_names_its_currency(spoken: str) -> None:
    assert formats.money(Decimal(5), "CNY") == "5.00 CNY"


@pytest.mark.parametrize(
    ("fraction", "shown"), [("0.12345", "12.3%"), ("0.0005", "0.1%"), ("-0.0005", "-0.1%"), ("1", "100.0%")]
)
def test_a_fraction_is_shown_as_a_percentage_halves_away_from_zero(
    spoken: str, fraction: str, shown: str
) -> None:
    assert formats.percent(Decimal(fraction)) == shown


def test_the_difference_of_two_percentages_is_told_in_points(spoken: str) -> None:
    unit = "个百分点" if spoken == "zh_CN" else "pp"
    assert formats.points(Decimal("0.021")) == f"+2.1 {unit}"
    assert formats.points(Decimal("-0.021")) == f"-2.1 {unit}"
    assert formats.points(Decimal("-0.0001")) == f"0.0 {unit}"


@pytest.mark.parametrize(
    "show",
    [formats.number, formats.money, formats.percent, formats.short, formats.day, formats.month, formats.flag],
)
def test_what_is_missing_is_a_dash_and_never_zero(spoken: str, show: object) -> None:
    assert show(None) == formats.NOTHING  # type: ignore[operator]


def test_months_and_days_are_written_out(spoken: str) -> None:
    chinese = spoken == "zh_CN"
    assert formats.month(202606) == ("2026年6月" if chinese else "Jun 2026")
    assert formats.day_in_words(date(2026, 6, 5)) == ("2026年6月5日" if chinese else "5 Jun 2026")
    assert period_name("2026-06") == ("2026年6月" if chinese else "Jun 2026")
    assert period_name("2026Q2") == "2026Q2"


def test_an_instant_is_shown_in_the_time_of_the_organisation(spoken: str) -> None:
    assert formats.instant(datetime(2026, 6, 30, 16, 30, tzinfo=UTC)) == "2026-07-01 00:30"


def test_of_two_names_the_one_that_fits_or_the_only_one_is_used(spoken: str) -> None:
    chosen = "华东" if spoken == "zh_CN" else "East"
    assert language.in_language("华东", "East") == chosen
    assert language.in_language("华东", "") == "华东"
    assert language.in_language("", "East") == "East"


@pytest.mark.parametrize("sign", list("\\`*_{}[]()#+-.!|~<>$:"))
def test_a_sign_that_means_something_in_markdown_is_shown_as_itself(sign: str) -> None:
    assert literal(f"a{sign}b") == f"a\\{sign}b"
