"""An import that takes its time: begun, decided, looked at, committed or given up."""

import io
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from typing import Any

import pytest
import xlsxwriter
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from db.unit_of_work import reading, unit_of_work
from domain.core.errors import NotFound, NotPermitted, ReasonNeeded
from domain.core.fact_spec import FieldKind
from domain.core.journal import JournalEntry
from domain.core.permission import Actor, Grant, Permission
from domain.intake.bad_value import DateOrderUnclear
from domain.intake.batch import ImportBatch
from domain.intake.begin_draft import begin_draft
from domain.intake.change_draft import (
    choose_column,
    choose_fact,
    choose_mapping,
    choose_options,
    fix_value,
    read_otherwise,
)
from domain.intake.column_look import look_at
from domain.intake.commit_draft import ChangedMeanwhile, commit_draft
from domain.intake.draft import LIFE, ImportDraft, discard_draft, my_draft, my_drafts
from domain.intake.files.refusals import NoHeaders, NotATable
from domain.intake.mapping import save_mapping
from domain.intake.plan import Fate
from domain.intake.preview_import import Preview, preview_import
from domain.intake.registry import FACTS
from domain.intake.undo_batch import undo_batch
from domain.receivables.invoice import Invoice
from tests.factories import a_unit, a_user, the_root

NOW = datetime(2026, 6, 15, 4, tzinfo=UTC)
FILE = """发票号码,客户名称,开票日期,到期日,金额(万元)
F01,华星贸易,2026-01-05,2026-02-04,1.2
F02,远航电子,2026-01-08,2026-02-07,3
"""


class Desk:
    """Somebody at a desk with the right to import."""

    def __init__(self) -> None:
        with unit_of_work(Actor("Setup")) as session:
            the_root(session)
            self.user_id = a_user(session).id
        self.actor = Actor("Mei", user_id=self.user_id, grants=(Grant("any", frozenset(Permission)),))

    def begin(self, content: str | bytes = FILE, name: str = "发票.csv") -> int:
        data = content.encode() if isinstance(content, str) else content
        with unit_of_work(self.actor) as session:
            return begin_draft(session, self.actor, name, data, NOW).id

    def do(self, verb: Any, *arguments: Any) -> Any:
        with unit_of_work(self.actor) as session:
            return verb(session, self.actor, *arguments)

    def look(self, draft_id: int) -> tuple[ImportDraft, Preview]:
        with reading(self.actor) as session:
            draft = my_draft(session, self.actor, draft_id, whole=True)
            return draft, preview_import(session, self.actor, draft.request(draft.table(), FACTS[draft.fact]))


@pytest.fixture
def desk(database: str) -> Desk:
    return Desk()


def count(session: Session, what: Any) -> int:
    return session.scalar(select(func.count()).select_from(what)) or 0


def test_a_file_proposes_what_it_holds_and_which_column_is_which(desk: Desk) -> None:
    draft, preview = desk.look(desk.begin())
    assert (draft.fact, draft.columns["amount"], draft.columns["customer"]) == (
        "invoice",
        "金额(万元)",
        "客户名称",
    )
    assert dict(preview.counts) == {"read": 2, "new": 2, "changed": 0, "same": 0, "rejected": 0}
    assert preview.created == {FieldKind.CUSTOMER: ("华星贸易", "远航电子")}
    assert preview.rows[0].values["amount"] == Decimal(12000)


def test_a_draft_writes_nothing_to_the_books_nor_to_the_journal(desk: Desk) -> None:
    desk.look(desk.begin())
    with reading(desk.actor) as session:
        assert count(session, Invoice) == count(session, ImportBatch) == 0
        assert not session.scalars(select(JournalEntry).where(JournalEntry.entity == "ImportDraft")).all()


