"""A file through the wizard in a real browser, down to the figures it makes."""

import json
import os
import re
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.portal import Portal

PASSWORD = "七月流火九月授衣春日载阳"
FILE = """发票号码,客户名称,开票日期,到期日,金额(万元),是否争议
0001,华星贸易,2026-01-05,2026-02-04,1.25,否
0002,远航电子,2026-01-08,2026-02-07,3,否
0003,华星贸易,2026-02-11,2026-03-13,1,是
0004,南方精密,2026-03-02,2026-02-01,0.8,否
"""
TRIALS = os.environ.get("NEIKONG_TRIALS", "")
REAL = "WA_Fn-UseC_-Accounts-Receivable.csv"
LONG = 90_000
"""Milliseconds that an import may take on a busy machine."""


@pytest.fixture(scope="module")
def desk(portal: Portal, browser: Browser, browser_context_args: dict[str, Any]) -> Iterator[Page]:
    """The page of an accountant who has just got an account and chosen a password."""
    portal.neikong("database", "upgrade")
    said = portal.neikong("user", "add", "mei", "--name", "梅会计", "--role", "receivables").stdout
    first = re.search(r"password:\s+(\S+)|密码[::]?\s*(\S+)", said)
    assert first, said
    context = browser.new_context(**browser_context_args)
    page = context.new_page()
    page.goto(f"{portal.url}/imports")
    page.get_by_role("textbox", name="用户名").fill("mei")
    page.get_by_role("textbox", name="密码", exact=True).fill(first[1] or first[2])
    page.get_by_role("button", name="登录", exact=True).click()
    page.get_by_role("textbox", name="当前密码").fill(first[1] or first[2])
    page.get_by_role("textbox", name="新密码", exact=True).fill(PASSWORD)
    page.get_by_role("textbox", name="再次输入新密码").fill(PASSWORD)
    page.get_by_role("button", name="保存并继续").click()
    expect(page.get_by_role("heading", name="数据导入")).to_be_visible(timeout=LONG)
    yield page
    context.close()


def drop(page: Page, portal: Portal, file: Path) -> None:
    """Begin with a file."""
    page.goto(f"{portal.url}/imports")
    page.get_by_test_id("stFileUploader").locator("input[type=file]").set_input_files(file)
    expect(page).to_have_url(re.compile(r"draft=\d+"), timeout=LONG)
    expect(page.get_by_role("button", name="试运行")).to_be_visible(timeout=LONG)


def count(page: Page, name: str) -> str:
    """The figure in the tile of that name."""
    tile = page.get_by_test_id("stMetric").filter(has_text=name)
    return tile.get_by_test_id("stMetricValue").inner_text()


def commit(page: Page, rows: str) -> str:
    """From the dry run to the result; the number of the import."""
    page.get_by_role("button", name=f"导入 {rows} 行").click()
    expect(page).to_have_url(re.compile(r"batch=\d+"), timeout=LONG)
    expect(page.get_by_text("指标已按最新数据重算")).to_be_visible(timeout=LONG)
    return page.url.partition("batch=")[2]


def test_a_file_goes_in_and_comes_out_again(portal: Portal, desk: Page, tmp_path: Path) -> None:
    file = tmp_path / "发票.csv"
    file.write_bytes(FILE.encode("gb18030"))
    drop(desk, portal, file)
    expect(desk.get_by_text("GB18030")).to_be_visible()
    expect(desk.get_by_text("1.25 → 12,500")).to_be_visible()
    desk.get_by_role("button", name="试运行").click()
    expect(desk.get_by_role("button", name="导入 3 行")).to_be_visible(timeout=LONG)
    assert [count(desk, name) for name in ("读取", "新增", "变更", "拒绝")] == ["4", "3", "0", "1"]
    with desk.expect_download() as waiting:
        desk.get_by_role("button", name="下载被拒绝的行").click()
    rejects = Path(waiting.value.path()).read_text("utf-8-sig").splitlines()
    assert waiting.value.suggested_filename == "发票_拒绝.csv"
    assert rejects[1].startswith("0004,南方精密")

    desk.reload()
    expect(desk.get_by_role("button", name="导入 3 行")).to_be_visible(timeout=LONG)
    batch = commit(desk, "3")
    desk.get_by_role("link", name="查看导入的记录").click()
    expect(desk).to_have_url(re.compile(rf"/invoices\?batch_id={batch}$"))
    expect(desk.get_by_text("共 3 条")).to_be_visible()

    undo(desk, portal, batch, file)
    desk.goto(f"{portal.url}/invoices?batch_id={batch}")
    expect(desk.get_by_text("没有符合搜索和筛选条件的记录")).to_be_visible(timeout=LONG)


