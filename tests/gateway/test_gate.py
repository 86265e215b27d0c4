from collections.abc import Iterator

import pytest
from starlette.requests import HTTPConnection
from starlette.types import Message, Receive, Scope, Send
from streamlit import config
from streamlit.proto.BackMsg_pb2 import BackMsg

from db.settings import settings
from gateway.app import MIDDLEWARE
from gateway.door import Door
from gateway.gate import Asks, Gate, asked_by
from gateway.identity import ADDRESS, DOOR, SESSION, Identity, is_by_a_person
from gateway.security_headers import SecurityHeaders, content_policy, fixed_headers
from gateway.session_cookie import door_name, expire, session_hash, session_name, set_session
from tests.apart import apart


@pytest.mark.parametrize(
    "path", ["/", "/alerts", "/static/js/index.js", "/app/static/icon.svg", "/_stcore/health", "/mediaeval"]
)
def test_the_shell_of_the_page_is_open(path: str) -> None:
    assert asked_by(path) is Asks.NOTHING


@pytest.mark.parametrize("path", ["/media/x", "/files/1", "/_stcore/upload_file/a/b", "/_stcore/new-in-1.99"])
def test_data_asks_for_a_session(path: str) -> None:
    assert asked_by(path) is Asks.SIGNED_IN


def test_the_gate_knows_a_base_path(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(config, "get_option", lambda _: "/neikong/")
    assert asked_by("/neikong/media/x") is Asks.SIGNED_IN
    assert asked_by("/neikong/_stcore/metrics") is Asks.OPERATOR
    assert asked_by("/neikong/_stcore/health") is Asks.NOTHING


def test_headers_come_first_and_identity_last() -> None:
    order: list[object] = [one.cls for one in MIDDLEWARE]
    assert order == [SecurityHeaders, Gate, Door, Identity]


def test_streamlit_reads_exactly_the_headers_that_we_write() -> None:
    trusted = config.get_option("server.trustedUserHeaders")
    assert {name.lower().encode(): key for name, key in trusted.items()} == {SESSION: "session", DOOR: "door"}


async def headers_after(scope: Scope) -> dict[bytes, list[bytes]]:
    seen: dict[bytes, list[bytes]] = {}

    async def inner(scope: Scope, receive: Receive, send: Send) -> None:
        for name, value in scope["headers"]:
            seen.setdefault(name, []).append(value)

    async def nothing(*_: object) -> Message:
        return {"type": "http.disconnect"}

    await Identity(inner)(scope, nothing, nothing)  # type: ignore[arg-type]
    return seen


@pytest.mark.parametrize("kind", ["http", "websocket"])
def test_what_a_client_says_about_itself_is_removed(kind: str) -> None:
    sent = [(b"X-Portal-User", b"a"), (DOOR, b"b"), (b"x-PORTAL-address", b"c"), (b"host", b"here")]
    seen = apart(headers_after({"type": kind, "headers": sent, "client": None, "path": "/"}))
    assert seen == {b"host": [b"here"]}


def test_the_token_goes_no_further_and_other_cookies_do(database: str) -> None:
    cookies = b"a=1; neikong=token; neikong-door=door; _streamlit_xsrf=2|3"
    scope = {
        "type": "websocket", "headers": [(b"cookie", cookies)], "client": ("192.0.2.7", 1), "path": "/",
    }  # fmt: skip
    seen = apart(headers_after(scope))
    assert b"token" not in b"".join(value for values in seen.values() for value in values)
    assert b"_streamlit_xsrf=2|3" in seen[b"cookie"][0]
    assert seen[ADDRESS] == [b"192.0.2.7"]
    assert SESSION not in seen, "the token is unknown"
    assert len(seen[DOOR][0]) == 64


def said(**fields: object) -> Message:
    message = BackMsg()
    for name, value in fields.items():
        setattr(message.rerun_script, name, value)
    return {"type": "websocket.receive", "bytes": message.SerializeToString()}


def test_a_click_is_by_a_person_and_a_timer_is_not() -> None:
    assert is_by_a_person(said(page_name="alerts"))
    assert not is_by_a_person(said(page_name="alerts", is_auto_rerun=True))
    assert not is_by_a_person({"type": "websocket.receive", "bytes": b"\xff\xff"})
    assert not is_by_a_person({"type": "websocket.receive", "text": "x"})
    assert not is_by_a_person({"type": "websocket.disconnect"})


def test_the_policy_names_the_inline_script_of_the_installed_page() -> None:
    assert "'sha256-" in content_policy()
    assert "unsafe-eval" not in content_policy()


@pytest.fixture
def behind_tls(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    with monkeypatch.context() as patch:
        patch.setenv("NEIKONG_HTTPS", "true")
        settings.cache_clear()
        fixed_headers.cache_clear()
        yield
    settings.cache_clear()
    fixed_headers.cache_clear()


def test_behind_tls_cookies_belong_to_this_host_alone(behind_tls: None) -> None:
    assert session_name() == "__Host-neikong"
    assert door_name() == "__Host-neikong-door"
    for cookie in (set_session("token"), expire(session_name())):
        assert cookie.startswith("__Host-neikong=")
        assert {"Secure", "HttpOnly", "Path=/", "SameSite=Lax"} <= set(cookie.split("; "))
        assert "Domain" not in cookie


def test_behind_tls_browsers_are_told_to_stay_there(behind_tls: None) -> None:
    assert "Strict-Transport-Security" in fixed_headers()


def test_an_empty_cookie_is_no_cookie() -> None:
    scope = {"type": "http", "headers": [(b"cookie", b"neikong=")]}
    assert session_hash(HTTPConnection(scope).cookies) is None
