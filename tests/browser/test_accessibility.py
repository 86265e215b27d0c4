"""Nobody is shut out of a screen: axe finds nothing serious on any, and each speaks one language."""

import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser

from db.settings import LANGUAGES
from db.unit_of_work import unit_of_work
from domain.access.shipped_roles import SHIPPED_ROLES
from domain.core.language import catalogue
from domain.core.permission import machine
from tests.browser.told_time import ToldTime
from tests.browser.walk import Walk, signed_in
from tests.databases import using
from tests.demo_company import clock
from tests.factories import a_grant, a_person, a_user
from tests.portal import Portal, serving
from tests.screens.visitor import KEY, PAGES, declared

RULES = """() => axe.run(
  {exclude: [['[role=spinbutton]']]},
  {preload: false, iframes: false, resultTypes: ['violations'],
   runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa']}
).then(found => found.violations
  .filter(one => ['serious', 'critical'].includes(one.impact))
  .map(one => `${one.id}: ${one.nodes[0].html.slice(0, 300)}`))"""
"""Year, month and day of Streamlit's date input are narrower than 24 pixels; ours to use, not to change."""
ADDRESSES = [declared(page).url_path for page in PAGES]
RECORDS = ("customers?id=1", "issues?id=1", "invoices?id=1", "alerts?id=1", "approval_routes?id=1")
FORMS = ("customers?id=new", "custom_fields?id=new")
"""A form that goes up as a whole, and one that asks by and by."""
LOOKS = {"zh_CN": "light", "en": "dark"}
NOT_OURS = re.compile(r"^Skip to main content$|Ltd\.$")
"""What Streamlit says to screen readers, and the English names of customers."""
CHINESE = re.compile(r"[\u4e00-\u9fff]")
ENGLISH = re.compile(r"[A-Za-z]{2,}(?:[ ,]+[A-Za-z’']+){2,}")
WORDS = """() => [document.body.innerText, ...[...document.querySelectorAll(':placeholder-shown')]
  .map(one => one.placeholder)].join('\\n')"""
PROBLEMS = '[data-testid="stException"], [data-testid="stAlertContentError"]'


@pytest.fixture(scope="module")
def time(tmp_path_factory: pytest.TempPathFactory) -> ToldTime:
    """The demo company's own day."""
    return clock(tmp_path_factory.mktemp("time"))


@pytest.fixture(scope="module")
def company(demo_file: Path, time: ToldTime, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Portal]:
    """The demo company, in which every screen has something to show, and somebody who may see all of it."""
    folder = tmp_path_factory.mktemp("portal")
    shutil.copyfile(demo_file, folder / "demo.db")
    url = f"sqlite:///{folder}/demo.db"
    with using(url), unit_of_work(machine("test")) as session:
        everybody = a_user(session, username="sees_all", person_id=a_person(session).id)
        for role in SHIPPED_ROLES:
            a_grant(session, everybody, role.code)
    with serving(url, folder, program=time.program) as portal:
        yield portal


@pytest.fixture(scope="module", params=LANGUAGES)
def walk(request: pytest.FixtureRequest, company: Portal, time: ToldTime, browser: Browser) -> Iterator[Walk]:
    """In Chinese by day, in English by night."""
    look = LOOKS[request.param]
    with signed_in(browser, company, "sees_all", request.param, time.now(), color_scheme=look) as walk:
        walk.go("password")
        walk.page.evaluate(Axe().axe_script)
        yield walk


@pytest.mark.parametrize("address", [*ADDRESSES, *RECORDS, *FORMS])
def test_a_screen_shuts_nobody_out_and_speaks_one_language(walk: Walk, address: str) -> None:
    walk.go(address)
    found = walk.page.evaluate(RULES)
    assert found == []
    assert walk.page.locator(PROBLEMS).all_inner_texts() == []
    words = walk.page.evaluate(WORDS)
    assert KEY.findall(words) == []
    assert foreign(words, walk.language) == []


def foreign(words: str, language: str) -> list[str]:
    """Lines in the other language. Data may be Chinese on an English page, sentences of ours may not."""
    lines = dict.fromkeys(line.strip() for line in words.splitlines())
    if language == "zh_CN":
        return [
            one
            for one in lines
            if ENGLISH.search(one) and not CHINESE.search(one) and not NOT_OURS.search(one)
        ]
    ours = {text for text in catalogue("zh_CN").values() if len(CHINESE.findall(text)) > LONGEST_NAME}
    return [one for one in lines if one in ours]


LONGEST_NAME = 4
"""Chinese names of up to so many signs may be data and label at once."""
