"""Nobody is shut out of the dashboards: axe finds nothing serious on them, by day and by night."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

from tests.demo_company import clock
from tests.portal import Portal, serving

PATIENCE = 60_000
RULES = {"runOnly": {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21aa"]}}
BOARDS = ("cockpit", "kpi_book", "kri_book", "loop", "sales", "receivables", "customer_base", "team")


@pytest.fixture(scope="module")
def company(demo_file: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Portal]:
    """The demo company on its own day: every dashboard has something to show."""
    folder = tmp_path_factory.mktemp("portal")
    shutil.copyfile(demo_file, folder / "demo.db")
    with serving(f"sqlite:///{folder}/demo.db", folder, program=clock(folder).program) as portal:
        yield portal


@pytest.fixture(scope="module", params=["light", "dark"])
def desk(request: pytest.FixtureRequest, company: Portal, browser: Browser) -> Iterator[Page]:
    """A manager at their desk, by day or by night."""
    scheme = request.param
    context = browser.new_context(
        locale="zh-CN", color_scheme=scheme, viewport={"width": 1440, "height": 900}
    )
    page = context.new_page()
    page.set_default_timeout(PATIENCE)
    page.goto(f"{company.url}/cockpit")
    page.get_by_role("textbox", name="用户名").fill("gm")
    page.get_by_role("textbox", name="密码", exact=True).fill(PASSWORD_OF_THE_DEMO)
    page.get_by_role("button", name="登录", exact=True).click()
    expect(page.get_by_test_id("stHeading").first).to_be_visible(timeout=PATIENCE)
    yield page
    context.close()


PASSWORD_OF_THE_DEMO = "neikong-demo"


@pytest.mark.parametrize("board", BOARDS)
def test_axe_finds_nothing_serious_on_a_dashboard(desk: Page, company: Portal, board: str) -> None:
    desk.goto(f"{company.url}/{board}")
    expect(desk.get_by_test_id("stHeading").first).to_be_visible(timeout=PATIENCE)
    expect(desk.get_by_test_id("stSkeleton")).to_have_count(0, timeout=PATIENCE)
    found = Axe().run(desk, options=RULES).response["violations"]
    bad = {one["id"]: one["nodes"][0]["html"] for one in found if one["impact"] in ("serious", "critical")}
    assert bad == {}
