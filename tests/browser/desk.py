"""People at their desks: a portal on a told clock, browsers signed in to it, and the domain behind it."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

import pytest
from playwright.sync_api import Browser, Locator, Page, TimeoutError, expect

from db.unit_of_work import carry_out
from domain.core.errors import DomainError
from domain.core.language import label, say, translate
from domain.core.permission import Actor
from domain.improvement.issue_state import IssueState
from tests.browser.loop_company import actor
from tests.browser.told_time import ToldTime
from tests.browser.walk import signed_in
from tests.databases import using
from tests.portal import Portal

HOVERS = 5


@dataclass(frozen=True)
class Stage:
    """A portal on a told clock, and whoever sits in front of it."""

    portal: Portal
    time: ToldTime
    browser: Browser
    language: str
    settings: dict[str, Any]

    def said(self, key: str) -> str:
        """A label or sentence in the language of this walk."""
        found = label(key, self.language)
        return translate(key, self.language) if found == key else found

    @contextmanager
    def desk(self, username: str, path: str) -> Iterator["Desk"]:
        """Somebody who signed in already opens a page of theirs."""
        now = self.time.now()
        with signed_in(self.browser, self.portal, username, self.language, now, **self.settings) as walk:
            walk.page.goto(f"{self.portal.url}/{path}")
            yield Desk(walk.page, self)

    def refused(
        self, username: str, kind: type[DomainError], verb: Callable[..., object], *facts: Any, **named: Any
    ) -> None:
        """The domain refuses too, whatever a screen shows."""
        with using(self.portal.database_url):
            who: Actor = actor(username, self.time.now().date())
            with pytest.raises(kind):
                carry_out(who, lambda session: verb(session, who, *facts, **named))


@dataclass(frozen=True)
class Desk:
    """One person's browser."""

    page: Page
    stage: Stage

    def at(self, key: str) -> Locator:
        """What is drawn under a widget key."""
        return self.page.locator(f'[class~="st-key-{key.replace(":", "-")}"]')

    def step(self, name: str) -> Locator:
        """The button of a step of the issue."""
        return self.at(f"issues:1:step:{name}").get_by_role("button")

    def press(self, name: str, fill: Callable[[], None] = lambda: None) -> None:
        """Take a step: at once, or through the form behind its button."""
        form = self.at(f"issues:1:step:{name}:form").get_by_role("button").first
        expect(form.or_(self.step(name)).first).to_be_enabled()
        if form.count():
            form.click()
            fill()
        self.step(name).click()

    def type(self, key: str, text: str) -> None:
        """Into a text field."""
        self.at(key).locator("input, textarea").first.fill(text)
        self.at(key).locator("input, textarea").first.press("Tab")

    def choose(self, key: str, text: str) -> None:
        """From a list."""
        self.at(key).get_by_role("combobox").click()
        self.page.get_by_role("option", name=text).first.click()

    def shows(self, text: str) -> None:
        """The text stands on the page, not only in the field it was typed into (gone a moment later)."""
        expect(self.page.get_by_role("paragraph").get_by_text(text)).to_be_visible()

    def stands(self, state: IssueState) -> None:
        """The issue is in this state, as its badge says."""
        badge = self.page.get_by_text(label(state, self.stage.language), exact=True)
        expect(badge.first).to_be_visible()

    def must_wait(self, button: Locator, why: DomainError) -> None:
        """The button is there, disabled, and says why."""
        expect(button).to_be_disabled()
        said = self.page.get_by_text(say(why, self.stage.language)).first
        for _ in range(HOVERS):
            # A page that is still being drawn takes the words away again.
            self.page.mouse.move(0, 0)
            button.hover(force=True)
            try:
                said.wait_for(state="visible", timeout=3_000)
            except TimeoutError:
                continue
            break
        expect(said).to_be_visible()
        self.page.mouse.move(0, 0)
