"""The loop of the domain's tests with desks before it: accounts for its people, and a clock that is told."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from types import ModuleType

import pytest
from streamlit.testing.v1 import AppTest

from db.unit_of_work import unit_of_work
from domain.access.user_session import hash_of, open_session
from domain.core import clock
from domain.core.permission import machine
from tests import factories as make
from tests.databases import SqliteDatabases, using
from tests.domain.improvement.loop import BETTER, Loop
from tests.screens.visitor import People

ROLES = {
    "reporter": "receivables",
    "secretary": "committee_secretary",
    "owner": "manager",
    "doer": "receivables",
    "member": "committee_member",
    "verifier": "internal_control",
    "chair": "committee_chair",
}
"""Who plays which part, in the shipped role that allows it."""


class Desks:
    """One issue, and everybody who has a part in it in front of a screen at the loop's own time."""

    def __init__(self, page: ModuleType, after: Iterable[str | None]) -> None:
        self.loop = Loop(after)
        self.page = page
        self._users = {part: self._account(part) for part in ROLES}

    def open(self, part: str, language: str = "", /, **asked: str) -> AppTest:
        """The issue as this person sees it."""
        with unit_of_work(machine("test")) as session:
            token = hash_of(open_session(session, self._users[part], self.loop.now, "192.0.2.7", "T"))
        people = People({part: token})
        return people.open(self.page, part, language or "en", **(asked or {"id": self.key}))

    @property
    def key(self) -> str:
        """The issue's id, as the address says it."""
        return str(self.loop.issue_id)

    def _account(self, part: str) -> int:
        with unit_of_work(machine("test")) as session:
            role, person = ROLES[part], self.loop.people[part]
            return make.a_user(session, username=part, role=role, person_id=person).id


class Told:
    """In the place of the clock's own memory: it is always as late as the loop says."""

    def __init__(self) -> None:
        self.desks: Desks | None = None

    def get(self) -> datetime | None:
        """The told instant."""
        return self.desks.loop.now if self.desks else None


@contextmanager
def desks(
    databases: SqliteDatabases, folder: Path, page: ModuleType, after: Iterable[str | None] = BETTER
) -> Iterator[Desks]:
    """A fresh company at the start of its loop; `after` are the readings once the measures are in force."""
    told = Told()
    with databases.ready(folder) as url, using(url), pytest.MonkeyPatch.context() as patch:
        patch.setattr(clock, "_played", told)
        told.desks = Desks(page, after)
        yield told.desks


def offered(app: AppTest, key: str = "1") -> dict[str, bool]:
    """The steps on the screen, and whether they can be taken."""
    place = f"issues:{key}:step:"
    buttons = {button.key: button for button in app.button if str(button.key).startswith(place)}
    return {str(name).removeprefix(place): not button.disabled for name, button in buttons.items()}


def press(app: AppTest, step: str, **said: object) -> AppTest:
    """Fill in what a step asks for, and take it."""
    place = f"issues:1:step:{step}"
    for name, value in said.items():
        widgets = (*app.text_area, *app.text_input, *app.selectbox, *app.multiselect, *app.number_input)
        next(one for one in widgets if one.key == f"{place}:{name}").set_value(value)
    return app.button(key=place).click().run()


def refusals(app: AppTest) -> list[str]:
    """What the page says was refused."""
    return [error.value for error in app.error]
