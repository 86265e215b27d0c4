"""The import wizard as a person works through it: file, columns, dry run, commit, undo."""

import io
from collections.abc import Iterator
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
import xlsxwriter
from sqlalchemy import func, select
from streamlit.testing.v1 import AppTest

from db.unit_of_work import carry_out, reading
from domain.access.user_session import hash_of
from domain.core.errors import NotFound
from domain.core.language import label
from domain.core.permission import Actor, Grant, Permission, machine
from domain.intake.batch import BatchStatus, ImportBatch, ImportMapping
from domain.intake.registry import FACTS
from domain.receivables.invoice import Invoice
from domain.sales.customer import Customer
from pages.business import invoices
from pages.settings import import_batches, import_mappings, imports
from tests import factories as make
from tests.databases import SqliteDatabases, using
from tests.screens.visitor import KEY, People, asked, everything
from ui import job
from ui.intake.rejects_button import rejects_of
from ui.intake.template_button import template_file
from ui.lists.files import Format

pytestmark = pytest.mark.sqlite_only  # screens ask the domain, which is tested on both

CHINESE = """发票号码,客户名称,开票日期,到期日,金额(万元),是否争议
0001,华星贸易,2026-01-05,2026-02-04,1.25,否
0002,远航电子,2026-01-08,2026-02-07,3,否
0003,华星贸易,2026-02-11,2026-03-13,1,是
0004,南方精密,2026-03-02,2026-02-01,0.8,否
0005,东海化工,2026-03-05,2026-04-04,12.5,否
"""
AMBIGUOUS = "Invoice No;Customer;Invoice Date;Due Date;Amount\nA-1;Acme;1/2/2026;3/4/2026;1,234\n"
NAME = "发票.csv"
WAIT = 60
NO_TABLES = [
    (b"", "文件是空的"),
    (b"%PDF-1.7 ", "不是表格"),
    (b"1,2\n3,4\n", "应为列标题"),
    (b"PK\x03\x04rubbish", "损坏"),
]


@pytest.fixture
def people(sqlite_databases: SqliteDatabases, tmp_path: Path) -> Iterator[People]:
    """An accountant for the company, one for the south, and an auditor."""
    with sqlite_databases.ready(tmp_path) as url, using(url):

        def move_in(session: Any) -> dict[str, str]:
            south = make.a_unit(session, code="SOUTH", name_zh="华南区", name_en="South")
            who = {"receivables": None, "south": south.id, "internal_audit": None}
            tokens = {}
            for name, unit in who.items():
                role = "receivables" if name == "south" else name
                user = make.a_user(session, username=name, display_name=name, role=role, unit_id=unit)
                tokens[name] = hash_of(make.a_session(session, user, datetime.now(UTC)))
            return tokens

        yield People(carry_out(machine("test"), move_in))
        for running in list(job._known.values()):  # the next database numbers its drafts from 1 again
            assert running.finished.wait(WAIT)
        job.drop_all(lambda key: True)


def uploaded(
    people: People, content: str | bytes, name: str = "发票.csv", who: str = "receivables"
) -> AppTest:
    """The wizard after the file was dropped."""
    app = people.open(imports, who, "zh_CN")
    data = content.encode() if isinstance(content, str) else content
    return app.file_uploader[0].set_value((name, data, "text/csv")).run(timeout=WAIT)


def press(app: AppTest, key: str) -> AppTest:
    return app.button(key=key).click().run(timeout=WAIT)


def choose(app: AppTest, start: str, value: Any) -> AppTest:
    (box,) = [box for box in app.selectbox if (box.key or "").endswith(start)]
    return box.set_value(value).run(timeout=WAIT)


def figures(app: AppTest) -> dict[str, str]:
    return {metric.label: metric.value for metric in app.metric}


def texts(app: AppTest) -> str:
    parts = (*app.caption, *app.markdown, *app.info, *app.warning, *app.error, *app.success)
    return "\n".join(part.value for part in parts)


def cells(app: AppTest) -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = app.dataframe[0].value.to_dict("records")
    return rows


def count(kind: Any) -> int:
    with reading(machine("test")) as session:
        return session.scalar(select(func.count(kind.id))) or 0


def committed(people: People, content: str, name: str = NAME) -> AppTest:
    app = press(uploaded(people, content, name), "imports:check")
    return press(app, "imports:commit")


