"""Two people change one record in two browsers: the second is told and keeps their input; nothing is lost."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Locator, expect
from sqlalchemy import select

from db.unit_of_work import reading, unit_of_work
from domain.access.first_start import first_start
from domain.core.clock import now
from domain.core.permission import machine
from domain.sales.customer import Customer
from tests.browser.walk import PATIENCE, Walk, signed_in
from tests.databases import using
from tests.factories import a_customer, a_user
from tests.portal import Portal

FORM = "customers:1:form"
USUAL = 5_000


@pytest.fixture
def office(portal: Portal) -> Iterator[Portal]:
    """One customer, two accountants."""
    expect.set_options(timeout=PATIENCE)
    with using(portal.database_url), unit_of_work(machine("test")) as session:
        first_start(session, "示例公司", "Sample Company")
        a_customer(session, number="C-1", name="恒达精密", region="华东")
        for username, name in (("mei", "梅会计"), ("lan", "兰会计")):
            a_user(session, username=username, display_name=name, role="receivables")
    yield portal
    expect.set_options(timeout=USUAL)


def test_the_second_to_save_is_told_who_changed_what_and_nothing_is_lost(
    office: Portal, browser: Browser
) -> None:
    with (
        signed_in(browser, office, "mei", "zh_CN", now()) as mei,
        signed_in(browser, office, "lan", "zh_CN", now()) as lan,
    ):
        for walk in (mei, lan):
            walk.go("customers?id=1")
            walk.press("customers:1:edit")
        mei.type(f"{FORM}:region", "华北")
        mei.type(f"{FORM}:name_en", "Hengda Precision")
        save(mei)
        expect(mei.page.get_by_text("Hengda Precision").first).to_be_visible()

        lan.type(f"{FORM}:region", "华南")
        lan.type(f"{FORM}:group_code", "HD")
        save(lan)
        told = lan.page.get_by_test_id("stAlertContentError")
        expect(told).to_contain_text("梅会计")
        expect(told).to_contain_text("地区")
        expect(field(lan, "region")).to_have_value("华南")
        expect(field(lan, "group_code")).to_have_value("HD")
        expect(field(lan, "name_en")).to_have_value("Hengda Precision")
        clash = lan.at(f"{FORM}:clash:region")
        for said in ("华东", "华北", "华南"):
            expect(clash.get_by_text(said, exact=True)).to_be_visible()
        save(lan)
        expect(lan.page.get_by_text("HD", exact=True).first).to_be_visible()
    with using(office.database_url), reading(machine("test")) as session:
        kept = session.scalars(select(Customer).where(Customer.number == "C-1")).one()
    assert (kept.region, kept.group_code, kept.name_en) == ("华南", "HD", "Hengda Precision")
    assert kept.version == 3


def save(walk: Walk) -> None:
    walk.does(walk.page.get_by_role("button", name="保存", exact=True).click)


def field(walk: Walk, name: str) -> Locator:
    return walk.at(f"{FORM}:{name}").locator("input")
