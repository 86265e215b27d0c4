"""Text files: delimiters, quotes, titles above the table, ragged rows, row numbers."""

import hashlib
import time

import pytest

from domain.intake.files.limits import Limits
from domain.intake.files.read import read_table
from domain.intake.files.refusals import (
    CellTooLong,
    DelimiterUnclear,
    EmptyFile,
    FileTooLarge,
    NoHeaders,
    NotATable,
    TooManyBrokenQuotes,
    TooManyRows,
    UnknownDelimiter,
)
from domain.intake.table import BrokenQuotes, RowTooLong, Table


def table(text: str, **how: str) -> Table:
    """The table in a UTF-8 text."""
    return read_table(text.encode(), "test.csv", **how)  # type: ignore[arg-type]


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_the_usual_delimiters_are_recognised(delimiter: str) -> None:
    rows = [["编号", "客户", "金额"], ["001", "甲公司", "12.50"], ["002", "乙公司", "8"]]
    found = table("\n".join(delimiter.join(row) for row in rows))
    assert found.delimiter == delimiter
    assert found.headers == ("编号", "客户", "金额")
    assert list(found.rows) == [("001", "甲公司", "12.50"), ("002", "乙公司", "8")]


def test_decimal_commas_do_not_hide_the_semicolon() -> None:
    assert table("Datum;Betrag\n01.02.2024;1,50\n02.02.2024;2,75\n").delimiter == ";"


def test_commas_in_names_do_not_hide_the_tab() -> None:
    found = table("name\tamount\nDoe, John\t5\nRoe, Jane\t6\n")
    assert (found.delimiter, found.rows[0]) == ("\t", ("Doe, John", "5"))


def test_decimal_commas_in_every_row_and_a_comma_in_the_header_do_not_win() -> None:
    found = table("net, EUR;gross, EUR\n1,5;2,5\n3,5;4,5\n")
    assert found.headers == ("net, EUR", "gross, EUR")


def test_two_delimiters_that_divide_equally_well_are_asked() -> None:
    text = "a;b,c\nx;y,z\nu;v,w\n"
    with pytest.raises(DelimiterUnclear):
        table(text)
    assert table(text, delimiter=";").headers == ("a", "b,c")


def test_a_stated_separator_is_believed_and_is_no_row() -> None:
    found = table("sep=|\na|b\n1|2\n")
    assert (found.headers, found.first_row_number) == (("a", "b"), 2)


@pytest.mark.parametrize(
    ("name", "sign"), [("tab", "\t"), ("Semicolon", ";"), ("pipe", "|"), ("comma", ","), ("\\t", "\t")]
)
def test_delimiters_can_be_named(name: str, sign: str) -> None:
    assert table(f"a{sign}b\n1{sign}2\n", delimiter=name).delimiter == sign


@pytest.mark.parametrize("sign", ["", "ab", '"', "x", "\n", "7"])
def test_what_cannot_delimit_is_refused(sign: str) -> None:
    with pytest.raises(UnknownDelimiter):
        table("a,b\n1,2\n", delimiter=sign)


def test_a_single_column_is_a_table() -> None:
    found = table("发票号码\n001\n002\n")
    assert (found.headers, list(found.rows)) == (("发票号码",), [("001",), ("002",)])


def test_quoted_values_keep_delimiters_quotes_and_line_breaks() -> None:
    found = table('number,note\n1,"a, ""b""\nc"\n2,d\n')
    assert list(found.rows) == [("1", 'a, "b"\nc'), ("2", "d")]


def test_a_space_after_the_delimiter_does_not_break_quotes() -> None:
    assert table('a, b\n"1", "x, y"\n').rows[0] == ("1", "x, y")


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_all_line_ends_are_understood(end: str) -> None:
    assert list(table(end.join(["a,b", "1,2", "3,4", ""])).rows) == [("1", "2"), ("3", "4")]


def test_unusual_separators_inside_a_value_end_no_line() -> None:
    assert list(table("a,b\n1,x\u2028y\x0bz\n").rows) == [("1", "x\u2028y\x0bz")]


def test_titles_and_blank_rows_above_the_header_are_passed_over() -> None:
    found = table("应收账款明细表,,\n单位：示例公司,,日期：2024-01-31\n\n编号,客户,金额\n1,甲,5\n2,乙,6\n")
    assert found.headers == ("编号", "客户", "金额")
    assert list(found.numbered()) == [(5, ("1", "甲", "5")), (6, ("2", "乙", "6"))]


def test_more_title_rows_than_data_rows_do_not_mislead() -> None:
    found = table("报表\n\n公司\n制表人 张三\n日期 2024-01-31\n编号,客户,金额,备注\n1,甲,5,x\n")
    assert (found.headers, found.first_row_number) == (("编号", "客户", "金额", "备注"), 7)


def test_a_line_of_remarks_above_a_sparsely_filled_table_is_no_header() -> None:
    found = table("制表人,张三,,,,,,\n编号,客户,a,b,c,d,e,f\n1,甲,,,,,,\n2,乙,,,,,,x\n")
    assert found.headers == ("编号", "客户", "a", "b", "c", "d", "e", "f")


