"""`neikong import`, `imports`, `facts`, `receivables`: through the command line as people type it."""

from datetime import datetime
from pathlib import Path

import pytest
import xlsxwriter
from sqlalchemy import select

from db.unit_of_work import carry_out, reading
from domain.access.first_start import first_start
from domain.core.stale_figures import StaleFigure
from domain.entities import ImportBatch, Invoice, Order, Person, Receipt
from domain.intake.mapping import save_mapping
from domain.intake.registry import FACTS
from tests.factories import an_actor
from tests.gateway.command import Neikong
from tests.imports import a_request

INVOICES = (
    "发票号码,客户,开票日期,到期日,价税合计(元),结清日期,备注\n"
    '0001,甲公司,2026-01-10,2026-02-09,"1,000.50",2026-02-20,\n'
    "0002,甲公司,2026-01-20,2026-02-19,500,,x\n"
)
BAD = INVOICES + "0003,乙公司,2026-01-20,2026-01-01,7,,\n"


@pytest.fixture(autouse=True)
def portal_set_up(database: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """A portal that has been set up, and a terminal in English."""
    carry_out(an_actor(), lambda session: first_start(session, "示例公司", "Sample Company"))
    monkeypatch.setenv("LC_ALL", "en_GB.UTF-8")
    monkeypatch.chdir(tmp_path)


def a_file(text: str, name: str = "invoices.csv", encoding: str = "utf-8") -> str:
    Path(name).write_bytes(text.encode(encoding))
    return name


def invoices() -> list[Invoice]:
    with reading(an_actor()) as session:
        return list(session.scalars(select(Invoice).order_by(Invoice.number)))


def test_a_chinese_file_needs_no_options(neikong: Neikong) -> None:
    done = neikong("import", "invoice", a_file(INVOICES, encoding="gb18030"))
    assert (done.code, done.error) == (0, "")
    assert "invoices.csv: 2 rows read, 2 new, 0 changed, 0 the same, 0 rejected." in done.out
    assert "Columns not read: 备注" in done.out
    assert [invoice.number for invoice in invoices()] == ["0001", "0002"]


def test_a_workbook_brings_dates_numbers_and_codes_as_its_cells_hold_them(neikong: Neikong) -> None:
    with xlsxwriter.Workbook("订单.xlsx", {"default_date_format": "yyyy-mm-dd"}) as book:
        orders, lines = book.add_worksheet("订单"), book.add_worksheet("明细")
        orders.write_row(0, 0, ("订单号", "下单日期", "状态"))
        orders.write_row(1, 0, ("00017", datetime(2026, 1, 5), "已发货"))  # noqa: DTZ001  a cell has no zone
        lines.write_row(0, 0, ("订单号", "产品", "数量", "单价(万元)", "折扣率(%)"))
        lines.write_row(1, 0, ("00017", "P1", 3, 0.1, 15))
    assert neikong("import", "order", "订单.xlsx", "--sheet", "订单").code == 0
    assert neikong("import", "order_line", "订单.xlsx", "--sheet", "明细").code == 0
    with reading(an_actor()) as session:
        order = session.scalars(select(Order)).one()
        assert (order.number, order.ordered_on.isoformat(), str(order.net)) == (
            "00017",
            "2026-01-05",
            "2550.0000",
        )


def test_json_has_exactly_the_counts_and_the_batch(neikong: Neikong) -> None:
    first = neikong("import", "invoice", a_file(INVOICES), "--json")
    assert first.json == {"read": 2, "new": 2, "changed": 0, "same": 0, "rejected": 0, "batch": 1}
    again = neikong("import", "invoice", a_file(INVOICES), "--json")
    assert again.json == {"read": 2, "new": 0, "changed": 0, "same": 2, "rejected": 0, "batch": 2}
    assert "This very file was imported before, as import 1." in again.error


def test_figures_are_computed_after_an_import_and_after_an_undo(neikong: Neikong) -> None:
    neikong("import", "invoice", a_file(INVOICES))
    with reading(an_actor()) as session:
        assert session.scalars(select(StaleFigure)).all() == []
    neikong("import", "undo", "1")
    with reading(an_actor()) as session:
        assert session.scalars(select(StaleFigure)).all() == []


def test_a_dry_run_writes_nothing(neikong: Neikong) -> None:
    done = neikong("import", "invoice", a_file(INVOICES), "--dry-run", "--json")
    assert done.json == {"read": 2, "new": 2, "changed": 0, "same": 0, "rejected": 0, "batch": None}
    assert invoices() == []


def test_rejected_rows_that_nobody_asked_for_are_an_error_but_the_good_ones_are_in(neikong: Neikong) -> None:
    done = neikong("import", "invoice", a_file(BAD))
    assert done.code == 1
    assert "Row 4: Due on: Due on 2026-01-01, before it was issued on 2026-01-20." in done.error
    assert "--rejects FILE" in done.error
    assert len(invoices()) == 2


def test_rejected_rows_in_a_file_with_reasons_are_no_error(neikong: Neikong) -> None:
    done = neikong("import", "invoice", a_file(BAD), "--rejects", "out.csv", "--json")
    assert (done.code, done.json["rejected"]) == (0, 1)
    text = Path("out.csv").read_bytes().decode("utf-8-sig")
    assert text.splitlines()[0].startswith("发票号码,客户,")
    assert text.splitlines()[1].startswith("0003,乙公司,2026-01-20,2026-01-01,7,,,4,")
    assert len(text.splitlines()) == 2


def test_dates_that_prove_no_order_are_refused_with_the_way_to_answer(neikong: Neikong) -> None:
    file = a_file("number,issued_on,amount\n1,05/01/2026,7\n")
    done = neikong("import", "invoice", file)
    assert (done.code, done.out) == (1, "")
    assert "Give the date format: dmy or mdy." in done.error
    assert invoices() == []
    assert neikong("import", "invoice", file, "--date-format", "mdy").code == 0
    assert invoices()[0].issued_on.isoformat() == "2026-05-01"


def test_columns_and_values_can_be_said(neikong: Neikong) -> None:
    file = a_file("a,b,c,net\n1,2026-01-05,7,junk\n")
    said = ("--map", "number=a", "--map", "issued_on=b", "--map", "amount=c", "--map", "net=")
    done = neikong("import", "invoice", file, *said, "--set", "customer=C1", "--source", "erp")
    assert done.code == 0
    assert [(invoice.source, int(invoice.amount)) for invoice in invoices()] == [("erp", 7)]


def test_a_missing_column_says_how_to_name_it(neikong: Neikong) -> None:
    done = neikong("import", "invoice", a_file("number,issued_on\n1,2026-01-05\n"))
    assert done.code == 1
    assert "No column for amount. Say which one: --map FIELD=COLUMN" in done.error


def test_a_saved_mapping_is_used_by_name_and_by_headers(neikong: Neikong) -> None:
    columns = {"number": "x", "issued_on": "y", "amount": "z"}
    rows = [{"x": "1", "y": "05/01/2026", "z": "7"}]
    request = a_request("invoice", rows, columns=columns, date_format="dmy")
    carry_out(an_actor(), lambda session: save_mapping(session, an_actor(), "erp", request))
    file = a_file("x,y,z\n1,05/01/2026,7\n")
    assert neikong("import", "invoice", file, "--json").json["new"] == 1
    assert neikong("import", "invoice", file, "--mapping", "erp", "--json").json["same"] == 1
    assert invoices()[0].issued_on.isoformat() == "2026-01-05"
    assert (
        "There is no saved mapping nope. Saved: erp."
        in neikong("import", "invoice", file, "--mapping", "nope").error
    )


def test_several_files_are_several_imports_counted_together(neikong: Neikong) -> None:
    second = a_file(INVOICES.replace("000", "100"), "more.csv")
    done = neikong("import", "invoice", a_file(INVOICES), second, "--json")
    assert (done.json["read"], done.json["new"], done.json["batches"]) == (4, 4, [1, 2])


def test_an_unreadable_file_keeps_the_others_from_being_imported(neikong: Neikong) -> None:
    done = neikong("import", "invoice", a_file(INVOICES), a_file("", "empty.csv"))
    assert done.code == 1
    assert invoices() == []


@pytest.mark.parametrize("command", ["import", "imports"])
def test_an_import_is_taken_back_in_both_spellings(neikong: Neikong, command: str) -> None:
    neikong("import", "invoice", a_file(INVOICES))
    done = neikong(command, "undo", "1")
    assert (done.code, done.out) == (0, "Import 1 (invoices.csv) is undone.\n")
    assert invoices() == []
    again = neikong(command, "undo", "1")
    assert (again.code, again.error) == (1, "Import 1 has been undone already.\n")
    assert neikong("imports", "list", "--json").json[0]["status"] == "undone"


@pytest.mark.parametrize(
    "arguments",
    [
        ("import",), ("import", "invoice"), ("import", "thing", "a.csv"), ("import", "undo", "one"),
        ("import", "invoice", "a.csv", "--map", "number"), ("receivables", "ageing"),
        ("import", "invoice", "a.csv", "--rejects", "nowhere/out.csv"),
        ("receivables", "ageing", "--as-of", "yesterday"), ("imports", "undo", "x"),
    ],
)  # fmt: skip
def test_wrong_usage_has_exit_code_2(neikong: Neikong, arguments: tuple[str, ...]) -> None:
    assert neikong(*arguments).code == 2


@pytest.mark.parametrize("arguments", [("import", "undo", "77"), ("import", "invoice", "nowhere.csv")])
def test_what_does_not_exist_has_exit_code_1(neikong: Neikong, arguments: tuple[str, ...]) -> None:
    done = neikong(*arguments)
    assert (done.code, done.out) == (1, "")
    assert done.error


@pytest.mark.parametrize(
    "command", [("import",), ("imports",), ("imports", "undo"), ("facts",), ("receivables", "ageing")]
)
def test_every_command_explains_itself(neikong: Neikong, command: tuple[str, ...]) -> None:
    assert neikong(*command, "--help").code == 0


def test_facts_lists_fields_types_and_what_is_required(neikong: Neikong) -> None:
    listed = {spec["fact"]: spec for spec in neikong("facts", "--json").json}
    assert list(listed)[: len(FACTS)] == list(FACTS)
    kept = ["unit", "post", "person", "calendar_day", "committee_member", "user"]
    assert list(listed)[len(FACTS) :] == kept
    assert {"customer", "invoice", "contract", "complaint", "training_record", "control_action"} <= set(
        listed
    )
    fields = {item["name"]: item for item in listed["invoice"]["fields"]}
    assert {name for name, item in fields.items() if item["required"]} == {"number", "issued_on", "amount"}
    assert fields["settled_on"]["type"] == "date"
    assert "Invoices" in neikong("facts").out


def test_the_terminal_speaks_chinese_where_its_language_is(
    neikong: Neikong, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LC_ALL", "zh_CN.UTF-8")
    done = neikong("import", "invoice", a_file(BAD))
    assert "读取 3 行，新增 2，变更 0，相同 0，拒绝 1" in done.out
    assert "第4行" in done.error
    assert "早于开票日期" in done.error


def test_ageing_prints_exact_amounts_that_tie_out(neikong: Neikong) -> None:
    neikong("import", "invoice", a_file(INVOICES))
    done = neikong("receivables", "ageing", "--as-of", "2026-02-19", "--by", "customer", "--json").json
    assert done["buckets"]["not_due"] == {"count": 1, "amount": "500.00"}
    assert done["buckets"]["1-30"] == {"count": 1, "amount": "1000.50"}
    assert list(done["buckets"]) == ["not_due", "1-30", "31-60", "61-90", "91-180", "181-365", ">365"]
    assert (done["total"], done["open_total"], done["difference"]) == (
        {"count": 2, "amount": "1500.50"}, "1500.50", "0.00",
    )  # fmt: skip
    assert [(row["customer"], row["total"]["amount"]) for row in done["rows"]] == [("甲公司", "1500.50")]
    assert "1500.50" in neikong("receivables", "ageing", "--as-of", "2026-02-19").out


def test_the_file_itself_is_kept(neikong: Neikong) -> None:
    neikong("import", "invoice", a_file(INVOICES))
    with reading(an_actor()) as session:
        batch = session.scalars(select(ImportBatch)).one()
        assert batch.file_id is not None
        assert session.scalars(select(Receipt.source_ref)).all() == ["0001#settled"]


def test_people_come_in_and_are_taken_back(neikong: Neikong) -> None:
    file = a_file("工号,姓名,所属部门\nP1,李梅,ROOT\nP2,王总,NOWHERE\n", "people.csv")
    assert neikong("import", "person", file, "--dry-run", "--rejects", "r.csv").code == 0
    assert neikong("import", "person", file).code == 1
    with reading(an_actor()) as session:
        assert session.scalars(select(Person.number)).all() == ["P1"]
    assert neikong("import", "undo", "1").code == 0
    with reading(an_actor()) as session:
        assert not session.scalars(select(Person.number).where(Person.archived_at.is_(None))).all()


def test_a_template_filled_in_comes_in(neikong: Neikong) -> None:
    neikong("template", "customer", "customers.csv")
    assert neikong("import", "customer", "customers.csv").code == 0
    assert "neither" in neikong("template", "customer", "customers.pdf").error
