"""What somebody gets who is not signed in, over real HTTP and websocket."""

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import pytest
from streamlit.util import calc_hash
from websockets.exceptions import InvalidStatus

from db.unit_of_work import carry_out
from domain.access.user import user_named
from domain.access.user_session import hash_of
from pages import MENU
from tests.architecture.source import ROOT
from tests.factories import a_session, an_actor
from tests.gateway.browser import Browser
from ui.menu import modules_of
from ui.shell import declaration_of

NewBrowser = Callable[[], Browser]
PAGES = sorted({declaration_of(module).url_path for module in modules_of(MENU)})
FILES = sorted({file.stem for file in (ROOT / "pages").rglob("*.py")})


@pytest.mark.parametrize("name", ["", *PAGES])
def test_a_deep_link_shows_the_sign_in(new_browser: NewBrowser, name: str) -> None:
    with new_browser().tab(f"/{name}") as tab:
        drawn = tab.run()
    assert drawn.is_sign_in
    assert set(drawn.pages) <= {"登录"}
    assert not drawn.page_missing, "the message would tell which pages exist"


@pytest.mark.parametrize("file", FILES)
def test_no_file_of_pages_runs_because_an_address_names_it(new_browser: NewBrowser, file: str) -> None:
    with new_browser().tab(f"/{file}") as tab:
        assert tab.run().is_sign_in


def test_claiming_to_be_on_a_page_shows_the_sign_in(new_browser: NewBrowser) -> None:
    with new_browser().tab() as tab:
        tab.run()
        for page in PAGES:
            assert tab.run(page_hash=calc_hash(page)).is_sign_in
        for file in FILES:
            assert tab.run(page_hash=calc_hash(str(ROOT / "pages" / f"{file}.py"))).is_sign_in


@pytest.mark.parametrize(
    ("path", "answer"),
    [
        ("/media/0123456789abcdef.csv", 401),
        ("/files/1", 401),
        ("/_stcore/metrics", 401),
        ("/_stcore/upload_file/session/file", 401),
        ("/_stcore/bidi-components/x/y.js", 401),
        ("/component/x/index.html", 401),
        ("/_stcore/anything-new", 401),
        ("/_stcore/agent/openapi.json", 404),
        ("/_stcore/agent/mcp", 404),
        ("/_stcore/script-health-check", 404),
        ("/auth/login", 404),
        ("/auth/logout", 404),
        ("/oauth2callback", 404),
    ],
)
@pytest.mark.parametrize("method", ["GET", "PUT", "POST", "DELETE"])
def test_data_is_refused(new_browser: NewBrowser, path: str, answer: int, method: str) -> None:
    assert new_browser().http.request(method, path).status_code == answer


@pytest.mark.parametrize("path", ["//media/x", "/media//x", "/%6dedia/x", "/./media/x", "/x/../media/x"])
def test_no_other_spelling_of_an_address_leads_around(new_browser: NewBrowser, path: str) -> None:
    answer = new_browser().http.request("GET", path)
    assert answer.status_code in (400, 401, 404) or answer.headers["content-type"].startswith("text/html")


def test_the_health_of_the_server_is_no_secret(new_browser: NewBrowser) -> None:
    assert new_browser().http.get("/_stcore/health").text == "ok"


@pytest.mark.parametrize("header", ["X-Portal-User", "x-portal-user", "X-PORTAL-USER"])
def test_a_header_signs_nobody_in(new_browser: NewBrowser, header: str) -> None:
    token = carry_out(
        an_actor(), lambda session: a_session(session, user_named(session, "gm"), datetime.now(UTC))
    )
    with new_browser().tab(**{header: hash_of(token)}) as tab:
        assert tab.run().is_sign_in


@pytest.mark.parametrize("cookie", ["guess", "", "' OR 1=1 --", "x" * 3000])
def test_a_made_up_cookie_signs_nobody_in(new_browser: NewBrowser, cookie: str) -> None:
    stranger = new_browser()
    stranger.http.cookies.set("neikong", cookie)
    with stranger.tab() as tab:
        assert tab.run().is_sign_in


def test_the_hash_in_the_database_is_no_cookie(new_browser: NewBrowser) -> None:
    token = carry_out(
        an_actor(), lambda session: a_session(session, user_named(session, "gm"), datetime.now(UTC))
    )
    stranger = new_browser()
    stranger.http.cookies.set("neikong", hash_of(token))
    with stranger.tab() as tab:
        assert tab.run().is_sign_in


def test_another_site_cannot_open_the_websocket(new_browser: NewBrowser) -> None:
    foreign: dict[str, Any] = {"Origin": "https://evil.example"}
    with pytest.raises(InvalidStatus, match="403"), new_browser().tab(**foreign):
        pass


@pytest.mark.parametrize(
    "path", ["/", "/alerts", "/_stcore/health", "/media/x", "/auth/login", "/app/static/icon.svg"]
)
def test_every_answer_carries_the_security_headers(new_browser: NewBrowser, path: str) -> None:
    headers = new_browser().http.get(path).headers
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Referrer-Policy"] == "same-origin"
    policy = headers["Content-Security-Policy"]
    assert "'unsafe-eval'" not in policy
    assert "script-src 'self' 'sha256-" in policy
    assert "frame-ancestors 'self'" in policy


def test_pages_are_kept_by_no_cache(new_browser: NewBrowser) -> None:
    assert new_browser().http.get("/alerts").headers["Cache-Control"] == "no-store"


def test_a_stranger_gets_a_door_that_scripts_cannot_read(new_browser: NewBrowser) -> None:
    cookie = new_browser().http.get("/").headers["Set-Cookie"]
    assert cookie.startswith("neikong-door=")
    assert "HttpOnly" in cookie
    assert "SameSite=Lax" in cookie


def test_a_made_up_code_leads_back_to_the_form(new_browser: NewBrowser) -> None:
    answer = new_browser().http.get("/auth/complete?code=guess")
    assert (answer.status_code, answer.headers["Location"]) == (303, "/?again=1")
    assert "neikong=" not in answer.headers.get("Set-Cookie", "")