def test_a_file_goes_in_step_by_step_and_comes_out_again(people: People) -> None:
    app = uploaded(people, CHINESE)
    assert not app.exception
    chosen = {
        (box.key or "").rpartition(":")[2]: box.value
        for box in app.selectbox
        if ":column:" in (box.key or "")
    }
    assert (chosen["number"], chosen["amount"], chosen["disputed"], chosen["net"]) == (0, 4, 5, -1)
    assert "1\\.25 → 12,500" in texts(app)
    assert count(Invoice) == 0

    app = press(app, "imports:check")
    assert figures(app) == {"读取": "5", "新增": "4", "变更": "0", "相同": "0", "拒绝": "1"}
    assert "将新建客户 3 个" in texts(app).replace("\\", "")
    assert [row["row"] for row in cells(app) if row["fate"] == ["拒绝"]] == ["5"]
    assert "到期日" in cells(app)[3]["why"]
    assert count(Invoice) == count(ImportBatch) == 0

    app = press(app, "imports:commit")
    assert asked(app) == {"batch": "1"}
    assert "导入批次 1 已完成" in app.success[0].value
    assert "指标已按最新数据重算" in texts(app)
    assert (count(Invoice), count(Customer)) == (4, 3)
    with reading(machine("test")) as session:
        amounts = session.scalars(select(Invoice.amount).order_by(Invoice.number)).all()
    assert amounts[0] == Decimal(12500)

    app.text_area(key="imports:undo:1:reason").set_value("文件选错了")
    app = press(app, "imports:undo:1")
    assert "该批次已撤销" in app.info[0].value
    assert (count(Invoice), count(Customer)) == (0, 0)


def test_an_undo_without_a_reason_is_refused(people: People) -> None:
    app = press(committed(people, CHINESE), "imports:undo:1")
    assert [error.value for error in app.error] == ["请填写原因。"]
    assert count(Invoice) == 4


def test_rows_of_one_outcome_can_be_looked_at_alone(people: People) -> None:
    app = press(uploaded(people, CHINESE), "imports:check")
    (outcomes,) = app.segmented_control
    app = outcomes.set_value("rejected").run(timeout=WAIT)
    assert [row["row"] for row in cells(app)] == ["5"]


def test_what_changes_is_shown_before_and_after(people: People) -> None:
    committed(people, CHINESE)
    app = press(uploaded(people, CHINESE.replace(",3,否", ",3.5,否")), "imports:check")
    assert figures(app) == {"读取": "5", "新增": "0", "变更": "1", "相同": "3", "拒绝": "1"}
    (changed,) = [row for row in cells(app) if row["fate"] == ["变更"]]
    assert "含税金额: 30,000 → 35,000" in changed["why"]
    app = press(app, "imports:commit")
    detail = people.open(import_batches, "receivables", "zh_CN", id=asked(app)["batch"])
    assert not detail.exception
    assert "含税金额: 30,000 → 35,000" in cells(detail)[0]["what"]


def test_the_same_file_again_has_nothing_to_import(people: People) -> None:
    committed(people, CHINESE)
    app = press(uploaded(people, CHINESE), "imports:check")
    assert app.button(key="imports:commit").disabled
    assert "这个文件以前导入过" in texts(app)


def test_an_ambiguous_date_and_comma_are_asked_and_nothing_runs_before(people: People) -> None:
    app = uploaded(people, AMBIGUOUS, "inv.csv")
    assert app.button(key="imports:check").disabled
    assert "还需确认：开票日期、到期日、含税金额" in texts(app).replace("\\", "")
    dates, numbers = app.button_group
    app = (
        dates.set_value(["dmy"]).run(timeout=WAIT) if isinstance(dates.value, list) else answer(app, 0, "dmy")
    )
    del numbers
    app = answer(app, 1, "1,234.56")
    app = press(app, "imports:check")
    assert (cells(app)[0]["issued_on"], cells(app)[0]["amount"]) == ("2026-02-01", "1,234")


def answer(app: AppTest, place: int, option: str) -> AppTest:
    return app.button_group[place].set_value(option).run(timeout=WAIT)


def test_a_gb18030_file_is_read_and_said_to_be_one(people: People) -> None:
    app = uploaded(people, CHINESE.encode("gb18030"))
    assert "GB18030" in texts(app)
    assert "华星贸易" in texts(app)