def test_what_was_seen_is_what_is_committed_and_the_draft_is_gone(desk: Desk) -> None:
    draft_id = desk.begin()
    _, preview = desk.look(draft_id)
    batch = desk.do(commit_draft, draft_id, preview.seal, NOW)
    assert (batch.new, batch.rejected, batch.user_id) == (2, 0, desk.user_id)
    with reading(desk.actor) as session:
        assert count(session, Invoice) == 2
        assert not my_drafts(session, desk.actor)
    with pytest.raises(NotFound):
        desk.do(commit_draft, draft_id, preview.seal, NOW)


def test_nothing_is_written_when_the_records_changed_after_the_dry_run(desk: Desk) -> None:
    first, second = desk.begin(), desk.begin(FILE.replace("1.2", "1.3"))
    seen = [desk.look(draft_id)[1].seal for draft_id in (first, second)]
    desk.do(commit_draft, first, seen[0], NOW)
    with pytest.raises(ChangedMeanwhile):
        desk.do(commit_draft, second, seen[1], NOW)
    draft, anew = desk.look(second)
    assert (anew.counts["new"], anew.counts["changed"], anew.counts["same"]) == (0, 1, 1)
    changed = next(row for row in anew.rows if row.fate is Fate.CHANGED)
    assert [(d.field, d.old, d.new) for d in changed.differences if d.field == "amount"] == [
        ("amount", Decimal(12000), Decimal(13000))
    ]
    assert desk.do(commit_draft, draft.id, anew.seal, NOW).changed == 1


def test_nothing_is_written_when_another_decision_was_made_after_the_dry_run(desk: Desk) -> None:
    draft_id = desk.begin()
    seal = desk.look(draft_id)[1].seal
    desk.do(choose_options, draft_id, {"units": {"amount": "1"}}, NOW)
    with pytest.raises(ChangedMeanwhile):
        desk.do(commit_draft, draft_id, seal, NOW)
    assert desk.look(draft_id)[1].rows[0].values["amount"] == Decimal("1.2")


def test_an_ambiguous_date_is_asked_and_read_as_answered(desk: Desk) -> None:
    draft_id = desk.begin("invoice no,invoice date,amount\n1,1/2/2026,10\n2,3/4/2026,20\n")
    with reading(desk.actor) as session:
        draft = my_draft(session, desk.actor, draft_id, whole=True)
        request = draft.request(draft.table(), FACTS[draft.fact])
        look = look_at(request, request.spec["issued_on"])
    assert isinstance(look.question, DateOrderUnclear)
    assert [sample.text for sample in look.samples] == ["1/2/2026", "3/4/2026"]
    desk.do(choose_options, draft_id, {"date_format": "dmy"}, NOW)
    _, preview = desk.look(draft_id)
    assert str(preview.rows[0].values["issued_on"]) == "2026-02-01"


def test_a_rejected_row_shows_the_text_that_could_not_be_read(desk: Desk) -> None:
    good = "".join(f"{number},2026-01-03,20\n" for number in range(2, 8))
    _, preview = desk.look(desk.begin("invoice no,invoice date,amount\n1,2026-01-02,ten\n" + good))
    rejected = preview.rows[0]
    assert (rejected.fate, rejected.values["amount"], rejected.reasons[0].field) == (
        Fate.REJECTED,
        "ten",
        "amount",
    )
    assert [(number, cells["amount"]) for number, cells, _ in preview.rejected] == [(2, "ten")]


def test_a_missing_required_field_can_be_the_same_for_all_rows(desk: Desk) -> None:
    draft_id = desk.begin("invoice no,amount\n1,10\n")
    desk.do(choose_fact, draft_id, "invoice", NOW)
    desk.do(fix_value, draft_id, "issued_on", "", NOW)
    with reading(desk.actor) as session:
        draft = my_draft(session, desk.actor, draft_id, whole=True)
        assert draft.request(draft.table(), FACTS[draft.fact]).missing == ("issued_on",)
    desk.do(fix_value, draft_id, "issued_on", "2026-03-01", NOW)
    assert str(desk.look(draft_id)[1].rows[0].values["issued_on"]) == "2026-03-01"


