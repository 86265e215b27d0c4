"""Two cookies that scripts in the page cannot read: who is signed in, and which browser is at the door."""

import secrets
from collections.abc import Mapping
from http.cookies import Morsel, SimpleCookie

from db.settings import settings
from domain.access.user_session import hash_of


def session_name() -> str:
    """The cookie with the session token. The prefix makes browsers insist on TLS, this host and no other."""
    return "__Host-neikong" if settings().https else "neikong"


def door_name() -> str:
    """The cookie with the random value that ties a sign-in to the browser it began in."""
    return f"{session_name()}-door"


def session_hash(cookies: Mapping[str, str]) -> str | None:
    """The hash by which the session row is found."""
    return _hash(cookies.get(session_name()))


def door_hash(cookies: Mapping[str, str]) -> str:
    """The hash of the door; empty where the browser has none."""
    return _hash(cookies.get(door_name())) or ""


def set_session(token: str) -> str:
    """The `Set-Cookie` header that signs the browser in until it is closed or the row ends."""
    return _cookie(session_name(), token)


def set_door() -> str:
    """The `Set-Cookie` header that gives the browser a new door."""
    return _cookie(door_name(), secrets.token_urlsafe(32))


def expire(name: str) -> str:
    """The `Set-Cookie` header that removes a cookie."""
    return _cookie(name, "", expired=True)


def _hash(token: str | None) -> str | None:
    return hash_of(token) if token else None


def _cookie(name: str, value: str, *, expired: bool = False) -> str:
    cookie: Morsel[str] = SimpleCookie({name: value})[name]
    cookie["path"], cookie["samesite"], cookie["httponly"] = "/", "Lax", "1"
    if settings().https:
        cookie["secure"] = "1"
    if expired:
        cookie["max-age"] = "0"
    return cookie.OutputString()
