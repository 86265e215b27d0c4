"""Workbooks: typed cells, sheets, and files that would harm their reader."""

import io
import zipfile
from datetime import UTC, date, datetime
from typing import Any

import pytest
import xlsxwriter

from domain.intake.files.limits import Limits
from domain.intake.files.read import read_table
from domain.intake.files.refusals import (
    CellTooLong,
    DamagedFile,
    NoSuchSheet,
    NotATable,
    PackedTooTightly,
    ProtectedWorkbook,
    TooManyRows,
    WorkbookTooHeavy,
)
from tests.domain.intake.files.xls_bytes import archive, compound, ods, xls

HEAD = b'<?xml version="1.0"?><worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>'


def xlsx(
    *sheets: tuple[str, list[list[Any]]], first_row: int = 0, first_column: int = 0, **options: Any
) -> bytes:
    """A workbook; dates as Excel keeps them."""
    target = io.BytesIO()
    book = xlsxwriter.Workbook(target, {"in_memory": True, "default_date_format": "yyyy-mm-dd"} | options)
    for name, rows in sheets:
        page = book.add_worksheet(name)
        for number, row in enumerate(rows, first_row):
            for place, cell in enumerate(row, first_column):
                if isinstance(cell, str) and not cell.startswith("="):
                    page.write_string(number, place, cell)
                else:
                    page.write(number, place, cell)
    book.close()
    return target.getvalue()


def local(*parts: int) -> datetime:
    """A time of day as spreadsheets know it: without a zone."""
    return datetime(*parts, tzinfo=UTC).replace(tzinfo=None)  # type: ignore[arg-type,misc]


def with_sheet(content: bytes) -> bytes:
    """A workbook whose sheet is the given XML."""
    with zipfile.ZipFile(io.BytesIO(xlsx(("Data", [["a"]])))) as source:
        members = {name: source.read(name) for name in source.namelist()}
    return archive(members | {"xl/worksheets/sheet1.xml": content})


def test_cells_keep_their_types() -> None:
    rows: list[list[Any]] = [
        ["编码", "金额", "比例", "日期", "时刻", "有效", "备注"],
        ["00123", 1234.5, 0.1, date(2024, 1, 5), local(2024, 1, 5, 13, 30), True, None],
        ["00124", 12, -0.25, date(1999, 12, 31), local(2024, 1, 6, 0, 1), False, "文字"],
    ]
    found = read_table(xlsx(("数据", rows)), "a.xlsx")
    assert found.headers == tuple(rows[0])
    assert list(found.rows) == [tuple(rows[1]), tuple(rows[2])]
    assert [type(cell) for cell in found.rows[1]] == [str, int, float, date, datetime, bool, str]


def test_the_1904_calendar_is_respected() -> None:
    found = read_table(xlsx(("Data", [["day"], [date(2024, 1, 5)]]), date_1904=True), "a.xlsx")
    assert found.rows[0] == (date(2024, 1, 5),)


def test_row_numbers_are_those_of_the_sheet_however_deep_the_table_lies() -> None:
    rows: list[list[Any]] = [["应收明细"], ["编号", "金额"], ["1", 5], ["2", 6]]
    found = read_table(xlsx(("Data", rows), first_row=3, first_column=2), "a.xlsx")
    assert found.headers == ("编号", "金额")
    assert list(found.numbered()) == [(6, ("1", 5)), (7, ("2", 6))]


def test_the_first_sheet_that_holds_anything_is_read_and_all_are_named() -> None:
    data = xlsx(("封面", []), ("一月", [["a", "b"], [1, 2]]), ("二月", [["a", "b"], [3, 4]]))
    found = read_table(data, "a.xlsx")
    assert (found.sheet, found.sheets, found.rows[0]) == ("一月", ("封面", "一月", "二月"), (1, 2))
    assert read_table(data, "a.xlsx", sheet="二月").rows[0] == (3, 4)


def test_a_missing_sheet_is_refused_with_the_names_there_are() -> None:
    with pytest.raises(NoSuchSheet) as refused:
        read_table(xlsx(("一月", [["a"], [1]])), "a.xlsx", sheet="三月")
    assert refused.value.facts == {"sheet": "三月", "sheets": "一月"}


def test_an_error_in_a_cell_is_not_taken_for_an_empty_cell() -> None:
    target = io.BytesIO()
    book = xlsxwriter.Workbook(target)
    page = book.add_worksheet("Data")
    page.write_row(0, 0, ["number", "amount", "note"])
    page.write_row(1, 0, ["1", 5, "x"])
    page.write_formula(2, 1, "=NA()", None, "#N/A")
    page.write_string(2, 0, "2")
    book.close()
    assert list(read_table(target.getvalue(), "a.xlsx").rows) == [("1", 5, "x"), ("2", "#N/A", None)]


def test_xls_files_are_read() -> None:
    found = read_table(xls([["编号", "amount"], ["007", 1.5], ["008", 20.0]]), "old.xls")
    assert (found.sheets, found.headers) == (("Data",), ("编号", "amount"))
    assert list(found.rows) == [("007", 1.5), ("008", 20)]


