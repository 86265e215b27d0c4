"""Somebody signed in who goes from page to page in one browser and waits until each is drawn."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date, datetime
from enum import Enum
from functools import partial
from typing import Any

from playwright.sync_api import Browser, BrowserContext, Locator, Page, WebSocket
from sqlalchemy import select
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

from db.unit_of_work import unit_of_work
from domain.access.user import User
from domain.core.language import label, translate
from domain.core.permission import machine
from gateway.session_cookie import session_name
from tests.databases import using
from tests.factories import a_session
from tests.portal import Portal

LOCALES = {"zh_CN": "zh-CN", "en": "en-GB"}
PATIENCE = 45_000
"""Milliseconds: the machine may be busy."""
GO = "path => { history.pushState(null, '', path); dispatchEvent(new PopStateEvent('popstate')); }"
"""To an address of this portal as the browser's own buttons go there: the page is not loaded anew."""
DRAWN = """() => {
  const app = document.querySelector('[data-testid=stApp]');
  return app && app.dataset.testScriptState === 'notRunning'
    && app.querySelector('[data-testid=stMain] [data-testid=stElementContainer]')
    && !app.querySelector('[data-testid=stSkeleton]')
    && ![...app.querySelectorAll('[data-testid=stVegaLiteChart]')].some(one => !one.querySelector('svg'));
}"""


@contextmanager
def signed_in(
    browser: Browser, portal: Portal, username: str, language: str, now: datetime, **settings: Any
) -> Iterator["Walk"]:
    """A browser in which somebody signed in already; how they do that is another test."""
    with using(portal.database_url), unit_of_work(machine("test")) as session:
        user = session.scalars(select(User).where(User.username == username)).one()
        cookie = {"name": session_name(), "value": a_session(session, user, now), "url": portal.url}
    wide: Any = {"viewport": {"width": 1440, "height": 900}, "timezone_id": "Asia/Shanghai"}
    context = browser.new_context(**wide | settings | {"locale": LOCALES[language]})
    context.add_cookies([cookie])  # type: ignore[list-item]
    try:
        yield Walk(context, portal, language)
    finally:
        context.close()


class Walk:
    """One person's browser."""

    def __init__(self, context: BrowserContext, portal: Portal, language: str) -> None:
        self.page: Page = context.new_page()
        self.page.set_default_timeout(PATIENCE)
        self.portal, self.language = portal, language
        self._sockets: list[WebSocket] = []
        self.page.on("websocket", lambda one: self._sockets.append(one))

    def said(self, key: str) -> str:
        """A label or sentence in the language of this walk."""
        found = label(key, self.language)
        return translate(key, self.language) if found == key else found

    def said_of(self, choice: Enum) -> str:
        """The name of a choice."""
        return label(choice, self.language)

    def go(self, path: str) -> None:
        """To a page of the portal; comes back when all of it is drawn."""
        if not self._sockets:
            self.page.goto(f"{self.portal.url}/{path}")
            self.page.wait_for_function(DRAWN)
            return
        self.does(lambda: self.page.evaluate(GO, f"/{path}"))

    def does(self, act: Callable[[], object]) -> None:
        """Do something that draws the page anew, and wait until that is done."""
        with self._sockets[-1].expect_event("framereceived", _is_end_of_run, timeout=PATIENCE):
            act()
        self.page.wait_for_function(DRAWN)

    def at(self, key: str) -> Locator:
        """What is drawn under a widget key."""
        return self.page.locator(f'[class~="st-key-{key.replace(":", "-").replace(".", "-")}"]')

    def button(self, key: str) -> Locator:
        """The button of a widget key."""
        return self.at(key).get_by_role("button").first

    def press(self, key: str) -> None:
        """Press the button of a widget key."""
        self.does(self.button(key).click)

    def type(self, key: str, text: str) -> None:
        """Into the text field of a widget key, and leave it."""
        self.fill(self.at(key).locator("input, textarea").first, text)

    def fill(self, field: Locator, text: str) -> None:
        """Into a text field, and leave it."""
        field.fill(text)
        field.press("Tab")

    def writes(self, place: str, **texts: str) -> None:
        """Into text fields that each draw the page anew: end of the key -> text."""
        for name, text in texts.items():
            self.does(partial(self.type, f"{place}:{name}", text))

    def picks(self, where: str | Locator, text: str) -> None:
        """From a list that draws the page anew when another choice is made."""
        found = self.at(where) if isinstance(where, str) else where
        if found.get_by_role("combobox").first.input_value() != text:
            self.does(lambda: self.choose(found, text))

    def choose(self, where: str | Locator, text: str) -> None:
        """From a list, by its key and the text of the choice. Long lists show it once it is typed."""
        where = self.at(where) if isinstance(where, str) else where
        box = where.get_by_role("combobox").first
        box.click()
        if box.is_editable():
            box.fill(text)
        self.page.get_by_role("option", name=text, exact=True).first.click()

    def date(self, key: str, day: date) -> None:
        """Into a date field: year, month and day one after the other, as people type."""
        field = self.at(key).get_by_role("spinbutton").first
        field.click()
        self.page.keyboard.type(f"{day:%Y%m%d}")


def _is_end_of_run(frame: str | bytes) -> bool:
    """Whether a frame says that a run came to its end, and not that the next one overtook it."""
    if isinstance(frame, str):
        return False
    message = ForwardMsg.FromString(frame)
    ended = ForwardMsg.ScriptFinishedStatus
    return message.WhichOneof("type") == "script_finished" and message.script_finished in (
        ended.FINISHED_SUCCESSFULLY, ended.FINISHED_FRAGMENT_RUN_SUCCESSFULLY,
    )  # fmt: skip
