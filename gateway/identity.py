"""From the cookie to `st.user`: only we say who connects, and what counts as being busy.

The websocket carries everything a person does. When it opens, the session behind the cookie is looked up
and its hash is put where Streamlit hands it to the page (`server.trustedUserHeaders`). Whatever a client
sent under these names is removed, and the token itself goes no further than here.
"""

import asyncio
import logging
import time

from sqlalchemy.exc import DBAPIError
from starlette.concurrency import run_in_threadpool
from starlette.requests import HTTPConnection
from starlette.types import ASGIApp, Message, Receive, Scope, Send
from streamlit.proto.BackMsg_pb2 import BackMsg

from db.unit_of_work import carry_out
from domain.access.signed_in import signed_in
from domain.access.user_session import keep_alive
from domain.core.clock import now
from domain.core.permission import machine
from gateway.session_cookie import door_hash, session_hash, session_name

log = logging.getLogger(__name__)
SESSION, DOOR, ADDRESS = b"x-portal-user", b"x-portal-door", b"x-portal-address"
OURS = frozenset({SESSION, DOOR, ADDRESS})
NOTED_EVERY = 60.0
"""Seconds between two notes that somebody is busy."""

Headers = list[tuple[bytes, bytes]]


class Identity:
    """Says who connects; notes when they do something."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass on with true names."""
        if scope["type"] not in ("http", "websocket"):
            await self.app(scope, receive, send)
            return
        kept = [header for header in scope["headers"] if header[0].lower() not in OURS]
        if scope["type"] == "http":
            await self.app({**scope, "headers": kept}, receive, send)
            return
        connection = HTTPConnection(scope)
        token_hash = session_hash(connection.cookies)
        if token_hash and await run_in_threadpool(signed_in, token_hash, now()) is None:
            token_hash = None
        headers = [*_without_token(kept), *_said_by_us(connection, token_hash)]
        listen = Busy(token_hash, receive) if token_hash else receive
        await self.app({**scope, "headers": headers}, listen, send)


class Busy:
    """Listens along and keeps the session alive when a person does something.

    A page that refreshes itself is not a person.
    """

    def __init__(self, token_hash: str, receive: Receive) -> None:
        self.token_hash = token_hash
        self.receive = receive
        self.noted = float("-inf")
        self.note: asyncio.Task[None] | None = None

    async def __call__(self) -> Message:
        """The next message; nobody waits for the note, least of all while a long import writes."""
        message = await self.receive()
        if time.monotonic() - self.noted >= NOTED_EVERY and is_by_a_person(message):
            self.noted = time.monotonic()
            self.note = asyncio.create_task(run_in_threadpool(note_busy, self.token_hash))
        return message


def note_busy(token_hash: str) -> None:
    """Start the idleness of a session anew; if the database is busy, the next action will do it."""
    try:
        carry_out(machine("sign-in"), lambda session: keep_alive(session, token_hash, now()))
    except DBAPIError:
        log.warning("could not note that a session is in use", exc_info=True)


def is_by_a_person(message: Message) -> bool:
    """Tell whether the message asks for a run that somebody caused."""
    data = message.get("bytes")
    if message["type"] != "websocket.receive" or not data:
        return False
    said = BackMsg()
    try:
        said.ParseFromString(data)
    except Exception:  # noqa: BLE001  not ours to complain: Streamlit closes such connections itself
        return False
    return bool(said.WhichOneof("type") == "rerun_script" and not said.rerun_script.is_auto_rerun)


def _said_by_us(connection: HTTPConnection, token_hash: str | None) -> Headers:
    address = connection.client.host if connection.client else ""
    said = {SESSION: token_hash or "", DOOR: door_hash(connection.cookies), ADDRESS: address}
    return [(name, value.encode("latin-1", "replace")) for name, value in said.items() if value]


def _without_token(headers: Headers) -> Headers:
    ours = session_name().encode()
    return [(name, _without(value, ours) if name.lower() == b"cookie" else value) for name, value in headers]


def _without(cookies: bytes, name: bytes) -> bytes:
    return b";".join(pair for pair in cookies.split(b";") if pair.partition(b"=")[0].strip() != name)