def undo(page: Page, portal: Portal, batch: str, file: Path) -> None:
    """Take the file out once more to look at it, then take the import back."""
    page.goto(f"{portal.url}/import_batches?id={batch}")
    expect(page.get_by_role("heading", name="发票.csv")).to_be_visible()
    with page.expect_download() as waiting:
        page.get_by_role("link", name="下载原文件").click()
    assert Path(waiting.value.path()).read_bytes() == file.read_bytes()
    page.get_by_role("button", name="撤销导入").click()
    page.get_by_role("textbox", name="原因").fill("文件选错了")
    page.get_by_role("textbox", name="原因").blur()
    page.get_by_role("button", name="撤销导入").last.click()
    expect(page.get_by_text("已撤销", exact=True).first).to_be_visible(timeout=LONG)


def test_what_was_begun_waits_until_the_person_comes_back(portal: Portal, desk: Page, tmp_path: Path) -> None:
    file = tmp_path / "未完成.csv"
    file.write_text(FILE)
    drop(desk, portal, file)
    desk.goto(f"{portal.url}/imports")
    desk.get_by_role("button", name="未完成.csv").click()
    expect(desk.get_by_role("button", name="试运行")).to_be_visible(timeout=LONG)
    desk.get_by_role("button", name="放弃").click()
    expect(desk.get_by_test_id("stFileUploader")).to_be_visible(timeout=LONG)
    expect(desk.get_by_role("button", name="未完成.csv")).to_have_count(0)


@pytest.mark.parametrize(("width", "height"), [(390, 844), (1440, 900)])
def test_every_step_fits_the_screen(
    portal: Portal, desk: Page, tmp_path: Path, width: int, height: int
) -> None:
    desk.set_viewport_size({"width": width, "height": height})
    file = tmp_path / f"宽{width}.csv"
    file.write_text(FILE)
    drop(desk, portal, file)
    assert desk.evaluate("document.documentElement.scrollWidth") <= width
    desk.get_by_role("button", name="试运行").click()
    expect(desk.get_by_role("button", name="导入 3 行")).to_be_visible(timeout=LONG)
    assert desk.evaluate("document.documentElement.scrollWidth") <= width


@pytest.mark.trials
@pytest.mark.skipif(not TRIALS, reason="NEIKONG_TRIALS names no folder of real files")
def test_the_real_receivables_give_the_true_days_outstanding(portal: Portal, desk: Page) -> None:
    folder = Path(TRIALS) / "ar_ibm"
    desk.set_viewport_size({"width": 1440, "height": 900})
    drop(desk, portal, folder / REAL)
    desk.get_by_role("button", name="试运行").click()
    expect(desk.get_by_role("button", name="导入 2,466 行")).to_be_visible(timeout=LONG)
    assert [count(desk, name) for name in ("新增", "拒绝")] == ["2,466", "0"]
    commit(desk, "2,466")
    shown = json.loads(portal.neikong("indicators", "show", "K30", "--grain", "quarter", "--json").stdout)
    truth = json.loads((folder / "groundtruth.json").read_text(), parse_float=Decimal)["dso_by_quarter"]
    figures = {row["period"].replace("-", ""): row for row in shown}
    for quarter, true in truth.items():
        places = -int(true["dso"].as_tuple().exponent)
        assert round(Decimal(figures[quarter]["value"]), places) == true["dso"], quarter
        assert Decimal(figures[quarter]["denominator"]) == true["sales"], quarter
