"""Which addresses a stranger may ask for.

The page itself holds no secret: it is the empty shell of every Streamlit application, and what fills it comes
over the websocket, where the pages ask who is there. Everything that serves data is shut.
"""

from datetime import datetime
from enum import Enum, auto

from starlette.concurrency import run_in_threadpool
from starlette.requests import HTTPConnection
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Receive, Scope, Send
from streamlit import config

from domain.access.signed_in import SignedIn, signed_in
from domain.core.clock import now
from domain.core.permission import Permission
from gateway.session_cookie import session_hash

CORE = "/_stcore/"
OPEN_CORE = frozenset({"/_stcore/health", "/_stcore/host-config", "/_stcore/stream"})
NOT_OURS = (
    "/_stcore/agent",
    "/_stcore/script-health-check",
    "/auth/login",
    "/auth/logout",
    "/oauth2callback",
)
"""Doors of Streamlit that we do not use: programs driving pages, sign-in by other providers."""
DATA = ("/media/", "/component/", "/files/")


class Asks(Enum):
    """What an address asks of whoever requests it."""

    NOTHING = auto()
    SIGNED_IN = auto()
    OPERATOR = auto()
    SHUT = auto()


class Gate:
    """Refuses requests for data by strangers, before anything else looks at them."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass on or refuse."""
        refusal = await self._refusal(scope) if scope["type"] == "http" else None
        await (refusal or self.app)(scope, receive, send)

    async def _refusal(self, scope: Scope) -> PlainTextResponse | None:
        asks = asked_by(scope["path"])
        if asks is Asks.NOTHING:
            return None
        if asks is Asks.SHUT:
            return PlainTextResponse("Not found", 404)
        who = await run_in_threadpool(present, HTTPConnection(scope), now())
        if who is None:
            return PlainTextResponse("Please sign in", 401)
        if asks is Asks.OPERATOR and not who.actor.may(Permission.PORTAL_OPERATE):
            return PlainTextResponse("Not permitted", 403)
        return None


def asked_by(path: str) -> Asks:
    """What this address asks for."""
    base = str(config.get_option("server.baseUrlPath") or "").strip("/")
    local = path.removeprefix(f"/{base}") if base else path
    if local.startswith(NOT_OURS):
        return Asks.SHUT
    if local == "/_stcore/metrics":
        return Asks.OPERATOR
    if local.startswith(DATA) or (local.startswith(CORE) and local not in OPEN_CORE):
        return Asks.SIGNED_IN
    return Asks.NOTHING


def present(connection: HTTPConnection, at: datetime, origin: str = "http") -> SignedIn | None:
    """Who is signed in where this request comes from; nobody whose first password is still to be changed."""
    token_hash = session_hash(connection.cookies)
    who = signed_in(token_hash, at, origin) if token_hash else None
    return None if who is None or who.must_change_password else who
