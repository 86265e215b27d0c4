"""Whole columns: what their header and cells prove together, and what has to be asked."""

from datetime import date
from decimal import Decimal

import pytest

from domain.core.fact_spec import FieldKind
from domain.intake.bad_value import (
    DateOrderUnclear,
    NotADate,
    NumberStyleUnclear,
    PercentNotAllowed,
    PercentUnclear,
)
from domain.intake.date_order import DateOrder
from domain.intake.number_style import NumberStyle
from domain.intake.reading import Reading, reading_of
from domain.intake.table import Cell


def values(kind: FieldKind, header: str, cells: list[Cell], **given: object) -> list[object]:
    """The values of a column."""
    reading = reading_of(kind, header, cells, **given)  # type: ignore[arg-type]
    return [reading.value(cell) for cell in cells]


def test_a_column_of_american_dates_is_read_by_what_it_proves() -> None:
    cells: list[Cell] = ["1/2/2013", "1/15/2013", "", "3/3/2013"]
    assert values(FieldKind.DATE, "InvoiceDate", cells) == [
        date(2013, 1, 2),
        date(2013, 1, 15),
        None,
        date(2013, 3, 3),
    ]


def test_dates_that_prove_nothing_are_asked_with_an_example() -> None:
    with pytest.raises(DateOrderUnclear) as refused:
        reading_of(FieldKind.DATE, "Due", ["5/5/2024", "1/2/2024"])
    assert refused.value.facts == {"header": "Due", "value": "1/2/2024"}
    assert values(FieldKind.DATE, "Due", ["1/2/2024"], order=DateOrder.DMY) == [date(2024, 2, 1)]


def test_a_bad_date_spoils_its_own_cell_only() -> None:
    reading = reading_of(FieldKind.DATE, "Due", ["2024-01-05", "unknown", "13/1/2024"])
    assert reading.value("13/1/2024") == date(2024, 1, 13)
    with pytest.raises(NotADate):
        reading.value("unknown")


def test_amounts_in_ten_thousands_are_scaled_by_their_header() -> None:
    assert values(FieldKind.MONEY, "金额(万元)", ["1,234.5", 2.5, "3万", None]) == [
        12_345_000,
        25_000,
        30_000,
        None,
    ]


def test_amounts_whose_comma_proves_nothing_are_asked_with_both_readings() -> None:
    with pytest.raises(NumberStyleUnclear) as refused:
        reading_of(FieldKind.MONEY, "Amount", ["12", "1,234"])
    assert refused.value.facts == {"header": "Amount", "value": "1,234", "large": "1234", "small": "1.234"}
    assert values(FieldKind.MONEY, "Amount", ["1,234"], style=NumberStyle.POINT) == [1234]
    assert values(FieldKind.MONEY, "Amount", ["1,234"], style=NumberStyle.COMMA) == [Decimal("1.234")]


def test_ratios_may_be_percentages_and_quantities_may_not() -> None:
    assert values(FieldKind.RATIO, "折扣", ["15%", "0.05"]) == [Decimal("0.15"), Decimal("0.05")]
    assert values(FieldKind.RATIO, "Discount (%)", ["15", "7.5%"]) == [Decimal("0.15"), Decimal("0.075")]
    with pytest.raises(PercentNotAllowed):
        reading_of(FieldKind.QUANTITY, "Quantity", ["5%"]).value("5%")


def test_fractions_under_a_percent_header_are_asked() -> None:
    with pytest.raises(PercentUnclear):
        reading_of(FieldKind.RATIO, "折扣(%)", [0.15, 0.05, 0])
    assert values(FieldKind.RATIO, "折扣(%)", [0.15], unit=Decimal(1)) == [Decimal("0.15")]
    assert values(FieldKind.RATIO, "折扣(%)", [15, 0.5]) == [Decimal("0.15"), Decimal("0.005")]


@pytest.mark.parametrize(
    ("kind", "cell", "value"),
    [
        (FieldKind.CODE, " 007 ", "007"), (FieldKind.CUSTOMER, 379.0, "379"), (FieldKind.TEXT, "甲", "甲"),
        (FieldKind.PERSON, "王伟", "王伟"), (FieldKind.BOOLEAN, "是", True),
        (FieldKind.CHOICE, "已结", "closed"),
        (FieldKind.QUANTITY, "1,200.5", Decimal("1200.5")), (FieldKind.ORDER, "10248", "10248"),
    ],
)  # fmt: skip
def test_every_kind_of_field_has_its_way_of_reading(kind: FieldKind, cell: Cell, value: object) -> None:
    assert Reading(kind=kind, choices={"已结": "closed"}).value(cell) == value


@pytest.mark.parametrize("kind", FieldKind)
def test_blank_cells_have_no_value_in_any_kind_of_field(kind: FieldKind) -> None:
    reading = reading_of(kind, "header", ["", None])
    assert (reading.value(""), reading.value(None)) == (None, None)
