"""What the page shows to somebody who is not, or not yet, inside."""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy.orm import Session
from streamlit.runtime.pages_manager import PagesManager
from streamlit.testing.v1 import AppTest

from db.unit_of_work import carry_out
from domain.access.first_start import first_start
from domain.access.user_session import hash_of
from gateway.app import shut_loose_pages
from tests.architecture.source import ROOT
from tests.databases import SqliteDatabases, using
from tests.factories import PASSWORD, a_session, a_user, an_actor

Open = Callable[..., AppTest]
NOW = datetime.now(UTC)


@pytest.fixture
def opened() -> Open:
    """Opens a file as somebody of a fresh portal; facts describe the account, `began` its session."""

    def open_as(file: str = "streamlit_app.py", began: datetime = NOW, **facts: Any) -> AppTest:
        def arrive(session: Session) -> str:
            first_start(session, "示例公司", "Sample Company")
            user = a_user(session, username="zhang", role="manager", password_set_at=NOW, **facts)
            return hash_of(a_session(session, user, began))

        app = AppTest.from_file(str(ROOT / file), default_timeout=60)
        app.context["locale"] = "zh-CN"
        app.user = {"session": carry_out(an_actor(), arrive), "door": "d" * 64}
        return app.run()

    return open_as


@pytest.fixture(autouse=True)
def fresh(sqlite_databases: SqliteDatabases, tmp_path: Path) -> Iterator[None]:
    """Each test has a portal of its own."""
    with sqlite_databases.ready(tmp_path) as url, using(url):
        yield


def labels(app: AppTest) -> list[str]:
    return [field.label for field in app.text_input]


def test_a_session_that_ran_out_shows_the_sign_in_and_says_so(opened: Open) -> None:
    app = opened(began=NOW - timedelta(days=1))
    assert labels(app) == ["用户名", "密码"]
    assert [info.value for info in app.info] == ["登录已失效，请重新登录。"]


def test_the_form_asks_for_both_name_and_password(opened: Open) -> None:
    app = opened(began=NOW - timedelta(days=1))
    app.text_input[0].set_value("zhang")
    app.button[0].click().run()
    assert [error.value for error in app.error] == ["请填写密码。"]


def test_the_right_password_sends_the_browser_on(opened: Open) -> None:
    app = opened(began=NOW - timedelta(days=1))
    app.text_input[0].set_value("Zhang")
    app.text_input[1].set_value(PASSWORD)
    app.button[0].click().run()
    assert "url=/auth/complete?code=" in "".join(text.value for text in app.markdown)
    assert labels(app) == [], "the form is gone"


def test_a_first_password_shows_its_change_and_nothing_else(opened: Open) -> None:
    app = opened(must_change_password=True)
    assert labels(app) == ["当前密码", "新密码", "再次输入新密码"]


def test_two_different_new_passwords_are_told_apart(opened: Open) -> None:
    app = opened(must_change_password=True)
    typed = (PASSWORD, "七月流火九月授衣春日", "七月流火九月授衣夏日")
    for field, text in zip(app.text_input, typed, strict=True):
        field.set_value(text)
    app.button[0].click().run()
    assert [error.value for error in app.error] == ["两次输入的新密码不一致。"]


def test_a_page_run_by_itself_asks_who_is_there(opened: Open) -> None:
    app = opened("pages/business/customers.py", must_change_password=True)
    assert [error.value for error in app.error] == ["请先登录。"]
    assert not app.dataframe


def test_serving_the_portal_shuts_loose_pages(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(PagesManager, "uses_pages_directory", None)
    shut_loose_pages()
    assert PagesManager.uses_pages_directory is False
