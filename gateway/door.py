"""The page comes with a door: a random value that only this browser knows, for whoever signs in here."""

from starlette.concurrency import run_in_threadpool
from starlette.datastructures import Headers, MutableHeaders
from starlette.requests import HTTPConnection
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from domain.access.signed_in import signed_in
from domain.core.clock import now
from gateway.session_cookie import door_hash, expire, session_hash, session_name, set_door


class Door:
    """Gives every page its door, and takes away the cookie of a session that has ended."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass on; add cookies to pages."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        connection = HTTPConnection(scope)

        async def send_with_cookies(message: Message) -> None:
            if message["type"] == "http.response.start" and _is_page(message):
                headers = MutableHeaders(scope=message)
                for cookie in await _cookies_for(connection):
                    headers.append("Set-Cookie", cookie)
            await send(message)

        await self.app(scope, receive, send_with_cookies)


async def _cookies_for(connection: HTTPConnection) -> list[str]:
    cookies = [] if door_hash(connection.cookies) else [set_door()]
    token_hash = session_hash(connection.cookies)
    if token_hash and await run_in_threadpool(signed_in, token_hash, now()) is None:
        cookies.append(expire(session_name()))
    return cookies


def _is_page(message: Message) -> bool:
    kind = Headers(raw=message["headers"]).get("content-type", "")
    return message["status"] == 200 and kind.startswith("text/html")
