"""Numbers in files: read exactly as written, or refused with the reason."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from domain.core.errors import DomainError
from domain.intake.bad_value import (
    BadValue,
    InexactNumber,
    NotANumber,
    NotWhole,
    NumberStylesContradict,
    PercentNotAllowed,
    SpreadsheetError,
    UnitContradiction,
)
from domain.intake.number_style import NumberStyle, number_style
from domain.intake.numbers import parse_money, parse_number, parse_whole
from domain.intake.table import Cell
from domain.intake.units import currency_of, unit_of_header

POINT, COMMA, AMBIGUOUS = NumberStyle.POINT, NumberStyle.COMMA, NumberStyle.AMBIGUOUS
WAN = Decimal(10_000)


@pytest.mark.parametrize(
    ("cell", "value"),
    [
        ("1234.56", "1234.56"), ("1,234.56", "1234.56"), ("1 234.56", "1234.56"), ("1'234.56", "1234.56"),
        ("1\u00a0234\u00a0567", "1234567"), ("１，２３４．５６", "1234.56"), (".5", "0.5"), ("0012", "12"),
        ("+5", "5"), ("-5", "-5"), ("−5", "-5"), ("－5", "-5"), ("5-", "-5"), ("(5.25)", "-5.25"),
        ("（5）", "-5"),
        ("-0", "0"), ("¥1,234", "1234"), ("￥ 5", "5"), ("-¥5", "-5"), ("¥-5", "-5"), ("(¥5)", "-5"),
        ("¥(5)", "-5"),
        ("$5", "5"), ("US$5", "5"), ("€ 5", "5"), ("CNY 5", "5"), ("5 RMB", "5"), ("人民币5元", "5"),
        ("5元整", "5"),
        ("12万", "120000"), ("1.2 万元", "12000"), ("3千元", "3000"), ("1.25亿", "125000000"),
        ("2百万", "2000000"),
        ("10k", "10000"), ("12.5%", "0.125"), ("１２％", "0.12"), ("5‰", "0.005"),
        ("99999999999999.9999", "99999999999999.9999"),
    ],
)  # fmt: skip
def test_numbers_are_read_as_people_write_them(cell: str, value: str) -> None:
    assert parse_number(cell) == Decimal(value)


@pytest.mark.parametrize("cell", [None, "", "  ", "\u3000", "-", "--", "—", "N/A", "null", "NULL", "无"])
def test_placeholders_are_no_number_and_no_zero(cell: str | None) -> None:
    assert parse_number(cell) is None


@pytest.mark.parametrize(
    "cell",
    [
        "abc", "1,23", "12,34,567", "1.234.567", "--5", "(5-)", "(5", "5)", "5.", "1_000", "٣", "五",
        "5万件", "5m", "1 2 3",
        "nan", "inf", "-inf", "1/2", "10²", "0x10", "9" * 61, "5元6", "1..2", True, date(2024, 1, 5),
        float("nan"),
        float("inf"), Decimal("NaN"),
    ],
)  # fmt: skip
def test_what_is_no_number_is_refused_by_name(cell: Cell) -> None:
    with pytest.raises(NotANumber) as refused:
        parse_number(cell)
    assert str(refused.value.facts["value"])[:20] in str(cell)


def test_scientific_notation_in_text_is_refused_because_its_digits_may_be_lost() -> None:
    for cell in ("1.23457E+11", "1e5", "-2,5E-3"):
        with pytest.raises(InexactNumber):
            parse_number(cell)


def test_an_error_of_the_spreadsheet_is_no_number() -> None:
    with pytest.raises(SpreadsheetError):
        parse_number("#REF!")


@pytest.mark.parametrize(
    ("cell", "value"),
    [
        (0.1, "0.1"), (55.94, "55.94"), (5, "5"), (-1.5, "-1.5"), (0.1 + 0.2, "0.3"), (1e22, "1" + "0" * 22),
        (Decimal("1.50"), "1.5"),
    ],
)  # fmt: skip
def test_typed_cells_are_read_by_the_digits_that_identify_them(cell: Cell, value: str) -> None:
    assert parse_number(cell) == Decimal(value)


def test_a_repeating_fraction_of_a_spreadsheet_keeps_all_its_digits() -> None:
    assert parse_number(120 / 1.13) == Decimal(repr(120 / 1.13))


def test_the_header_says_what_a_unit_of_the_column_is_worth() -> None:
    assert parse_money("12.5", unit=WAN) == 125_000
    assert parse_money(12.5, unit=WAN) == 125_000
    assert parse_number("15", unit=Decimal("0.01")) == Decimal("0.15")


def test_a_unit_in_the_cell_must_agree_with_the_header() -> None:
    assert parse_money("12万", unit=WAN) == 120_000
    assert parse_number("15%", unit=Decimal("0.01")) == Decimal("0.15")
    for cell in ("12元", "3千", "1亿"):
        with pytest.raises(UnitContradiction):
            parse_money(cell, unit=WAN)


def test_an_amount_is_no_percentage() -> None:
    with pytest.raises(PercentNotAllowed):
        parse_money("15%")


def test_a_count_is_whole() -> None:
    assert (parse_whole("1,200"), parse_whole(3.0), parse_whole("")) == (1200, 3, None)
    with pytest.raises(NotWhole):
        parse_whole("1.5")


@pytest.mark.parametrize(
    ("cell", "value"),
    [("1.234,56", "1234.56"), ("0,5", "0.5"), ("1 234,5", "1234.5"), ("1.234", "1234"), ("-7", "-7")],
)
def test_a_column_of_decimal_commas_is_read_as_such(cell: str, value: str) -> None:
    assert parse_number(cell, COMMA) == Decimal(value)


@pytest.mark.parametrize(
    ("cells", "style"),
    [
        (["1,234.50", "1,200"], POINT), (["1,200", "7"], AMBIGUOUS), (["1,234"], AMBIGUOUS),
        (["1.234"], POINT),
        (["1.234", "2.5"], POINT), (["1.234,5"], COMMA), (["1,234", "1,5"], COMMA),
        (["1,234", "0,125"], COMMA),
        (["1.234", "2.345.678"], COMMA), (["1,234,567", "1,200"], POINT), (["¥1,234.50"], POINT),
        (["12", "7"], POINT),
        (["1,234", "5,678", "12,000", "350"], POINT), (["1,234", "5,678", "12,000", "3500"], AMBIGUOUS),
        (["x", None, 5, 1.5, ""], POINT), ([], POINT), (["1 234,56"], COMMA),
    ],
)  # fmt: skip
def test_the_column_proves_what_its_commas_mean(cells: list[Cell], style: NumberStyle) -> None:
    assert number_style(cells) == style


def test_a_column_that_proves_both_styles_is_asked_with_two_examples() -> None:
    with pytest.raises(NumberStylesContradict) as refused:
        number_style(["1.5", "1,5"], "金额")
    assert refused.value.facts == {"header": "金额", "first": "1.5", "second": "1,5"}


def test_under_an_undecided_style_only_what_is_the_same_either_way_is_read() -> None:
    assert parse_number("350", AMBIGUOUS) == 350
    with pytest.raises(NotANumber):
        parse_number("1,234", AMBIGUOUS)


@pytest.mark.parametrize(
    ("header", "unit"),
    [
        ("金额", 1), ("金额(万元)", 10_000), ("金额（万元）", 10_000), ("金额[千元]", 1_000),
        ("销售额：亿元", 100_000_000),
        ("金额万元", 10_000), ("金额/万元", 10_000), ("金额(单位：万元)", 10_000), ("回款(¥ 10k)", 10_000),
        ("Amount (10k)", 10_000),
        ("Amount (k)", 1_000), ("Amount in thousands", 1_000), ("amount_000s", 1_000),
        ("Amount ($000)", 1_000),
        ("Amount (RMB mn)", 1_000_000), ("Amount (RMB m)", 1_000_000), ("Amount (USD)", 1), ("Length (m)", 1),
        ("单价(元/千克)", 1), ("单价（万元/吨）", 10_000), ("数量(千件)", 1_000), ("数量（千克）", 1),
        ("万科订单", 1), ("功率(千瓦)", 1),
        ("金额（含税）", 1), ("Discount (%)", "0.01"), ("折扣%", "0.01"),
    ],
)  # fmt: skip
def test_headers_scale_their_column(header: str, unit: int | str) -> None:
    assert unit_of_header(header) == Decimal(unit)


@pytest.mark.parametrize(
    ("text", "currency"),
    [
        ("¥5", "CNY"), ("￥5", "CNY"), ("5元", "CNY"), ("5 万元", "CNY"), ("$ 5", "USD"), ("US$5", "USD"),
        ("HK$3", "HKD"),
        ("-€5", "EUR"), ("(£5)", "GBP"), ("CNY 3", "CNY"), ("3 eur", "EUR"), ("美元 5", "USD"),
        ("Amount [USD]", "USD"),
        ("金额(万元)", "CNY"), ("5", None), ("USDA", None), ("金额", None),
    ],
)  # fmt: skip
def test_a_stated_currency_is_found(text: str, currency: str | None) -> None:
    assert currency_of(text) == currency


AMOUNTS = st.decimals(-(10**14), 10**14, places=4)


@settings(max_examples=300)
@given(
    amount=AMOUNTS,
    mark=st.sampled_from(["", "¥", "￥", "$", "CNY ", "€"]),
    tail=st.sampled_from(["", "元", " RMB", " "]),
    group=st.sampled_from([",", " ", "'", "\u00a0", ""]),
    minus=st.sampled_from(["-", "()", "tail", "−", "－"]),
    wide=st.booleans(),
    style=st.sampled_from([POINT, COMMA]),
)
def test_any_amount_in_any_supported_style_reads_back_exactly(
    amount: Decimal, mark: str, tail: str, group: str, minus: str, wide: bool, style: NumberStyle
) -> None:
    text = f"{abs(amount):,f}"
    if style is COMMA:
        text = text.replace(",", "g").replace(".", ",").replace("g", "." if group == "," else group)
    else:
        text = text.replace(",", group)
    if wide:
        text = text.translate({ord(each): ord(each) + 0xFEE0 for each in "0123456789,."})
    if amount < 0:
        text = {"()": f"({mark}{text}{tail})", "tail": f"{mark}{text}-{tail}"}.get(
            minus, f"{minus}{mark}{text}{tail}"
        )
    else:
        text = f"{mark}{text}{tail}"
    assert parse_number(text, style) == amount


@given(amount=AMOUNTS, unit=st.sampled_from([("万", 4), ("千元", 3), ("亿", 8), ("百万", 6), ("%", -2)]))
def test_scaled_numbers_are_exact_whatever_their_length(amount: Decimal, unit: tuple[str, int]) -> None:
    word, power = unit
    assert parse_number(f"{amount:f}{word}") == Decimal(f"{amount:f}e{power}")


@given(number=st.floats(allow_nan=False, allow_infinity=False))
def test_a_float_differs_from_its_digits_by_noise_only(number: float) -> None:
    assert float(parse_number(number) or 0) == pytest.approx(number, rel=1e-14)


@settings(max_examples=300)
@given(
    cell=st.one_of(
        st.text(max_size=80),
        st.text(st.sampled_from("0123456789,.-()¥元万%e+ '")),
        st.floats(),
        st.integers(),
    )
)
def test_any_cell_is_a_number_or_a_refusal(cell: Cell) -> None:
    for style in NumberStyle:
        try:
            value = parse_number(cell, style)
        except BadValue:
            continue
        assert value is None or value.is_finite()


@given(cells=st.lists(st.text(st.sampled_from("0123456789,. ¥-"), max_size=12), max_size=8))
def test_any_column_has_a_style_or_a_refusal(cells: list[str]) -> None:
    try:
        style = number_style(cells)
    except DomainError as refused:
        text = str(refused)
        assert text.startswith("Column")
        return
    assert style in NumberStyle
