"""The file of a list: what this person may see, nothing a spreadsheet would execute, and a journal line."""

import csv
import io
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from typing import Any
from zipfile import ZipFile

import pytest
from python_calamine import CalamineWorkbook
from sqlalchemy import select
from sqlalchemy.orm import Session

from db.unit_of_work import reading, unit_of_work
from domain.core.errors import NotPermitted
from domain.core.journal import JournalEntry
from domain.core.permission import Grant, Permission
from pages.business import customers, invoices
from tests import factories as make
from ui import export
from ui.equip import restricted
from ui.export import TooManyRows
from ui.lists.files import Format
from ui.question import Wanted
from ui.screen import Screen

READ = Permission.FACTS_READ


ALL = Wanted()


@pytest.fixture
def session(database: str) -> Iterator[Session]:
    with unit_of_work(make.an_actor(READ)) as session:
        yield session


def rows(session: Session, screen: Screen, wanted: Wanted = ALL) -> list[list[str]]:
    content = export.export(session, make.an_actor(READ), screen, wanted, screen.columns[:2])
    assert content.startswith(b"\xef\xbb\xbf")
    return list(csv.reader(io.StringIO(content.decode("utf-8-sig"))))


def test_the_file_has_headings_and_every_row_of_every_page(session: Session) -> None:
    for at in range(25):
        make.a_customer(session, number=f"C-{at:02}", name="恒达")
    heading, *found = rows(session, customers.SCREEN)
    assert heading == ["客户编号", "客户名称"]
    assert [row[0] for row in found] == [f"C-{at:02}" for at in range(25)]


def test_a_filtered_list_gives_a_filtered_file(session: Session) -> None:
    make.a_customer(session, number="C-1", region="华东")
    make.a_customer(session, number="C-2", region="华南")
    assert [row[0] for row in rows(session, customers.SCREEN, Wanted(chosen={"region": ("华南",)}))[1:]] == [
        "C-2"
    ]


@pytest.mark.parametrize("bait", ['=HYPERLINK("http://x")', "+1", "-1+2", "@SUM(A1)", "\t=1", "\r=1"])
def test_what_a_spreadsheet_would_execute_becomes_text(session: Session, bait: str) -> None:
    make.a_customer(session, number="C-1", name=bait)
    assert rows(session, customers.SCREEN)[1][1] == f"'{bait}"


def test_amounts_are_numbers_to_a_spreadsheet_also_negative_ones(session: Session) -> None:
    make.an_invoice(session, amount=Decimal("-1234567.8901"))
    content = export.export(
        session, make.an_actor(READ), invoices.SCREEN, Wanted(), (invoices.SCREEN.columns[6],)
    )
    assert content.decode("utf-8-sig").splitlines()[1] == "-1234567.8901"


def test_the_file_ends_at_the_units_of_the_person(session: Session) -> None:
    mine, theirs = make.a_unit(session), make.a_unit(session)
    make.a_customer(session, number="C-1", unit_id=mine.id)
    make.a_customer(session, number="C-2", unit_id=theirs.id)
    session.info["actor"] = make.an_actor(READ, units=frozenset({mine.id}))
    assert [row[0] for row in rows(session, customers.SCREEN)[1:]] == ["C-1"]


def test_whoever_may_not_read_the_list_gets_no_file(session: Session) -> None:
    stranger = make.an_actor(Permission.ACCESS_READ)
    with pytest.raises(NotPermitted):
        export.export(session, stranger, customers.SCREEN, Wanted(), customers.SCREEN.columns)


def test_a_list_too_long_for_a_file_is_refused_with_its_size(
    session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(export, "MOST_ROWS", 1)
    make.a_customer(session)
    make.a_customer(session)
    with pytest.raises(TooManyRows) as refused:
        rows(session, customers.SCREEN)
    assert refused.value.facts == {"count": 2, "most": 1}


def cells(session: Session, screen: Screen, wanted: Wanted = ALL) -> list[list[Any]]:
    content = export.export(
        session, make.an_actor(READ), screen, wanted, screen.columns, Format.XLSX, (("筛选", "=1+1"),)
    )
    book = CalamineWorkbook.from_filelike(io.BytesIO(content))
    return book.get_sheet_by_index(0).to_python()


def test_a_workbook_holds_numbers_and_days_as_what_they_are(session: Session) -> None:
    make.an_invoice(session, number="I-1", amount=Decimal("-1234567.8901"), issued_on=date(2026, 1, 31))
    heading, row = cells(session, invoices.SCREEN)
    found = dict(zip(heading, row, strict=True))
    assert found["含税金额"] == -1234567.8901
    assert found["开票日期"] == date(2026, 1, 31)
    assert found["发票号"] == "I-1"


def test_a_number_with_more_digits_than_a_cell_keeps_goes_as_text(session: Session) -> None:
    make.an_invoice(session, amount=Decimal("12345678901234.5678"))
    heading, row = cells(session, invoices.SCREEN)
    assert dict(zip(heading, row, strict=True))["含税金额"] == "12,345,678,901,234.5678"


def test_a_workbook_executes_nothing(session: Session) -> None:
    make.a_customer(session, number="C-1", name='=HYPERLINK("http://x")')
    content = export.export(
        session, make.an_actor(READ), customers.SCREEN, ALL, customers.SCREEN.columns[:2], Format.XLSX
    )
    with ZipFile(io.BytesIO(content)) as parts:
        sheets = [parts.read(name).decode() for name in parts.namelist() if "sheets/sheet" in name]
        styles = parts.read("xl/styles.xml").decode()
    assert not any("<f>" in sheet for sheet in sheets)
    assert 'quotePrefix="1"' in styles
    assert 'state="frozen"' in sheets[0]


def test_a_masked_field_is_masked_in_the_file(session: Session) -> None:
    make.a_customer(session, number="C-1", name="杭州恒达精密机械有限公司")
    grant = Grant("clerk", frozenset({READ}), None, (("Customer.name", "masked"),))
    clerk = make.an_actor(grants=(grant,))
    screen = restricted(customers.SCREEN, clerk)
    for kind in Format:
        content = export.export(session, clerk, screen, ALL, screen.columns, kind)
        text = content.decode("utf-8-sig") if kind is Format.CSV else str(
            CalamineWorkbook.from_filelike(io.BytesIO(content)).get_sheet_by_index(0).to_python()
        )  # fmt: skip
        assert "恒达" not in text
        assert "••••有限公司" in text


def test_picked_rows_are_the_only_ones_in_the_file(session: Session) -> None:
    keys = [make.a_customer(session, number=f"C-{at}").id for at in range(3)]
    assert [row[0] for row in rows(session, customers.SCREEN, Wanted(only=(keys[0], keys[2])))[1:]] == [
        "C-0",
        "C-2",
    ]


def test_the_journal_knows_who_took_what_out(database: str) -> None:
    with unit_of_work(make.an_actor(READ)) as session:
        make.a_customer(session, number="C-1", region="华东")
        rows(session, customers.SCREEN, Wanted(text="C", chosen={"region": ("华东",)}))
    with reading(make.an_actor(READ)) as session:
        line = session.scalars(select(JournalEntry).where(JournalEntry.action == "exported")).one()
    assert (line.entity, line.changes) == (
        "Customer",
        {
            "rows": 1,
            "as": "csv",
            "search": "C",
            "columns": ["number", "name"],
            "filters": {"region": ["华东"]},
        },
    )
