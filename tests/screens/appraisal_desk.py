"""The appraisal of the domain's tests with accounts for its people, and a clock that is told."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from db.unit_of_work import unit_of_work
from domain.access.user_session import hash_of, open_session
from domain.core import clock
from domain.core.permission import machine
from tests import factories as make
from tests.databases import SqliteDatabases, using
from tests.domain.appraisal.appraising import Appraising
from tests.screens.visitor import People

ROLES = {
    "anna": "sales", "ben": "sales", "lead": "manager", "head": "manager", "gm": "manager", "hr": "hr",
    "other_hr": "hr",
}  # fmt: skip


class AppraisalDesks(Appraising):
    """Everybody in front of a screen, at the appraisal's own time, with the rights of a shipped role."""

    def __init__(self, **facts: Any) -> None:
        super().__init__(**facts)
        with unit_of_work(machine("test")) as session:
            self.users = {
                name: make.a_user(session, username=name, role=role, person_id=self.id(name)).id
                for name, role in ROLES.items()
            }

    def sit(self, page: ModuleType, who: str, language: str = "en", /, **asked: str) -> AppTest:
        """The page as this person sees it."""
        return People({who: self.token(who)}).open(page, who, language, **asked)

    def token(self, who: str) -> str:
        """The hash of a fresh browser's token."""
        with unit_of_work(machine("test")) as session:
            return hash_of(open_session(session, self.users[who], self.at, "192.0.2.7", "T"))


class Told:
    """In the place of the clock's own memory: it is as late as the appraisal is."""

    def __init__(self) -> None:
        self.desks: AppraisalDesks | None = None

    def get(self) -> datetime | None:
        """The told instant."""
        return self.desks.at if self.desks else None


@contextmanager
def appraisal_desks(databases: SqliteDatabases, folder: Path, **facts: Any) -> Iterator[AppraisalDesks]:
    """A company whose first cycle is planned."""
    told = Told()
    st.cache_data.clear()
    with databases.ready(folder) as url, using(url), pytest.MonkeyPatch.context() as patch:
        patch.setattr(clock, "_played", told)
        told.desks = AppraisalDesks(**facts)
        yield told.desks


def errors(app: AppTest) -> list[str]:
    """What the page says was refused."""
    return [one.value for one in app.error]