def test_a_file_without_headers_is_refused_rather_than_losing_its_first_row() -> None:
    with pytest.raises(NoHeaders) as refused:
        table("10248,2024-01-05,14.00\n10249,2024-01-06,9.80\n")
    assert refused.value.facts["row"] == 1


def test_headers_are_trimmed_named_and_made_unique() -> None:
    found = table(" number ,name,,name,客户\u3000\n1,2,3,4,5\n")
    assert found.headers == ("number", "name", "column 3", "name (column 4)", "客户")


def test_empty_rows_and_columns_at_the_end_are_dropped() -> None:
    found = table("a,b,,\n1,2,,\n,,,\n3,4,,\n,,,\n,,,\n")
    assert (found.headers, len(found.rows)) == (("a", "b"), 3)


def test_an_empty_row_in_between_does_not_shift_the_row_numbers() -> None:
    found = table("a,b\n1,2\n\n3,4\n")
    assert [number for number, _ in found.numbered()] == [2, 4]


def test_a_row_of_several_lines_counts_once_as_in_a_spreadsheet() -> None:
    found = table('a,b\n1,"x\ny\nz"\n2,w\n')
    assert [number for number, _ in found.numbered()] == [2, 3]


def test_short_rows_are_filled_up() -> None:
    assert table("a,b,c\n1\n2,3,4\n").rows[0] == ("1", "", "")


def test_a_row_too_long_is_a_defect_and_keeps_all_its_values() -> None:
    found = table("number,customer,amount\n1,Acme, Inc.,5\n2,Acme,6\n3,Beta,7,,\n")
    defect = found.defects[2]
    assert isinstance(defect, RowTooLong)
    assert defect.facts == {"found": 4, "expected": 3}
    assert dict(found.numbered())[2] == ("1", "Acme", "Inc.", "5")
    assert found.rows[2] == ("3", "Beta", "7")
    assert list(found.column("amount")) == ["6", "7"]


def test_a_broken_quote_spoils_its_own_row_only() -> None:
    found = table('number,note\n1,"abc"d\n2,"fine"\n3,"never closed\n4,x\n5,y\n')
    assert sorted(found.defects) == [2, 4]
    assert all(isinstance(defect, BrokenQuotes) for defect in found.defects.values())
    assert [row for number, row in found.numbered() if number not in found.defects] == [
        ("2", "fine"),
        ("4", "x"),
        ("5", "y"),
    ]


def test_quotes_that_follow_no_rule_refuse_the_file_quickly() -> None:
    began = time.monotonic()
    with pytest.raises(TooManyBrokenQuotes):
        table("a,b\n" + '"x"y,"z\n' * 50_000)
    assert time.monotonic() - began < 5


def test_the_end_mark_of_old_systems_is_no_row() -> None:
    assert list(table("a,b\n1,2\n\x1a").rows) == [("1", "2")]


def test_the_fingerprint_is_that_of_the_bytes() -> None:
    assert table("a,b\n1,2\n").sha256 == hashlib.sha256(b"a,b\n1,2\n").hexdigest()


@pytest.mark.parametrize("data", [b"", b"\n\n", b" \r\n", b",,,\n,,\n", b"\xef\xbb\xbf"])
def test_nothing_is_said_to_be_nothing(data: bytes) -> None:
    with pytest.raises(EmptyFile):
        read_table(data, "empty.csv")


def test_too_many_bytes_are_refused_before_reading() -> None:
    with pytest.raises(FileTooLarge):
        read_table(b"a" * 2_000_000, "big.csv", limits=Limits(file_bytes=1_048_576))


def test_too_many_rows_or_columns_are_refused() -> None:
    with pytest.raises(TooManyRows):
        read_table(b"a,b\n" + b"1,2\n" * 20, "long.csv", limits=Limits(rows=10))
    with pytest.raises(TooManyRows):
        read_table(b",".join([b"a"] * 30) + b"\n", "wide.csv", limits=Limits(columns=20))


def test_a_value_longer_than_excel_allows_is_refused_with_its_row() -> None:
    with pytest.raises(CellTooLong) as refused:
        table("a,b\n1,2\n1," + "x" * 40_000 + "\n")
    assert refused.value.facts["row"] == 3


@pytest.mark.parametrize(
    ("data", "what"),
    [
        (b"%PDF-1.7\n1 0 obj", "a PDF document"),
        (b"\x89PNG\r\n\x1a\n", "a picture"),
        (b"<html><table><tr><td>1</td></tr></table></html>", "a web page"),
        ('\ufeff<?xml version="1.0"?><Workbook/>'.encode(), "an XML file"),
        (b'[{"number": 1}]', "a JSON file"),
        (b"\x1f\x8b\x08\x00abc", "an archive"),
    ],
)
def test_other_kinds_of_files_are_named(data: bytes, what: str) -> None:
    with pytest.raises(NotATable) as refused:
        read_table(data, "report.xls")
    assert refused.value.facts["what"] == what
