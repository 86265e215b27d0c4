"""The sign-in as people see it."""

import re
from collections.abc import Iterator
from datetime import UTC, datetime

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from db.unit_of_work import carry_out
from domain.access.first_start import first_start
from tests.databases import using
from tests.factories import PASSWORD, a_user, an_actor
from tests.portal import Portal

NEW = "七月流火九月授衣春日载阳"


@pytest.fixture(scope="module")
def peopled(portal: Portal) -> Iterator[Portal]:
    """A portal with two accounts."""
    now = datetime.now(UTC)
    with using(portal.database_url):
        carry_out(an_actor(), lambda session: first_start(session, "示例公司", "Sample Company"))
        carry_out(an_actor(), lambda session: a_user(session, username="gm", role="manager"))
        carry_out(
            an_actor(),
            lambda session: a_user(
                session, username="newcomer", role="sales", must_change_password=True, password_set_at=now
            ),
        )
        yield portal


def sign_in(page: Page, username: str, password: str) -> None:
    page.get_by_role("textbox", name="用户名").fill(username)
    page.get_by_role("textbox", name="密码", exact=True).fill(password)
    page.get_by_role("button", name="登录", exact=True).click()


def test_the_way_in_and_out(peopled: Portal, page: Page, context: BrowserContext) -> None:
    blocked: list[str] = []
    page.on("console", lambda said: blocked.append(said.text) if "unsafe-eval" in said.text else None)
    page.goto(f"{peopled.url}/invoices?status=posted")
    sign_in(page, "gm", "wrong wrong wrong")
    expect(page.get_by_text("用户名或密码不正确")).to_be_visible()
    sign_in(page, "gm", PASSWORD)
    expect(page.get_by_role("button", name="登录", exact=True)).to_have_count(0)
    expect(page.get_by_test_id("stApp")).to_contain_text("发票")
    expect(page).to_have_url(f"{peopled.url}/invoices?status=posted")
    assert "neikong" not in page.evaluate("document.cookie"), "scripts cannot read the session"
    other = context.new_page()
    other.goto(f"{peopled.url}/invoices")
    expect(other.get_by_test_id("stApp")).to_contain_text("发票")
    page.get_by_test_id("stPopover").get_by_role("button").first.click()
    page.get_by_role("button", name="退出登录").click()
    expect(page.get_by_text("您已退出登录")).to_be_visible()
    other.reload()
    expect(other.get_by_role("textbox", name="用户名")).to_be_visible()
    assert not blocked


def test_the_page_speaks_the_browser_s_language_and_the_one_chosen(peopled: Portal, browser: Browser) -> None:
    context = browser.new_context(locale="en-GB")
    page = context.new_page()
    page.goto(peopled.url)
    expect(page.get_by_role("button", name="Sign in", exact=True)).to_be_visible()
    expect(page.get_by_role("heading", name="Sample Company")).to_be_visible()
    page.get_by_role("button", name="中文").or_(page.get_by_role("radio", name="中文")).first.click()
    expect(page.get_by_role("heading", name="示例公司")).to_be_visible()
    sign_in(page, "gm", PASSWORD)
    expect(page.get_by_role("textbox", name="用户名")).to_have_count(0)
    expect(page.get_by_test_id("stApp")).to_contain_text("改进与控制")
    context.close()


def test_a_first_password_is_changed_before_anything_else(peopled: Portal, page: Page) -> None:
    page.goto(f"{peopled.url}/customers")
    sign_in(page, "newcomer", PASSWORD)
    expect(page.get_by_role("heading", name="设置密码")).to_be_visible()
    page.get_by_role("textbox", name="当前密码").fill(PASSWORD)
    page.get_by_role("textbox", name="新密码", exact=True).fill(NEW)
    page.get_by_role("textbox", name="再次输入新密码").fill(NEW)
    page.get_by_role("button", name="保存并继续").click()
    expect(page.get_by_role("heading", name="设置密码")).to_have_count(0)
    expect(page).to_have_url(re.compile("/customers$"))
    expect(page.get_by_test_id("stApp")).to_contain_text("客户")


@pytest.mark.parametrize("width", [390, 1440])
def test_the_card_fits_the_screen(peopled: Portal, page: Page, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 844})
    page.goto(peopled.url)
    expect(page.get_by_role("button", name="登录", exact=True)).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth") <= width
