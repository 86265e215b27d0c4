"""Texts, codes, yes and no, and choices."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.intake.bad_value import (
    BadValue,
    DigitsLost,
    NotABoolean,
    NotText,
    SpreadsheetError,
    TextTooLong,
    UnknownChoice,
)
from domain.intake.choices import parse_boolean, parse_choice
from domain.intake.table import Cell
from domain.intake.text import is_blank, parse_code, parse_text

STATUS = {
    "open": "open",
    "未结": "open",
    "closed": "closed",
    "已结": "closed",
    "Won Deal": "won",
    "1": "open",
}


@pytest.mark.parametrize(
    ("cell", "code"),
    [
        ("00123", "00123"), (" 00123\t", "00123"), ("　张三　", "张三"), ("\u00a0A 1\u200b", "A 1"),
        ('="00123"', "00123"),
        ("'00123", "00123"), ("`2024", "2024"), ("'s-Gravenhage", "'s-Gravenhage"), (123.0, "123"),
        (123, "123"), (1.5, "1.5"),
        (Decimal("7.00"), "7"), ("1E5", "1E5"), ("０１２", "０１２"), (date(2024, 1, 5), "2024-01-05"),
        (True, "TRUE"), ("", None), (None, None),
    ],
)  # fmt: skip
def test_codes_keep_what_a_person_sees(cell: Cell, code: str | None) -> None:
    assert parse_code(cell) == code


@pytest.mark.parametrize("cell", [12345678901234567890.0, 10**15, "1.23457E+19", "9.1E+5"])
def test_a_code_whose_digits_a_spreadsheet_dropped_is_refused(cell: Cell) -> None:
    with pytest.raises(DigitsLost):
        parse_code(cell)


def test_a_code_of_twenty_digits_in_text_is_kept() -> None:
    assert parse_code("24312000000012345678") == "24312000000012345678"


@pytest.mark.parametrize("cell", ["a\x00b", "\x1b[0m", "锟\ufffd", "caf\x82"])
def test_traces_of_a_failed_conversion_are_refused(cell: str) -> None:
    with pytest.raises(NotText) as refused:
        parse_text(cell)
    assert "U+" in str(refused.value)


def test_a_text_must_fit_and_is_quoted_shortened() -> None:
    assert parse_text("x" * 80, longest=80) == "x" * 80
    with pytest.raises(TextTooLong) as refused:
        parse_text("x" * 81, longest=80)
    assert refused.value.facts == {"value": "x" * 60 + "…", "length": 81, "longest": 80}


def test_an_error_of_the_spreadsheet_is_no_text() -> None:
    with pytest.raises(SpreadsheetError):
        parse_text("#N/A")
    assert parse_text("#1 Main Street") == "#1 Main Street"


@pytest.mark.parametrize("cell", [None, "", " \t", "\u3000\u00a0", '=""'])
def test_what_shows_nothing_is_blank(cell: Cell) -> None:
    assert is_blank(cell)
    assert parse_text(cell) is None


@pytest.mark.parametrize("cell", [0, False, 0.0, "0", "-"])
def test_zero_and_no_are_not_blank(cell: Cell) -> None:
    assert not is_blank(cell)


@pytest.mark.parametrize("cell", ["是", "Yes", "y", "TRUE", "1", 1, 1.0, True, "√", "✓", "有", "Ｙ"])
def test_yes_in_every_spelling(cell: Cell) -> None:
    assert parse_boolean(cell) is True


@pytest.mark.parametrize("cell", ["否", "No", "n", "false", "0", 0, 0.0, False, "×", "无"])
def test_no_in_every_spelling(cell: Cell) -> None:
    assert parse_boolean(cell) is False


def test_neither_yes_nor_no_is_refused_and_blank_is_neither() -> None:
    assert parse_boolean("") is None
    for cell in ("maybe", "2", 2, "Paper"):
        with pytest.raises(NotABoolean):
            parse_boolean(cell)


@pytest.mark.parametrize(
    ("cell", "value"),
    [
        ("open", "open"), ("OPEN", "open"), (" 未结 ", "open"), ("已结", "closed"), ("won_deal", "won"),
        ("Won-Deal", "won"), ("won", "won"), (1.0, "open"), ("", None),
    ],
)  # fmt: skip
def test_choices_go_by_value_and_by_label(cell: Cell, value: str | None) -> None:
    assert parse_choice(cell, STATUS) == value


def test_an_unknown_choice_is_refused_with_those_there_are() -> None:
    with pytest.raises(UnknownChoice) as refused:
        parse_choice("作废", STATUS)
    assert refused.value.facts["choices"] == "open, closed, won"


@given(
    cell=st.one_of(st.text(max_size=50), st.floats(), st.integers(), st.booleans(), st.dates(), st.decimals())
)
def test_any_cell_is_a_text_or_a_refusal(cell: Cell) -> None:
    for parse in (parse_text, parse_code, parse_boolean, lambda each: parse_choice(each, STATUS)):
        try:
            parse(cell)
        except BadValue as refused:
            assert refused.facts["value"] is not None  # noqa: PT017


@given(text=st.text(st.characters(codec="utf-8", categories=("L", "N")), min_size=1))
def test_letters_and_digits_are_kept_as_they_are(text: str) -> None:
    assert parse_text(f"  {text}\u3000") == text
