"""Reports: the figures of the portal in both languages, the reader's units alone, files that open."""

import io
import json
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from pypdf import PdfReader
from python_calamine import CalamineWorkbook
from sqlalchemy import select

from db.unit_of_work import reading
from domain.access.user import User
from domain.core.errors import NotFound, NotPermitted
from domain.core.period import Grain
from domain.core.permission import Permission, machine
from domain.core.stored_file import hand_out
from domain.indicators.indicator import Indicator
from domain.receivables.ageing_report import ageing_report
from domain.reporting.pack import PackKind
from domain.reporting.pack_issue import ReportIssue
from domain.reporting.pack_make import make_report
from domain.reporting.pack_press import FACTS_FILE, PDF_FILE, XLSX_FILE, PackAsked
from domain.reporting.standing import standings
from pages.dashboards import report_packs
from tests.databases import SqliteDatabases
from tests.factories import an_actor
from tests.screens.figures import NOON, Company, company
from tests.screens.visitor import everything
from ui.indicators.wording import figure
from ui.language import speaking
from ui.packs.contents import document_of
from ui.packs.document import Block, Chart, Document, Heading, Room, Table, Words
from ui.packs.press import make, reader
from ui.packs.subject import subject_of
from ui.packs.typeset import quoted, source_of
from ui.titles import as_told_to

MONTH, TODAY = 202605, NOON.date()


@pytest.fixture(scope="module")
def portal(sqlite_databases: SqliteDatabases, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Company]:
    with company(sqlite_databases, tmp_path_factory.mktemp("reports")) as made:
        yield made


def user_named(name: str) -> int:
    with reading(machine("test")) as session:
        return session.scalars(select(User.id).where(User.username == name)).one()


def document(name: str, unit: int, what: PackKind, language: str = "en") -> Document:
    actor = reader(user_named(name), unit, TODAY)
    with speaking(language), as_told_to(actor), reading(actor) as session:
        return document_of(subject_of(session, unit, MONTH, TODAY), what, lambda _done, _of: None)


def blocks(found: Document, chapter: str) -> list[Block]:
    return list(next(one.blocks for one in found.chapters if one.title == chapter))


def rows(found: Document, chapter: str) -> list[list[str]]:
    tables = [one for one in blocks(found, chapter) if isinstance(one, Table)]
    return [[cell.text for cell in row] for table in tables for row in table.rows]


@dataclass(frozen=True)
class Files:
    pdf: bytes
    xlsx: bytes
    source: str
    content_hash: str


@pytest.fixture(scope="module")
def files(portal: Company, tmp_path_factory: pytest.TempPathFactory) -> Files:
    """The monthly report of the South in Chinese."""
    return printed(portal.south, tmp_path_factory.mktemp("press"))


def printed(unit: int, folder: Path) -> Files:
    order = {
        "what": "monthly", "unit_id": unit, "month": MONTH, "language": "zh_CN", "today": TODAY.isoformat(),
        "user_id": user_named("manager"),
    }  # fmt: skip
    make(order, folder)
    facts = json.loads((folder / FACTS_FILE).read_text())
    pdf, xlsx = ((folder / name).read_bytes() for name in (PDF_FILE, XLSX_FILE))
    return Files(pdf, xlsx, (folder / "pack.typ").read_text(), facts["content_hash"])


@pytest.mark.parametrize(
    ("language", "chapter"), [("en", "Risk indicator (KRI)"), ("zh_CN", "风险指标（KRI）")]
)
def test_the_table_of_indicators_says_what_the_portal_knows_of_each(
    portal: Company, language: str, chapter: str
) -> None:
    told = {
        row[0]: row for row in rows(document("manager", portal.south, PackKind.MONTHLY, language), chapter)
    }
    with reading(machine("test")) as session, speaking(language):
        known = [
            one for one in standings(session, portal.south, MONTH) if one.profile.indicator.kind == "KRI"
        ]
        assert {one.profile.indicator.code for one in known} == set(told)
        for one in known:
            value = one.current.value if one.current else None
            assert told[one.profile.indicator.code][2] == figure(value, one.profile.indicator)


def test_the_ageing_is_that_of_the_ledger(portal: Company) -> None:
    found = document("manager", portal.root, PackKind.MONTHLY)
    ageing = next(one for one in blocks(found, "Receivables by age") if isinstance(one, Table))
    with reading(machine("test")) as session:
        report = ageing_report(session, an_actor(), date(2026, 5, 31), "customer")
    amounts = [row[2].value for row in ageing.rows]
    assert amounts[-1] == report.table.whole.total > 0
    assert sum(Decimal(str(amount)) for amount in amounts[:-1]) == report.table.whole.total


def test_a_person_of_one_unit_gets_that_unit_and_no_other(portal: Company) -> None:
    source = source_of(document("south", portal.south, PackKind.MONTHLY))
    assert "South" in source
    assert '"East"' not in source
    with pytest.raises(NotPermitted):
        document("south", portal.root, PackKind.MONTHLY)
    actor = reader(user_named("south"), portal.south, TODAY)
    with reading(actor) as session, pytest.raises(NotFound):
        subject_of(session, portal.east, MONTH, TODAY)