def test_ods_files_are_read() -> None:
    def text(value: str) -> str:
        return f'<table:table-cell office:value-type="string"><text:p>{value}</text:p></table:table-cell>'

    day = '<table:table-cell office:value-type="date" office:date-value="2024-01-05"/>'
    amount = '<table:table-cell office:value-type="float" office:value="12.5"/>'
    found = read_table(ods([[text("编号"), text("日期"), text("金额")], [text("007"), day, amount]]), "a.ods")
    assert (found.sheet, list(found.rows)) == ("数据", [("007", date(2024, 1, 5), 12.5)])


def test_the_content_decides_what_a_file_is_not_its_name() -> None:
    assert read_table(b"a\tb\n1\t2\n", "export.xls").rows[0] == ("1", "2")
    assert read_table(xlsx(("Data", [["a"], [1]])), "export.csv").rows[0] == (1,)


def test_one_cell_in_the_last_corner_does_not_take_the_portal_down() -> None:
    far = b'<row r="1"><c r="A1"><v>1</v></c></row><row r="1048576"><c r="XFD1048576"><v>1</v></c></row>'
    with pytest.raises(WorkbookTooHeavy):
        read_table(with_sheet(HEAD + far + b"</sheetData></worksheet>"), "far.xlsx")


def test_a_small_text_repeated_without_end_is_refused() -> None:
    cell = b'<c t="inlineStr"><is><t>' + b"x" * 30_000 + b"</t></is></c>"
    data = with_sheet(HEAD + b"<row>" + cell * 1_000 + b"</row></sheetData></worksheet>")
    with pytest.raises(PackedTooTightly):
        read_table(data, "bomb.xlsx")


def test_an_archive_that_unpacks_to_too_much_is_refused_by_its_directory() -> None:
    data = archive({"xl/workbook.xml": b"<x/>", "xl/media/picture": b"0" * 5_000_000}, zipfile.ZIP_STORED)
    with pytest.raises(PackedTooTightly):
        read_table(data, "a.xlsx", limits=Limits(unpacked_bytes=4_000_000))


def test_an_archive_of_too_many_parts_is_refused() -> None:
    data = archive({f"xl/{number}.xml": b"" for number in range(50)})
    with pytest.raises(PackedTooTightly):
        read_table(data, "a.xlsx", limits=Limits(members=40))


def test_a_directory_that_lies_about_sizes_gets_no_further() -> None:
    cell = b'<row r="1"><c r="A1" t="inlineStr"><is><t>' + b"x" * 60_000_000 + b"</t></is></c></row>"
    page = HEAD + cell + b"</sheetData></worksheet>"
    honest = with_sheet(page)
    lying = honest.replace(len(page).to_bytes(4, "little"), (1000).to_bytes(4, "little"))
    assert lying != honest
    with pytest.raises((DamagedFile, WorkbookTooHeavy, CellTooLong)):
        read_table(lying, "liar.xlsx", limits=Limits(memory_bytes=400 * 1024 * 1024))


def test_entities_in_the_xml_are_refused() -> None:
    head = HEAD.replace(
        b'<?xml version="1.0"?>',
        b'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]>',
    )
    with pytest.raises(DamagedFile):
        read_table(
            with_sheet(
                head
                + b'<row r="1"><c r="A1" t="inlineStr"><is><t>&x;</t></is></c></row></sheetData></worksheet>'
            ),
            "xxe.xlsx",
        )


def test_a_reader_that_takes_too_long_is_ended() -> None:
    with pytest.raises(WorkbookTooHeavy):
        read_table(xlsx(("Data", [["a"], [1]])), "slow.xlsx", limits=Limits(seconds=0.0))


def test_too_many_rows_are_refused() -> None:
    with pytest.raises(TooManyRows):
        read_table(xlsx(("Data", [["a"], *([n] for n in range(30))])), "long.xlsx", limits=Limits(rows=20))


def test_a_cell_longer_than_excel_allows_is_refused_with_its_row() -> None:
    rows = b'<row r="1"><c r="A1" t="inlineStr"><is><t>a</t></is></c></row>'
    rows += (
        b'<row r="2"><c r="A2" t="inlineStr"><is><t>' + bytes(range(97, 122)) * 2000 + b"</t></is></c></row>"
    )
    with pytest.raises(CellTooLong) as refused:
        read_table(with_sheet(HEAD + rows + b"</sheetData></worksheet>"), "long.xlsx")
    assert refused.value.facts["row"] == 2


def test_a_protected_workbook_asks_for_an_open_one() -> None:
    with pytest.raises(ProtectedWorkbook):
        read_table(compound("EncryptedPackage".encode("utf-16-le")), "secret.xlsx")


@pytest.mark.parametrize(
    "data",
    [
        b"PK\x03\x04 and nothing else",
        xlsx(("Data", [["a"], [1]]))[:-300],
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 3000,
    ],
)
def test_a_damaged_container_is_said_to_be_damaged(data: bytes) -> None:
    with pytest.raises(DamagedFile):
        read_table(data, "broken.xlsx")


def test_an_archive_that_is_no_workbook_is_named() -> None:
    with pytest.raises(NotATable):
        read_table(archive({"readme.txt": b"hello"}), "files.zip")
