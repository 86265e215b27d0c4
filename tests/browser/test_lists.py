"""Lists as people use them: a press on a row, on a heading, on a page, on a filter; back and forth."""

import re
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from db.unit_of_work import unit_of_work
from domain.access.first_start import first_start
from domain.core.clock import now
from domain.core.permission import machine
from tests.browser.walk import PATIENCE, signed_in
from tests.databases import using
from tests.factories import a_customer, a_user, an_invoice
from tests.portal import Portal


@pytest.fixture(scope="module")
def office(portal: Portal) -> Iterator[Portal]:
    """Fifty invoices of one customer, the later the larger, and a receivables accountant."""
    with using(portal.database_url):
        with unit_of_work(machine("test")) as session:
            first_start(session, "示例公司", "Sample Company")
            a_user(session, username="receivables", role="receivables")
            customer = a_customer(session, name="恒达精密")
            for at in range(50):
                an_invoice(
                    session, number=f"I-{at:02}", issued_on=date(2026, 1, 1), amount=Decimal(at + 1),
                    customer_id=customer.id, disputed=at == 3,
                )  # fmt: skip
        yield portal


@pytest.fixture
def invoices(office: Portal, browser: Browser) -> Iterator[Page]:
    """The list of invoices, smallest first."""
    expect.set_options(timeout=PATIENCE)
    with signed_in(browser, office, "receivables", "zh_CN", now()) as walk:
        walk.go("invoices?sort=amount")
        expect(table(walk.page)).to_be_visible()
        yield walk.page


def table(page: Page) -> Locator:
    return page.get_by_test_id("stDataFrame").first


def press(page: Page, row: int, across: int = 60) -> None:
    """Press a cell; row 0 is the heading."""
    table(page).click(position={"x": across, "y": 17 + 35 * row})


def drawer(page: Page) -> Locator:
    return page.get_by_role("dialog")


def test_a_press_on_a_row_opens_it_beside_the_list_and_on_its_own_page(invoices: Page) -> None:
    press(invoices, 2)
    expect(drawer(invoices)).to_contain_text("I-01")
    invoices.get_by_role("button", name="打开完整页面").click()
    expect(invoices).to_have_url(re.compile(r"id=\d+"))
    expect(invoices.get_by_role("heading", name="I-01")).to_be_visible()
    invoices.get_by_role("button", name="下一条").click()
    expect(invoices.get_by_role("heading", name="I-02")).to_be_visible()
    invoices.get_by_role("button", name="发票", exact=True).click()
    expect(invoices).to_have_url(re.compile(r"/invoices\?sort=amount$"))


def test_the_first_press_after_turning_the_page_opens_the_row_that_is_there_now(invoices: Page) -> None:
    invoices.get_by_test_id("stPagination").get_by_text("3", exact=True).click()
    expect(invoices).to_have_url(re.compile(r"page=3"))
    expect(invoices.get_by_test_id("stPagination").get_by_text("3", exact=True)).to_be_visible()
    invoices.wait_for_timeout(1000)
    press(invoices, 1)
    expect(drawer(invoices)).to_contain_text("I-40")


def test_a_press_on_a_heading_sorts_all_rows(invoices: Page) -> None:
    press(invoices, 0)
    expect(invoices).to_have_url(re.compile(r"sort=number"))
    invoices.wait_for_timeout(1000)
    press(invoices, 0)
    expect(invoices).to_have_url(re.compile(r"sort=-number"))
    invoices.wait_for_timeout(1000)
    press(invoices, 1)
    expect(drawer(invoices)).to_contain_text("I-49")


def test_a_filter_that_was_cleared_does_not_come_back(invoices: Page) -> None:
    invoices.get_by_role("button", name="筛选").click()
    choice = invoices.locator('[class*="st-key-invoices-disputed"]')
    choice.get_by_text("是", exact=True).click()
    expect(invoices).to_have_url(re.compile(r"disputed=yes"))
    expect(invoices.get_by_text("共 1 条")).to_be_visible()
    invoices.keyboard.press("Escape")
    invoices.get_by_role("button", name="全部清除").click()
    expect(invoices.get_by_text("共 50 条")).to_be_visible()
    invoices.get_by_test_id("stPagination").get_by_text("2", exact=True).click()
    expect(invoices).to_have_url(re.compile(r"page=2"))
    assert "disputed" not in invoices.url


def test_the_browser_s_back_button_goes_back(invoices: Page) -> None:
    invoices.get_by_test_id("stPagination").get_by_text("2", exact=True).click()
    expect(invoices).to_have_url(re.compile(r"page=2"))
    invoices.go_back()
    expect(invoices).to_have_url(re.compile(r"/invoices\?sort=amount$"))
    expect(invoices.get_by_text("共 50 条")).to_be_visible()


def test_the_file_holds_what_the_list_found_on_all_pages(invoices: Page, tmp_path: Path) -> None:
    invoices.get_by_role("button", name="导出").click()
    with invoices.expect_download() as coming:
        invoices.get_by_role("button", name="CSV").click()
    file = tmp_path / "list.csv"
    coming.value.save_as(file)
    lines = file.read_text("utf-8-sig").splitlines()
    assert coming.value.suggested_filename.startswith("发票_")
    assert (len(lines), lines[0].split(",")[0], lines[1].split(",")[0]) == (51, "发票号", "I-00")
