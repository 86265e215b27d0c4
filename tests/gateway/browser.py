"""A browser without pictures: cookies, pages, and the websocket that draws them."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit

import httpx
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets import Subprotocol
from websockets.sync.client import ClientConnection, connect

from tests.portal import Portal

SIGNED_IN_BY = re.compile(r"url=(/auth/complete\?code=[\w-]+)")
SECONDS = 30


@dataclass
class Drawn:
    """What a run put on the screen."""

    texts: list[str] = field(default_factory=list)
    inputs: dict[str, str] = field(default_factory=dict)
    buttons: dict[str, str] = field(default_factory=dict)
    boxes: list[str] = field(default_factory=list)
    """What can be opened, such as the account."""
    pages: list[str] = field(default_factory=list)
    page_hash: str = ""
    page_missing: bool = False

    @property
    def all(self) -> str:
        """Everything that can be read."""
        return "\n".join([*self.texts, *self.inputs, *self.buttons, *self.pages])

    @property
    def is_sign_in(self) -> bool:
        """Whether this is the sign-in page and nothing else."""
        return {"用户名", "密码"} == set(self.inputs) and "退出登录" not in self.buttons and not self.boxes

    def take(self, message: ForwardMsg) -> None:
        """Note what one message draws."""
        kind = message.WhichOneof("type")
        if kind == "navigation":
            self.pages = [page.page_name for page in message.navigation.app_pages]
            self.page_hash = message.navigation.page_script_hash
        elif kind == "page_not_found":
            self.page_missing = True
        elif kind == "delta" and message.delta.WhichOneof("type") == "new_element":
            self._draw(message.delta.new_element)
        elif kind == "delta" and message.delta.add_block.HasField("popover"):
            self.boxes.append(message.delta.add_block.popover.label)

    def _draw(self, element: Any) -> None:
        kind = element.WhichOneof("type")
        shown: Any = getattr(element, kind) if kind else None
        if kind == "text_input":
            self.inputs[shown.label] = shown.id
        elif kind == "button":
            self.buttons[shown.label] = shown.id
        elif hasattr(shown, "body"):
            self.texts.append(shown.body)


class Tab:
    """One open websocket, on one page."""

    def __init__(self, socket: ClientConnection, url: str) -> None:
        self.socket, self.url, self.page_hash = socket, url, ""

    def run(
        self,
        *,
        page_hash: str = "",
        typed: dict[str, str] | None = None,
        pressed: str = "",
        by_itself: bool = False,
    ) -> Drawn:
        """Run the script as after a click, until it is done; the first time as after loading the page."""
        asked = BackMsg()
        run = asked.rerun_script
        run.page_script_hash, run.is_auto_rerun = page_hash or self.page_hash, by_itself
        run.page_name = "" if run.page_script_hash else urlsplit(self.url).path.strip("/")
        run.query_string = urlsplit(self.url).query
        run.context_info.locale, run.context_info.url = "zh-CN", self.url
        for widget, text in (typed or {}).items():
            run.widget_states.widgets.add(id=widget, string_value=text)
        if pressed:
            run.widget_states.widgets.add(id=pressed, trigger_value=True)
        self.socket.send(asked.SerializeToString())
        return self._drawn()

    def _drawn(self) -> Drawn:
        drawn = Drawn()
        while True:
            message = ForwardMsg()
            message.ParseFromString(self.socket.recv(timeout=SECONDS))
            drawn.take(message)
            if message.WhichOneof("type") == "script_finished" and not message.script_finished:
                self.page_hash = drawn.page_hash
                return drawn


class Browser:
    """One person's browser with its cookies."""

    def __init__(self, portal: Portal) -> None:
        self.portal = portal
        self.http = httpx.Client(base_url=portal.url, timeout=SECONDS)

    @contextmanager
    def tab(self, path: str = "/", **headers: str) -> Iterator[Tab]:
        """Load the page and open its websocket."""
        self.http.get(path)
        cookies = "; ".join(f"{cookie.name}={cookie.value}" for cookie in self.http.cookies.jar)
        address = self.portal.url.replace("http", "ws", 1) + "/_stcore/stream"
        sent = {"Cookie": cookies} | headers if cookies else headers
        origin: Any = headers.pop("Origin", self.portal.url)
        sent.pop("Origin", None)
        with connect(
            address,
            additional_headers=sent,
            origin=origin,
            subprotocols=[Subprotocol("streamlit")],
            max_size=None,
        ) as socket:
            yield Tab(socket, self.portal.url + path)

    def sign_in(self, username: str, password: str, path: str = "/") -> httpx.Response:
        """Fill in the form; go where the browser is sent."""
        return self.http.get(self.code_for(username, password, path))

    def code_for(self, username: str, password: str, path: str = "/") -> str:
        """Fill in the form; the address with the one-time code."""
        with self.tab(path) as tab:
            form = tab.run()
            typed = {form.inputs["用户名"]: username, form.inputs["密码"]: password}
            answer = tab.run(typed=typed, pressed=form.buttons["登录"])
        sent_on = SIGNED_IN_BY.search("\n".join(answer.texts))
        assert sent_on, answer.all
        return sent_on[1]