def test_a_column_serves_one_field_and_a_fixed_value_yields_to_it(desk: Desk) -> None:
    draft_id = desk.begin()
    desk.do(fix_value, draft_id, "due_on", "2026-03-01", NOW)
    draft = desk.do(choose_column, draft_id, "due_on", "开票日期", NOW)
    assert draft.columns["due_on"] == "开票日期"
    assert "issued_on" not in draft.columns
    assert "due_on" not in draft.fixed


def test_an_encoding_that_cannot_be_told_is_asked(desk: Desk) -> None:
    content = "Número,Fecha factura,Importe\nA1,2026-01-05,10\n".encode("cp1252")
    draft_id = desk.begin(content)
    with reading(desk.actor) as session:
        assert my_draft(session, desk.actor, draft_id).fact == ""
    draft = desk.do(read_otherwise, draft_id, {"encoding": "windows-1252"}, NOW)
    assert draft.fact
    assert draft.table().headers == ("Número", "Fecha factura", "Importe")


def test_an_encoding_that_does_not_fit_is_kept_so_that_another_can_be_chosen(desk: Desk) -> None:
    draft_id = desk.begin("Número,Fecha\nA1,2026-01-05\n".encode("cp1252"))
    draft = desk.do(read_otherwise, draft_id, {"encoding": "utf-8"}, NOW)
    assert (draft.options["encoding"], draft.fact) == ("utf-8", "")


def test_a_workbook_whose_first_sheet_has_no_headers_offers_its_other_sheets(desk: Desk) -> None:
    draft_id = desk.begin(
        a_workbook({"数据": [[1, 2], [3, 4]], "发票": [["发票号", "金额"], ["F1", 5]]}), "w.xlsx"
    )
    draft = desk.do(read_otherwise, draft_id, {"sheet": "发票"}, NOW)
    assert draft.columns["number"] == "发票号"


def test_a_workbook_of_one_sheet_without_headers_is_refused(desk: Desk) -> None:
    with pytest.raises(NoHeaders):
        desk.begin(a_workbook({"数据": [[1, 2], [3, 4]]}), "w.xlsx")


def test_what_is_no_table_is_refused_and_not_kept(desk: Desk) -> None:
    with pytest.raises(NotATable):
        desk.begin(b"%PDF-1.7 ...", "invoices.pdf")
    with reading(desk.actor) as session:
        assert not my_drafts(session, desk.actor)


def test_a_saved_mapping_is_recognised_by_the_headers(desk: Desk) -> None:
    first = desk.begin()
    desk.do(choose_options, first, {"source": "erp", "units": {"amount": "1"}}, NOW)
    with unit_of_work(desk.actor) as session:
        draft = my_draft(session, desk.actor, first, whole=True)
        save_mapping(session, desk.actor, "ERP 发票", draft.request(draft.table(), FACTS[draft.fact]))
    again, _ = desk.look(desk.begin(FILE.replace("F01", "F09")))
    assert (again.mapping, again.options["source"], again.options["units"]) == (
        "ERP 发票",
        "erp",
        {"amount": "1"},
    )
    guessed = desk.do(choose_mapping, again.id, "", NOW)
    assert (guessed.mapping, guessed.options.get("units")) == ("", None)
    assert desk.do(choose_mapping, again.id, "ERP 发票", NOW).mapping == "ERP 发票"


@pytest.mark.parametrize(
    ("headers", "fact"),
    [
        ("发票号,开票日期,价税合计", "invoice"),
        ("invoiceNumber,InvoiceDate,InvoiceAmount,customerID,SettledDate", "invoice"),
        ("收款单号,收款日期,收款金额,结算方式", "receipt"),
        ("客户编号,客户名称,地区", "customer"),
        ("产品编码,产品名称,标准价", "product"),
        ("商机编号,阶段,预计金额,创建日期", "opportunity"),
        ("订单号,下单日期,客户,订单金额", "order"),
        ("订单号,行号,产品,数量,单价", "order_line"),
        ("发货单号,订单号,发货日期,数量", "delivery"),
        ("红字发票号,原发票号,开票日期,红冲金额", "credit_note"),
    ],
)
def test_the_headers_tell_what_a_file_holds(desk: Desk, headers: str, fact: str) -> None:
    draft_id = desk.begin(headers + "\n" + ",".join("" for _ in headers.split(",")) + "\n")
    with reading(desk.actor) as session:
        assert my_draft(session, desk.actor, draft_id).fact == fact


