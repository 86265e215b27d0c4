"""Dates in files: proven by the cell or its column, asked where nothing proves them."""

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from domain.core.errors import DomainError
from domain.intake.bad_value import (
    BadValue,
    DateFormatMismatch,
    DateOrderNeeded,
    DateOrdersContradict,
    ImpossibleDate,
    NotADate,
    UnknownDateFormat,
)
from domain.intake.date_order import DateFormat, DateOrder, date_format, date_order
from domain.intake.dates import parse_date
from domain.intake.table import Cell

YMD, DMY, MDY, AMBIGUOUS = DateOrder.YMD, DateOrder.DMY, DateOrder.MDY, DateOrder.AMBIGUOUS
FIFTH = date(2024, 1, 5)
SHANGHAI = ZoneInfo("Asia/Shanghai")
DAYS = st.dates(date(1970, 1, 1), date(2069, 12, 31))


@pytest.mark.parametrize(
    "cell",
    [
        "2024-01-05", "2024/1/5", "2024.1.5", "2024年1月5日", "2024 年 1 月 5 号", "２０２４／１／５",
        "20240105", "05-Jan-2024",
        "5 January 2024", "5-Jan-24", "Jan 5, 2024", "January 5th 2024", " 2024-01-05 ", "2024-01-05 13:45",
        "2024/1/5 0:00:00",
        "2024-01-05T23:30:00Z", "2024-01-05 11:30 PM", "2024年1月5日 下午 3:00", "2024-01-05 8时30分",
        "20240105120000",
        '="2024-01-05"', FIFTH, datetime(2024, 1, 5, 23, 59, tzinfo=UTC), 45296, 45296.75, 20240105,
        20240105.0,
    ],
)  # fmt: skip
def test_a_date_that_can_mean_one_day_only_needs_no_order(cell: Cell) -> None:
    assert parse_date(cell) == FIFTH


@pytest.mark.parametrize("cell", [None, "", " ", "-", "N/A", "null", "0000-00-00", "0000-00-00 00:00:00"])
def test_placeholders_are_no_date(cell: str | None) -> None:
    assert parse_date(cell) is None


@pytest.mark.parametrize(
    "cell",
    [
        "abc", "2024", "2024-1", "45296", 2024, 5, -1, float("inf"), True, "2024-01/05", "5 Ma 2024", "1.5",
        "2024-01-05x", "1" * 500,
    ],
)  # fmt: skip
def test_what_is_no_date_is_refused(cell: Cell) -> None:
    with pytest.raises(NotADate):
        parse_date(cell)


@pytest.mark.parametrize(
    "cell",
    ["2024-02-30", "2023-02-29", "20241305", 20241305, "31/11/2024", "13/13/2024", "1899-12-31", "5/1/0224"],
)
def test_days_that_are_not_in_the_calendar_are_refused(cell: Cell) -> None:
    with pytest.raises(ImpossibleDate):
        parse_date(cell, DMY)


def test_the_order_decides_about_slashes() -> None:
    assert parse_date("5/1/2024", DMY) == FIFTH
    assert parse_date("1/5/2024 14:00", MDY) == FIFTH
    assert parse_date("24/1/5", YMD) == FIFTH
    with pytest.raises(ImpossibleDate):
        parse_date("13/1/2024", MDY)


def test_without_an_order_only_what_every_order_agrees_on_is_read() -> None:
    assert parse_date("5/5/2024") == date(2024, 5, 5)
    assert parse_date("13/1/2024") == date(2024, 1, 13)
    with pytest.raises(DateOrderNeeded):
        parse_date("5/1/2024")


def test_two_digit_years_turn_at_seventy() -> None:
    assert parse_date("5-Jan-69") == date(2069, 1, 5)
    assert parse_date("5-Jan-70") == date(1970, 1, 5)
    assert parse_date("5.1.69", DateFormat("%d.%m.%y")) == date(2069, 1, 5)
    assert parse_date("5.1.70", DateFormat("%d.%m.%y")) == date(1970, 1, 5)


def test_a_time_with_an_offset_belongs_to_the_day_it_was_at_home() -> None:
    assert parse_date("2024-01-05T17:30:00Z", zone=SHANGHAI) == date(2024, 1, 6)
    assert parse_date("2024-01-06T01:30:00+08:00", zone=UTC) == FIFTH
    assert parse_date("2024-01-05 05:30 PM +0000", zone=SHANGHAI) == date(2024, 1, 6)
    assert parse_date("2024-01-05T23:30:00", zone=SHANGHAI) == FIFTH


@pytest.mark.parametrize(
    ("cells", "order"),
    [
        (["10/20/2016", "3/1/2017"], MDY), (["20/10/2016", "3/1/2017"], DMY),
        (["1/2/2017", "3/4/2017"], AMBIGUOUS),
        (["1/1/2017", "2/2/2018"], DMY), (["2024-01-05"], YMD), (["05-Jan-2024", "2024年1月5日"], YMD),
        ([], YMD),
        ([FIFTH, 45296, None], YMD), (["2024-01-05", "5/13/2024 10:00"], MDY), (["1/2/24"], AMBIGUOUS),
        (["31/1/24"], AMBIGUOUS),
        (["31/1/99"], DMY), (["x", "13/13/2024", "1/20/2024"], MDY),
        (["24/1/5"], YMD),
        (["１３/１/２０２４"], DMY),
    ],
)  # fmt: skip
def test_the_column_proves_its_order(cells: list[Cell], order: DateOrder) -> None:
    assert date_order(cells) == order


