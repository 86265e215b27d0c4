"""Addresses of our own beside Streamlit's."""

from urllib.parse import quote

from sqlalchemy.orm import Session
from starlette.requests import Request
from starlette.responses import PlainTextResponse, RedirectResponse, Response
from starlette.routing import BaseRoute, Route

from db.unit_of_work import carry_out
from domain.access.one_time_code import redeem_code
from domain.access.user_session import Ending, end_session
from domain.core.clock import now
from domain.core.errors import NotFound
from domain.core.journal import note
from domain.core.permission import machine
from domain.core.stored_file import StoredFile, hand_out
from gateway.gate import present
from gateway.session_cookie import door_hash, door_name, expire, session_hash, set_session

TOO_LATE = "/?again=1"
"""Back to the form, which says that the sign-in took too long."""


def complete_sign_in(request: Request) -> Response:
    """Exchange the one-time code for the session cookie and go where the person wanted to go."""
    opened = carry_out(machine("sign-in"), lambda session: _redeem(session, request))
    if opened is None:
        return RedirectResponse(TOO_LATE, 303)
    token, wanted = opened
    answer = RedirectResponse(wanted, 303)
    answer.headers.append("Set-Cookie", set_session(token))
    answer.headers.append("Set-Cookie", expire(door_name()))
    return answer


def download(request: Request) -> Response:
    """A stored file, as a file to save, to somebody who may see what it belongs to."""
    who = present(request, now())
    if who is None:
        return PlainTextResponse("Please sign in", 401)

    def take(session: Session) -> tuple[str, StoredFile]:
        name, file = hand_out(session, who.actor, request.path_params["file_id"])
        note(session, "downloaded", entity="StoredFile", entity_id=file.id)
        return name, file

    try:
        name, file = carry_out(who.actor, take)
    except NotFound:
        return PlainTextResponse("Not found", 404)
    return Response(
        file.content,
        media_type="application/octet-stream",
        headers={"Content-Disposition": f"attachment; filename*=UTF-8''{quote(name, safe='')}"},
    )


ROUTES: tuple[BaseRoute, ...] = (
    Route("/auth/complete", complete_sign_in, methods=["GET"]),
    Route("/files/{file_id:int}", download, methods=["GET"]),
)


def _redeem(session: Session, request: Request) -> tuple[str, str] | None:
    opened = redeem_code(
        session,
        request.query_params.get("code", ""),
        door=door_hash(request.cookies),
        now=now(),
        address=request.client.host if request.client else "",
        user_agent=request.headers.get("user-agent", ""),
    )
    before = session_hash(request.cookies)
    if opened and before:
        end_session(session, before, now(), Ending.SIGNED_IN_ANEW)
    return opened