def test_somebody_responsible_for_one_unit_imports_into_it(desk: Desk) -> None:
    with unit_of_work(desk.actor) as session:
        unit = a_unit(session, code="SOUTH")
        below = a_unit(session, parent_id=unit.id)
    grant = Grant("any", frozenset(Permission), frozenset({unit.id, below.id}))
    desk.actor = Actor("Lin", user_id=desk.user_id, grants=(grant,))
    draft, preview = desk.look(desk.begin())
    assert draft.fixed == {"unit": "SOUTH"}
    assert preview.counts["new"] == 2


def test_a_mapping_of_the_company_leads_into_the_unit_of_whoever_uses_it(desk: Desk) -> None:
    with unit_of_work(desk.actor) as session:
        unit = a_unit(session, code="SOUTH")
    whole = desk.begin()
    with unit_of_work(desk.actor) as session:
        draft = my_draft(session, desk.actor, whole, whole=True)
        save_mapping(session, desk.actor, "ERP", draft.request(draft.table(), FACTS[draft.fact]))
    grant = Grant("any", frozenset(Permission), frozenset({unit.id}))
    desk.actor = Actor("Lin", user_id=desk.user_id, grants=(grant,))
    draft, preview = desk.look(desk.begin())
    assert (draft.mapping, draft.fixed, preview.counts["new"]) == ("ERP", {"unit": "SOUTH"}, 2)


def test_a_draft_is_its_owners_alone(desk: Desk) -> None:
    draft_id = desk.begin()
    with unit_of_work(desk.actor) as session:
        other = Actor("Other", user_id=a_user(session).id, grants=desk.actor.grants)
    with reading(other) as session:
        assert not my_drafts(session, other)
        with pytest.raises(NotFound):
            my_draft(session, other, draft_id)
    with unit_of_work(other) as session, pytest.raises(NotFound):
        discard_draft(session, other, draft_id)


def test_only_who_may_import_begins(desk: Desk) -> None:
    desk.actor = Actor("Reader", user_id=desk.user_id)
    with pytest.raises(NotPermitted):
        desk.begin()


def test_a_draft_given_up_is_gone_and_one_nobody_touched_is_forgotten(desk: Desk) -> None:
    desk.do(discard_draft, desk.begin())
    desk.begin()
    with unit_of_work(desk.actor) as session:
        begin_draft(session, desk.actor, "b.csv", FILE.encode(), NOW + LIFE + timedelta(days=1))
        assert [draft.file_name for draft in my_drafts(session, desk.actor)] == ["b.csv"]


def test_a_person_says_why_an_import_is_undone(desk: Desk) -> None:
    draft_id = desk.begin()
    batch = desk.do(commit_draft, draft_id, desk.look(draft_id)[1].seal, NOW)
    with pytest.raises(ReasonNeeded):
        desk.do(undo_batch, batch.id, NOW, " ")
    desk.do(undo_batch, batch.id, NOW, "wrong month")
    with reading(desk.actor) as session:
        line = session.scalars(select(JournalEntry).where(JournalEntry.action == "undone")).one()
        assert line.reason == "wrong month"


def a_workbook(sheets: dict[str, list[list[Any]]]) -> bytes:
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True}) as book:
        for name, rows in sheets.items():
            sheet = book.add_worksheet(name)
            for place, row in enumerate(rows):
                sheet.write_row(place, 0, row)
    return out.getvalue()