def test_a_column_that_proves_both_orders_is_asked_with_two_examples() -> None:
    with pytest.raises(DateOrdersContradict):
        date_order(["31/1/24", "5/30/24"])
    with pytest.raises(DateOrdersContradict) as refused:
        date_order(["1/2/2024", "13/1/2024", "1/13/2024"], "InvoiceDate")
    facts = refused.value.facts
    assert {facts["first"], facts["second"]} == {"13/1/2024", "1/13/2024"}


@pytest.mark.parametrize(
    ("name", "form"),
    [
        ("dmy", DMY), ("MDY", MDY), ("ymd", YMD), ("d/m/y", DMY), ("DD.MM.YYYY", DMY), ("mm-dd-yyyy", MDY),
        ("yyyy年mm月dd日", YMD),
        ("YYYYMMDD", YMD), ("iso", YMD), ("日/月/年", DMY), ("%d.%m.%Y", DateFormat("%d.%m.%Y")),
        ("%b %d, %Y", DateFormat("%b %d, %Y")),
        ("%d/%m/%y %H:%M", DateFormat("%d/%m/%y %H:%M")),
    ],
)  # fmt: skip
def test_date_formats_go_by_friendly_names_and_patterns(name: str, form: DateOrder | DateFormat) -> None:
    assert date_format(name) == form


@pytest.mark.parametrize("name", ["", "abc", "dm", "ydm", "%d.%m", "%", "%Q", "%Y-%m", "%-d/%m/%Y"])
def test_a_format_without_day_month_and_year_is_refused(name: str) -> None:
    with pytest.raises(UnknownDateFormat):
        date_format(name)


def test_under_a_pattern_text_must_follow_it_and_typed_dates_need_not() -> None:
    form = date_format("%d.%m.%Y")
    assert parse_date("05.01.2024", form) == parse_date(FIFTH, form) == parse_date(45296, form) == FIFTH
    with pytest.raises(DateFormatMismatch):
        parse_date("2024-01-05", form)


PATTERNS = {
    YMD: [
        "%Y-%m-%d", "%Y/%m/%d", "%Y.%m.%d", "%Y%m%d", "%Y年%m月%d日", "%d-%b-%Y", "%d %B %Y", "%b %d, %Y",
        "%Y-%m-%d %H:%M:%S",
    ],
    DMY: ["%d/%m/%Y", "%d.%m.%Y", "%d-%m-%y", "%d/%m/%Y %H:%M"],
    MDY: ["%m/%d/%Y", "%m-%d-%Y", "%m/%d/%y"],
}  # fmt: skip


@settings(max_examples=300)
@given(
    day=DAYS, choice=st.sampled_from([(order, form) for order, forms in PATTERNS.items() for form in forms])
)
def test_any_date_in_any_supported_form_reads_back(day: date, choice: tuple[DateOrder, str]) -> None:
    order, form = choice
    text = datetime(day.year, day.month, day.day, 13, 5, tzinfo=UTC).strftime(form)
    assert parse_date(text, order) == day
    assert parse_date(text, date_format(form)) == day


@given(days=st.lists(DAYS, min_size=1, max_size=20), form=st.sampled_from(["%d/%m/%Y", "%m/%d/%Y"]))
def test_a_proven_order_is_the_right_one_for_every_row(days: list[date], form: str) -> None:
    cells = [day.strftime(form) for day in days]
    order = date_order(cells)
    if order is not AMBIGUOUS:
        assert [parse_date(cell, order) for cell in cells] == days
    else:
        assert all(day.day <= 12 for day in days)


@given(day=st.dates(date(1930, 1, 1), date(2199, 12, 31)))
def test_day_numbers_of_a_spreadsheet_count_from_1900(day: date) -> None:
    assert parse_date((day - date(1899, 12, 30)).days) == day


@settings(max_examples=300)
@given(
    cell=st.one_of(
        st.text(max_size=70),
        st.text(st.sampled_from("0123456789/-.: TZ年月日"), max_size=25),
        st.floats(),
        st.integers(),
    ),
    order=st.sampled_from(DateOrder),
)
def test_any_cell_is_a_date_or_a_refusal(cell: Cell, order: DateOrder) -> None:
    try:
        day = parse_date(cell, order, SHANGHAI)
    except BadValue:
        return
    assert day is None or 1899 < day.year < 2201


@given(cells=st.lists(st.text(st.sampled_from("0123456789/-. "), max_size=10), max_size=10))
def test_any_column_has_an_order_or_a_refusal(cells: list[str]) -> None:
    try:
        order = date_order(cells)
    except DomainError as refused:
        text = str(refused)
        assert text.startswith("Column")
        return
    assert order in DateOrder