def test_who_may_not_read_the_records_gets_the_figures_without_them(portal: Company) -> None:
    actor = an_actor(Permission.INDICATORS_READ, units=frozenset({portal.south}))
    with speaking("en"), as_told_to(actor), reading(actor) as session:
        subject = subject_of(session, portal.south, MONTH, TODAY)
        found = document_of(subject, PackKind.MONTHLY, lambda _done, _of: None)
    assert rows(found, "Risk indicator (KRI)")
    for chapter in ("Alerts and their quality", "The improvement loop", "Receivables by age"):
        assert blocks(found, chapter) == [Words("You have no access to these records.", quiet=True)]


def test_the_agenda_counts_the_cases_that_the_minutes_have_room_for(portal: Company) -> None:
    found = document("manager", portal.south, PackKind.COMMITTEE)
    topics = {row[1]: int(row[2]) for row in rows(found, "Agenda")}
    risks = [one for one in blocks(found, "Risks off track or at risk") if isinstance(one, Heading)]
    assert topics["Risks off track or at risk"] == len(risks) > 0
    room = [one for one in blocks(found, "Decisions and minutes") if isinstance(one, Room)]
    assert sum(": decision" in one.word for one in room) == sum(topics.values())


def test_the_book_has_an_entry_for_every_indicator_in_use(portal: Company) -> None:
    found = document("manager", portal.south, PackKind.BOOK)
    entries = [block for one in found.chapters for block in one.blocks if isinstance(block, Heading)]
    charts = [block for one in found.chapters for block in one.blocks if isinstance(block, Chart)]
    with reading(machine("test")) as session:
        codes = session.scalars(
            select(Indicator.code).where(Indicator.is_active, Indicator.archived_at.is_(None))
        )
        assert sorted(one.text.split()[0] for one in entries) == sorted(codes)
    assert len(charts) == len(entries)


def test_what_people_wrote_is_never_markup() -> None:
    assert quoted('#panic("x") \\ $a$ [b]') == '"#panic(\\"x\\") \\\\ $a$ [b]"'
    assert quoted("a\nb\tc\x00") == '"a\\nb c "'


def test_the_same_data_make_the_same_source(portal: Company, files: Files, tmp_path: Path) -> None:
    again = printed(portal.south, tmp_path)
    assert again.source == files.source
    assert (again.content_hash, again.pdf) == (files.content_hash, files.pdf)
    assert again.xlsx == files.xlsx


def test_the_pdf_opens_with_cover_contents_and_page_numbers_in_chinese(files: Files) -> None:
    pages = PdfReader(io.BytesIO(files.pdf)).pages
    words = [page.extract_text() for page in pages]
    assert "月度内控报告" in words[0]
    assert "内部机密" in words[0]
    assert "目录" in words[1]
    assert all("应收账款账龄" in text for text in (words[1], "".join(words[2:])))
    assert f"第 {len(pages)} 页，共 {len(pages)} 页" in words[-1]
    assert all("South" in text and "2026" in text for text in words[2:])


def test_every_font_of_the_pdf_is_the_bundled_one_and_embedded(files: Files) -> None:
    fonts: dict[str, Any] = {}
    for page in PdfReader(io.BytesIO(files.pdf)).pages:
        resources: Any = page["/Resources"]
        for font in resources.get("/Font", {}).values():
            inner = font.get_object()["/DescendantFonts"][0].get_object()
            fonts[inner["/BaseFont"]] = inner["/FontDescriptor"]
    assert fonts
    assert all("NotoSansSC" in name for name in fonts)
    assert all("/FontFile2" in known or "/FontFile3" in known for known in fonts.values())


def test_the_workbook_has_a_sheet_for_each_chapter_numbers_that_are_numbers_and_native_charts(
    portal: Company, files: Files
) -> None:
    book = CalamineWorkbook.from_filelike(io.BytesIO(files.xlsx))
    assert [name.partition(" ")[2] or name for name in book.sheet_names] == [
        "月度内控报告", "概要", "绩效指标（KPI）", "风险指标（KRI）", "变化及原因", "主要风险",
        "预警及其质量", "整改闭环", "应收账款账龄",
    ]  # fmt: skip
    cells = book.get_sheet_by_name("2 绩效指标（KPI）").to_python()
    told = {row[0]: row for row in cells}
    with reading(machine("test")) as session:
        known = {one.profile.indicator.code: one for one in standings(session, portal.south, MONTH)}
    shown = known["K36"].current
    assert known["K36"].period.grain is Grain.MONTH
    assert shown is not None
    assert shown.value is not None
    assert told["K36"][2] == pytest.approx(float(shown.value))
    names = zipfile.ZipFile(io.BytesIO(files.xlsx)).namelist()
    assert [name for name in names if name.startswith("xl/charts/chart")]


def test_a_report_made_on_request_is_kept_for_who_asked(portal: Company) -> None:
    actor = reader(user_named("manager"), portal.south, TODAY)
    told: list[tuple[int, int]] = []
    asked = PackAsked(PackKind.COMMITTEE, portal.south, MONTH, "en", actor.user_id or 0)
    key = make_report(actor, asked, NOON, lambda done, of: told.append((done, of)))
    with reading(actor) as session:
        issue = session.get_one(ReportIssue, key)
        name, file = hand_out(session, actor, issue.pdf_id)
    assert name.startswith("Committee pack_")
    assert file.content.startswith(b"%PDF")
    assert told[-1][0] == told[-1][1] > 0
    app = portal.people.open(report_packs, "manager", "en")
    assert not app.exception
    assert "Committee pack" in everything(app)
    assert f"/files/{issue.pdf_id}" in [link.proto.url for link in app.get("link_button")]
