"""From a red tile, by clicks, to the rows behind it and the file they came from, and back; for others too."""

import csv
import re
from collections.abc import Iterator
from contextlib import ExitStack
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Locator, Page, expect
from sqlalchemy import select

from db.unit_of_work import unit_of_work
from domain.access.first_start import first_start
from domain.core.clock import now, today
from domain.core.period import add_months, first_day_of, month_of
from domain.core.permission import machine
from domain.indicators.catalogue import install_catalogue
from domain.organisation.unit import Unit
from tests.browser.walk import PATIENCE, Walk, signed_in
from tests.databases import using
from tests.factories import NOON, a_unit, a_user
from tests.portal import Portal

FILE = "十月开票.csv"
BUYERS = {"恒达精密": ("华东", 900), "远航机电": ("华东", 300), "北辰重工": ("华北", 400)}
"""Customer -> unit, and what it owes for each invoice."""


def invoices(folder: Path) -> Path:
    """Three months of invoices that nobody paid, all of them overdue by now."""
    file = folder / FILE
    months = [add_months(month_of(today()), -back) for back in (4, 3, 2)]
    with file.open("w", encoding="utf-8-sig", newline="") as text:
        rows = csv.writer(text)
        rows.writerow(("发票号码", "客户名称", "部门", "开票日期", "到期日", "金额"))
        for month in months:
            issued = first_day_of(month) + timedelta(days=4)
            for name, (unit, owed) in BUYERS.items():
                rows.writerow((f"{name}-{month}", name, unit, issued, issued + timedelta(days=10), owed))
    return file


@pytest.fixture(scope="module")
def company(portal: Portal, tmp_path_factory: pytest.TempPathFactory) -> Portal:
    """A general manager, an accountant who may see the files, and a manager of East China only."""
    with using(portal.database_url), unit_of_work(machine("test")) as session:
        first_start(session, "示例公司", "Sample Company")
        install_catalogue(session, NOON)
        east = a_unit(session, code="EAST", name_zh="华东", name_en="East")
        a_unit(session, code="NORTH", name_zh="华北", name_en="North")
        a_user(session, username="boss", role="manager")
        a_user(session, username="accountant", role="receivables")
        a_user(session, username="east", role="manager", unit_id=east.id)
    portal.neikong("import", "invoice", str(invoices(tmp_path_factory.mktemp("files"))))
    portal.neikong("indicators", "refresh")
    return portal


@pytest.fixture
def desk(browser: Browser) -> Iterator[Any]:
    """Open a page as somebody, in a browser of their own."""
    expect.set_options(timeout=PATIENCE)
    with ExitStack() as opened:

        def open_as(portal: Portal, username: str, path: str) -> Walk:
            walk = opened.enter_context(signed_in(browser, portal, username, "zh_CN", now()))
            walk.go(path)
            return walk

        yield open_as


def held(page: Page, key: str) -> Locator:
    """What is drawn under a widget key."""
    return page.locator(f'[class~="st-key-{key}"]')


def press_row(page: Page, row: int) -> None:
    """Press a row of the records, counted from 1."""
    table = held(page, "records-behind").get_by_test_id("stDataFrame")
    expect(table).to_be_visible()
    table.click(position={"x": 60, "y": 17 + 35 * row})


def test_a_red_tile_leads_to_the_customers_rows_and_their_file_and_back(company: Portal, desk: Any) -> None:
    walk = desk(company, "accountant", "cockpit")
    page = walk.page
    tile = page.locator('[class*="st-key-tile-"]', has_text="逾期率").first
    expect(tile.get_by_text("超限")).to_be_visible()
    walk.does(tile.get_by_role("link").first.click)

    expect(page.get_by_role("heading", name="逾期率")).to_be_visible()
    customers = page.get_by_role("radio", name="客户")
    walk.does(customers.or_(page.get_by_role("button", name="客户", exact=True)).first.click)
    worst = page.locator('[class*="st-key-share-customer-"]', has_text="恒达精密").first
    walk.does(worst.get_by_role("button", name="明细").click)
    records = held(page, "records-behind")
    expect(records.get_by_text("共 3 条")).to_be_visible()
    expect(records.get_by_text("2,700.00").first).to_be_visible()
    seen = page.url

    press_row(page, 1)
    expect(page.get_by_text("恒达精密-").first).to_be_visible()
    expect(page).to_have_url(re.compile(r"/invoices\?id=\d+"))
    page.get_by_role("link", name=FILE).first.click()
    expect(page.get_by_text(FILE).first).to_be_visible()
    expect(page.get_by_text("9").first).to_be_visible()

    page.go_back()
    expect(page.get_by_text("恒达精密-").first).to_be_visible()
    page.go_back()
    expect(held(page, "records-behind").get_by_text("共 3 条")).to_be_visible()
    page.go_back()
    expect(page).to_have_url(seen)
    expect(held(page, "records-behind").get_by_text("共 3 条")).to_be_visible()


def test_the_address_shows_somebody_of_one_unit_the_same_view_of_their_own_rows(
    company: Portal, desk: Any
) -> None:
    walk = desk(company, "boss", "cockpit")
    page = walk.page
    tile = page.locator('[class*="st-key-tile-"]', has_text="逾期率").first
    walk.does(tile.get_by_role("link").first.click)
    walk.does(held(page, "records-numerator").get_by_role("button").click)
    expect(held(page, "records-behind").get_by_text("共 9 条")).to_be_visible()
    expect(held(page, "records-behind").get_by_text("4,800.00").first).to_be_visible()
    address = page.url.removeprefix(company.url + "/")
    assert "unit=" in address, "the address says whose figures the sender looked at"

    theirs = desk(company, "east", address).page
    expect(held(theirs, "records-behind").get_by_text("共 6 条")).to_be_visible()
    expect(held(theirs, "records-behind").get_by_text("3,600.00").first).to_be_visible()
    expect(theirs.get_by_text("北辰重工")).to_have_count(0)
    expect(theirs.get_by_text("4,800")).to_have_count(0)


def test_the_sibling_unit_of_an_address_is_not_shown(company: Portal, desk: Any) -> None:
    with using(company.database_url), unit_of_work(machine("test")) as session:
        north = session.scalars(select(Unit.id).where(Unit.code == "NORTH")).one()
    theirs = desk(company, "east", f"indicators?code=K36&unit={north}").page
    expect(theirs.get_by_text("没有找到").or_(theirs.get_by_text("不存在")).first).to_be_visible()
    expect(theirs.get_by_text("北辰重工")).to_have_count(0)