def test_an_encoding_that_cannot_be_told_is_asked_with_a_line_of_each(people: People) -> None:
    app = uploaded(people, "Número;Fecha factura;Importe\nA1;2026-01-05;10\n".encode("cp1252"), "es.csv")
    assert "无法确定文件的编码" in app.warning[0].value
    assert not app.button(key="imports:give-up").disabled
    (encodings,) = app.radio
    assert "windows-1252" in [option.lower() for option in encodings.options]
    app = encodings.set_value("windows-1252").run(timeout=WAIT)
    assert not app.warning
    assert "WINDOWS" in texts(app)


@pytest.mark.parametrize(("content", "said"), NO_TABLES)
def test_a_file_that_is_no_table_is_refused_with_what_to_do(
    people: People, content: bytes, said: str
) -> None:
    app = uploaded(people, content, "x.csv")
    assert said in app.error[0].value
    assert asked(app) == {}


def test_a_workbook_offers_its_sheets(people: People) -> None:
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True}) as book:
        for name, number in (("一月", "F-1"), ("二月", "F-2")):
            sheet = book.add_worksheet(name)
            sheet.write_row(0, 0, ["发票号", "开票日期", "金额"])
            sheet.write_row(1, 0, [number, "2026-01-05", 10])
    app = uploaded(people, out.getvalue(), "发票.xlsx")
    assert "F\\-1" in texts(app)
    app = choose(app, ":sheet", "二月")
    assert "F\\-2" in texts(app)


def test_a_required_field_without_a_column_takes_one_value_for_all_rows(people: People) -> None:
    app = uploaded(people, "发票号码,金额\nF1,10\nF2,20\n")
    app = choose(app, ":fact", "invoice")
    assert "还缺必填字段：开票日期" in texts(app)
    app = choose(app, ":column:issued_on", -2)
    (value,) = [box for box in app.text_input if ":fixed:issued_on" in (box.key or "")]
    app = value.set_value("gestern").run(timeout=WAIT)
    assert app.button(key="imports:check").disabled
    (value,) = [box for box in app.text_input if ":fixed:issued_on" in (box.key or "")]
    app = press(value.set_value("2026-03-01").run(timeout=WAIT), "imports:check")
    assert {row["issued_on"] for row in cells(app)} == {"2026-03-01"}


def test_the_unit_of_an_amount_can_be_said(people: People) -> None:
    app = choose(uploaded(people, CHINESE.replace("(万元)", "")), ":unit:amount", Decimal(10000))
    assert "1\\.25 → 12,500" in texts(app)
    assert cells(press(app, "imports:check"))[0]["amount"] == "12,500"


def test_nothing_is_written_when_records_changed_after_the_dry_run(people: People) -> None:
    app = press(uploaded(people, CHINESE), "imports:check")
    committed(people, CHINESE.replace("1.25", "1.5"))
    app = press(app, "imports:commit")
    assert "请重新试运行" in app.error[0].value
    assert figures(app)["变更"] == "1"
    assert count(ImportBatch) == 1
    app = press(app, "imports:commit")
    assert (asked(app), count(ImportBatch)) == ({"batch": "2"}, 2)


def test_what_was_begun_is_found_again_and_can_be_given_up(people: People) -> None:
    begun = asked(uploaded(people, CHINESE))
    app = people.open(imports, "receivables", "zh_CN")
    app = press(app, f"imports:draft:{begun['draft']}")
    assert asked(app) == begun
    assert not app.button(key="imports:check").disabled
    app = press(app, "imports:give-up")
    assert asked(app) == {}
    gone = people.open(imports, "receivables", "zh_CN", **begun)
    assert not gone.exception
    assert "已不在此处" in gone.info[0].value


def test_a_draft_of_somebody_else_is_not_shown(people: People) -> None:
    begun = asked(uploaded(people, CHINESE))
    app = people.open(imports, "south", "zh_CN", **begun)
    assert "已不在此处" in app.info[0].value


def test_a_kept_mapping_reads_the_next_file_of_that_kind(people: People) -> None:
    app = uploaded(people, CHINESE.replace("(万元)", ""))
    app = choose(app, ":unit:amount", Decimal(10000))
    (name,) = [box for box in app.text_input if (box.key or "").endswith(":name")]
    app = press(name.set_value("ERP 发票").run(timeout=WAIT), f"{name.key}:keep")
    assert count(ImportMapping) == 1
    again = uploaded(people, CHINESE.replace("(万元)", "").replace("0001", "0009"))
    (chosen,) = [box for box in again.selectbox if (box.key or "").endswith(":mapping")]
    assert chosen.value == "ERP 发票"
    assert "1\\.25 → 12,500" in texts(again)
    saved = people.open(import_mappings, "receivables", "zh_CN", id="1")
    assert not saved.exception
    assert "万元" in texts(saved)


