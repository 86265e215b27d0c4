"""What every answer tells the browser not to allow."""

import base64
import hashlib
import re
from functools import cache
from pathlib import Path

from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send
from streamlit import file_util

from db.settings import settings

INLINE_SCRIPT = re.compile(r"<script>(.*?)</script>", re.DOTALL)
YEAR = 365 * 24 * 3600


class SecurityHeaders:
    """Adds the headers to every answer, whoever gives it. Pages and files are kept by no cache."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass on, with headers added to the answer."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return

        async def send_with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                headers.update(fixed_headers())
                if _is_personal(scope["path"], headers.get("content-type", "")):
                    headers["Cache-Control"] = "no-store"
            await send(message)

        await self.app(scope, receive, send_with_headers)


@cache
def fixed_headers() -> dict[str, str]:
    """The same for every answer."""
    headers = {
        "Content-Security-Policy": content_policy(),
        "X-Content-Type-Options": "nosniff",
        "Referrer-Policy": "same-origin",
        "Cross-Origin-Opener-Policy": "same-origin",
        "Permissions-Policy": "camera=(), microphone=(), geolocation=(), payment=(), usb=()",
        "X-Frame-Options": "SAMEORIGIN",
    }
    if settings().https:
        headers["Strict-Transport-Security"] = f"max-age={YEAR}"
    return headers


def content_policy() -> str:
    """Nothing from elsewhere, no code from strings; of inline scripts only those of the installed page."""
    scripts = " ".join(f"'sha256-{digest}'" for digest in _inline_scripts())
    return "; ".join(
        (
            "default-src 'self'",
            f"script-src 'self' {scripts}".rstrip(),
            "style-src 'self' 'unsafe-inline'",
            "img-src 'self' data: blob:",
            "font-src 'self' data:",
            "worker-src 'self' blob:",
            "object-src 'none'",
            "base-uri 'self'",
            "form-action 'self'",
            "frame-ancestors 'self'",
        )
    )


def _inline_scripts() -> list[str]:
    page = (Path(file_util.get_static_dir()) / "index.html").read_text("utf-8")
    found = INLINE_SCRIPT.findall(page)
    return [base64.b64encode(hashlib.sha256(script.encode()).digest()).decode() for script in found]


def _is_personal(path: str, content_type: str) -> bool:
    return content_type.startswith("text/html") or path.startswith(("/media/", "/files/", "/auth/"))
