"""What a person says about the numbers of a file wins over what its columns prove."""

from decimal import Decimal

import pytest

from domain.intake.bad_value import NumberStyleUnclear
from domain.intake.file_rows import read_rows
from domain.intake.number_style import NumberStyle
from domain.intake.registry import FACTS
from domain.intake.request import ImportRequest, figures_of
from domain.intake.table import Table

COLUMNS = {"number": "no", "issued_on": "date", "amount": "amount"}


def a_request(amounts: list[str], header: str = "amount", **said: object) -> ImportRequest:
    table = Table(
        name="a.csv", sha256="", headers=("no", "date", header), first_row_number=2,
        rows=[(str(number), "2026-01-05", amount) for number, amount in enumerate(amounts)],
    )  # fmt: skip
    return ImportRequest(spec=FACTS["invoice"], table=table, columns=COLUMNS | {"amount": header}, **said)  # type: ignore[arg-type]


def amounts_of(request: ImportRequest) -> list[Decimal]:
    return [row.values["amount"] for row in read_rows(request)]


def test_a_column_without_a_unit_can_be_said_to_hold_ten_thousands() -> None:
    assert amounts_of(a_request(["12.5"], units={"amount": Decimal(10000)})) == [Decimal(125000)]


def test_the_unit_said_wins_over_that_of_the_header() -> None:
    assert amounts_of(a_request(["12.5"], "amount (万元)")) == [Decimal(125000)]
    assert amounts_of(a_request(["12.5"], "amount (万元)", units={"amount": Decimal(1)})) == [Decimal("12.5")]


def test_a_value_for_all_rows_is_what_it_says_whatever_the_unit_of_the_column() -> None:
    request = a_request(["1"], fixed={"amount": "7"}, units={"amount": Decimal(10000)})
    assert amounts_of(request) == [Decimal(7)]


def test_commas_that_prove_nothing_are_asked_and_then_read_as_said() -> None:
    with pytest.raises(NumberStyleUnclear):
        amounts_of(a_request(["1,234"]))
    assert amounts_of(a_request(["1,234"], number_style=NumberStyle.POINT)) == [Decimal(1234)]
    assert amounts_of(a_request(["1,234"], number_style=NumberStyle.COMMA)) == [Decimal("1.234")]


def test_what_was_said_about_numbers_survives_being_kept() -> None:
    request = a_request(["1"], units={"amount": Decimal(10000)}, number_style=NumberStyle.COMMA)
    assert figures_of(request.figures) == {
        "units": {"amount": Decimal(10000)},
        "number_style": NumberStyle.COMMA,
    }
    assert figures_of({}) == {"units": {}, "number_style": None}