def test_somebody_responsible_for_one_unit_imports_into_that_only(people: People) -> None:
    app = press(uploaded(people, CHINESE, who="south"), "imports:check")
    assert figures(app)["新增"] == "4"
    assert {row["unit"] for row in cells(app)} == {"SOUTH"}
    with_units = CHINESE.replace("是否争议", "部门").replace(",否", ",ROOT").replace(",是", ",SOUTH")
    app = press(uploaded(people, with_units, who="south"), "imports:check")
    assert (figures(app)["新增"], figures(app)["拒绝"]) == ("1", "4")


def test_rows_of_an_import_show_to_those_alone_who_may_see_them(people: People) -> None:
    committed(people, CHINESE)
    seen = people.open(import_batches, "receivables", "zh_CN", id="1")
    assert [row["#"] for row in cells(seen)] == ["5"]
    hidden = people.open(import_batches, "south", "zh_CN", id="1")
    assert not hidden.dataframe
    assert "仅导入人" in texts(hidden)


def test_an_import_is_undone_from_its_page(people: People) -> None:
    committed(people, CHINESE)
    app = people.open(import_batches, "receivables", "zh_CN", id="1")
    app.text_area(key="imports:undo:1:reason").set_value("重复导入")
    press(app, "imports:undo:1")
    with reading(machine("test")) as session:
        assert session.scalars(select(ImportBatch.status)).one() is BatchStatus.UNDONE
    assert count(Invoice) == 0


def test_an_auditor_cannot_import(people: People) -> None:
    app = people.open(imports, "internal_audit", "zh_CN")
    assert app.error
    assert not app.file_uploader


def test_the_result_leads_to_the_records_that_came_in(people: People) -> None:
    committed(people, CHINESE)
    committed(people, CHINESE.replace("000", "010"))
    for batch in ("1", "2"):
        app = people.open(invoices, "receivables", "zh_CN", batch_id=batch)
        assert {number[:2] for number in app.dataframe[0].value["number"]} == {"00" if batch == "1" else "01"}


def test_rejected_rows_come_back_as_a_file_with_their_reasons(people: People) -> None:
    committed(people, CHINESE)
    file = rejects_of(machine("test"), 1, "zh_CN").decode("utf-8-sig").splitlines()
    assert file[0].split(",")[:5] == ["发票号码", "客户名称", "开票日期", "到期日", "金额(万元)"]
    assert file[1].startswith("0004,南方精密,2026-03-02,2026-02-01,0.8")
    assert "到期日" in file[1]
    stranger = Actor("Stranger", user_id=99, grants=(Grant("x", frozenset(Permission), frozenset({2})),))
    with pytest.raises(NotFound):
        rejects_of(stranger, 1, "zh_CN")


def test_every_step_speaks_english_without_a_trace_of_chinese(people: People) -> None:
    app = people.open(imports, "receivables", "en")
    content = AMBIGUOUS + "A-2;Acme;1/2/2026;1/1/2026;1,500\n"
    said = everything(app)
    said += everything(
        app.file_uploader[0].set_value(("i.csv", content.encode(), "text/csv")).run(timeout=WAIT)
    )
    answer(answer(app, 0, "dmy"), 1, "1,234.56")
    said += everything(choose(app, ":column:customer", -2))
    said += everything(press(choose(app, ":column:customer", 1), "imports:check"))
    said += everything(press(app, "imports:commit"))
    assert asked(app) == {"batch": "1"}
    said += everything(people.open(import_batches, "receivables", "en", id="1"))
    assert not [sign for sign in said if "\u4e00" <= sign <= "\u9fff"]
    assert not KEY.findall(said)


def test_every_field_that_can_be_imported_has_a_name_in_both_languages() -> None:
    for language in ("en", "zh_CN"):
        keys = {f"{spec.entity.__name__}.{item.name}" for spec in FACTS.values() for item in spec.fields}
        assert not {key for key in keys if label(key, language) == key}


def test_a_template_is_made_in_the_language_of_the_screen(people: People) -> None:
    actor = Actor("Mei", grants=(Grant("receivables", frozenset({Permission.FACTS_IMPORT})),))
    made = template_file(actor, "invoice", "zh_CN", Format.CSV).decode("utf-8-sig")
    assert made.startswith("发票号,客户,")
    assert "列标题为当前语言" in texts(people.open(imports, "receivables", "zh_CN"))
