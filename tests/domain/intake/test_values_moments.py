"""Cells that say when something happened to the minute."""

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest

from domain.intake.bad_value import NotADate, NotATime
from domain.intake.date_order import DateOrder
from domain.intake.moments import parse_moment
from domain.intake.table import Cell

SHANGHAI = ZoneInfo("Asia/Shanghai")


def read(cell: Cell) -> str:
    found = parse_moment(cell, zone=SHANGHAI)
    assert found is not None
    assert found.tzinfo is UTC
    return f"{found.astimezone(SHANGHAI):%Y-%m-%d %H:%M:%S}"


@pytest.mark.parametrize(
    ("cell", "moment"),
    [
        ("2024-03-05 09:30:15", "2024-03-05 09:30:15"),
        ("2024/3/5 9:30", "2024-03-05 09:30:00"),
        ("2024年3月5日 下午3:20", "2024-03-05 15:20:00"),
        ("2024年3月5日 9时30分", "2024-03-05 09:30:00"),
        ("5-Jan-2024 3:20 pm", "2024-01-05 15:20:00"),
        ("13/1/2024 12:05 am", "2024-01-13 00:05:00"),
        ("2024-03-05T09:30:00.123", "2024-03-05 09:30:00"),
        (45000.5, "2023-03-15 12:00:00"),
        (datetime(2024, 1, 1, 8, 0), "2024-01-01 08:00:00"),  # noqa: DTZ001  as a spreadsheet gives it
    ],
)  # fmt: skip
def test_a_time_is_read_in_the_zone_of_the_organisation(cell: Cell, moment: str) -> None:
    assert read(cell) == moment


@pytest.mark.parametrize(
    "cell", ["2024-03-05T23:30:00Z", "2024-03-06 07:30 +08:00", "2024-03-05 19:30:00-0400"]
)
def test_an_offset_in_the_cell_is_kept(cell: Cell) -> None:
    assert read(cell) == "2024-03-06 07:30:00"


@pytest.mark.parametrize("cell", ["2024-03-05", "20240305", 20240305, date(2024, 3, 5), "5.3.2024"])
def test_a_date_alone_is_the_beginning_of_the_day(cell: Cell) -> None:
    found = parse_moment(cell, DateOrder.DMY, SHANGHAI)
    assert found == datetime(2024, 3, 5, tzinfo=SHANGHAI)


@pytest.mark.parametrize("cell", [None, "", "-", "N/A"])
def test_nothing_is_no_moment(cell: Cell) -> None:
    assert parse_moment(cell) is None


def test_what_no_clock_shows_is_refused() -> None:
    with pytest.raises(NotATime):
        parse_moment("2024-03-05 25:00")
    with pytest.raises(NotADate):
        parse_moment("soon 9:30")
