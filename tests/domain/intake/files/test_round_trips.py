"""Whatever table is written, the same is read; whatever bytes come, the answer is a table or a refusal."""

import csv
import io
import time
from contextlib import suppress
from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from domain.intake.files.read import read_table
from domain.intake.files.refusals import FileRefused
from tests.domain.intake.files.test_workbooks import xlsx

ENCODINGS = {"utf-8": "utf-8", "utf-8-sig": "utf-8", "gb18030": "gb18030", "utf-16": "utf-16"}
LETTERS = st.characters(codec="utf-8", exclude_categories=("Cs", "Cc", "Cn", "Co"))
VALUES = st.text(st.one_of(LETTERS, st.sampled_from("\",;|\t\n'客户金额123 ")), max_size=12).map(str.strip)
HEADERS = st.lists(
    st.text(st.sampled_from("abcdefgh编号客户日期金额"), min_size=1, max_size=6),
    min_size=1,
    max_size=6,
    unique=True,
)
BUSINESS = st.sampled_from(
    [
        "上海鑫源贸易有限公司",
        "杭州, 分公司",
        '"引号"公司',
        "北京科技；集团",
        "多行\n地址",
        "a|b",
        "深圳\t电子",
    ]
)


@st.composite
def tables(draw: st.DrawFn) -> tuple[list[str], list[list[str]]]:
    headers = draw(HEADERS)
    row = st.lists(VALUES, min_size=len(headers), max_size=len(headers))
    return headers, draw(st.lists(row, max_size=8))


def written(headers: list[str], rows: list[list[str]], delimiter: str) -> str:
    """The table as the csv module writes it."""
    target = io.StringIO(newline="")
    csv.writer(target, delimiter=delimiter).writerows([headers, *rows])
    return target.getvalue()


def filled(rows: list[list[str]]) -> list[tuple[str, ...]]:
    """The rows that hold anything."""
    return [tuple(row) for row in rows if any(cell.strip() for cell in row)]


@settings(max_examples=100, deadline=None)
@given(table=tables(), delimiter=st.sampled_from(",;\t|"), codec=st.sampled_from(sorted(ENCODINGS)))
def test_any_table_reads_back_in_every_encoding_and_delimiter(
    table: tuple[list[str], list[list[str]]], delimiter: str, codec: str
) -> None:
    headers, rows = table
    data = written(headers, rows, delimiter).encode(codec)
    found = read_table(data, "t.csv", delimiter=delimiter, encoding=ENCODINGS[codec])
    assert list(found.headers) == headers
    assert [row for _, row in found.numbered()] == filled(rows)
    assert not found.defects


@settings(max_examples=60, deadline=None)
@given(
    rows=st.lists(
        st.tuples(st.integers(0, 10**9), BUSINESS, st.decimals(0, 10**6, places=2)), min_size=1, max_size=20
    ),
    delimiter=st.sampled_from(",;\t|"),
    codec=st.sampled_from(sorted(ENCODINGS)),
)
def test_business_tables_read_back_without_being_told_anything(
    rows: list[tuple[int, str, object]], delimiter: str, codec: str
) -> None:
    cells = [[f"{number:010}", customer, str(amount)] for number, customer, amount in rows]
    found = read_table(written(["发票号码", "客户名称", "金额"], cells, delimiter).encode(codec), "t.csv")
    assert (found.encoding, found.delimiter) == (ENCODINGS[codec], delimiter)
    assert [row for _, row in found.numbered()] == [tuple(row) for row in cells]


@settings(max_examples=25, deadline=None)
@given(
    rows=st.lists(
        st.tuples(
            VALUES.filter(lambda text: bool(text) and not text.startswith("=")),
            st.one_of(
                st.integers(-(10**12), 10**12), st.floats(-1e9, 1e9).filter(lambda x: not x.is_integer())
            ),
            st.dates(date(1901, 1, 1), date(2199, 12, 31)),
            st.booleans(),
        ),
        min_size=1,
        max_size=6,
    )
)
def test_workbook_cells_read_back_with_type_and_value(rows: list[tuple[str, float, date, bool]]) -> None:
    found = read_table(xlsx(("Data", [["text", "number", "day", "flag"], *map(list, rows)])), "t.xlsx")
    for (_, got), sent in zip(found.numbered(), rows, strict=True):
        assert (got[0], got[2], got[3]) == (sent[0], sent[2], sent[3])
        assert isinstance(got[1], int | float)
        assert got[1] == pytest.approx(sent[1], rel=1e-15)


@settings(max_examples=200, deadline=None)
@given(
    data=st.binary(max_size=400),
    start=st.sampled_from(
        [b"", b"\xff\xfe", b"\xef\xbb\xbf", b"a,b\n", b'"', b"sep=", "客户,".encode("gbk")]
    ),
)
def test_random_bytes_are_a_table_or_a_refusal(data: bytes, start: bytes) -> None:
    began = time.monotonic()
    try:
        found = read_table(start + data, "x")
        assert all(len(row) >= len(found.headers) for row in found.rows)
    except FileRefused:
        pass
    assert time.monotonic() - began < 2


@settings(max_examples=150, deadline=None)
@given(text=st.text(st.sampled_from("ab1,;|\t\"\n\r '=客"), max_size=200))
def test_random_csv_is_a_table_or_a_refusal(text: str) -> None:
    try:
        found = read_table(text.encode(), "x.csv")
    except FileRefused:
        return
    assert len(set(found.headers)) == len(found.headers) > 0
    assert all(found.headers)


WORKBOOK = xlsx(("Data", [["编号", "金额"], ["1", 5.5], ["2", 6]]))


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    changes=st.lists(
        st.tuples(st.integers(0, len(WORKBOOK) - 1), st.integers(0, 255)), min_size=1, max_size=20
    )
)
def test_a_workbook_with_random_damage_is_a_table_or_a_refusal(changes: list[tuple[int, int]]) -> None:
    data = bytearray(WORKBOOK)
    for place, value in changes:
        data[place] = value
    with suppress(FileRefused):
        assert read_table(bytes(data), "x.xlsx").headers
