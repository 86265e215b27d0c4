"""Somebody opens a page in a browser of theirs, without the browser."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from types import ModuleType

from streamlit.testing.v1 import AppTest

from pages import MENU
from tests.databases import ROOT
from ui.menu import modules_of
from ui.screen import Declaration
from ui.shell import declaration_of

PAGES: tuple[ModuleType, ...] = tuple(modules_of(MENU))
SECONDS = 30
KEY = re.compile(
    r"\b(?:page|menu|section|related|view|tile|action|step|entity|field|area|empty|journal)\.[a-z_]+\b"
    r"|\b[A-Z][A-Za-z]+\.[a-z_]{2,}\b"
)
"""What a label looks like when the catalogue does not have it."""


@dataclass(frozen=True)
class People:
    """Who is signed in: role -> hash of the browser's token."""

    tokens: Mapping[str, str]

    def open(self, page: ModuleType, role: str, language: str = "en", /, **asked: str) -> AppTest:
        """The page's own file, run by itself, as somebody of that role."""
        return _run(str(page.__file__), self.tokens[role], language, asked)

    def enter(self, role: str, language: str = "en", /, **asked: str) -> AppTest:
        """The portal's front page, with its menu."""
        return _run(str(ROOT / "streamlit_app.py"), self.tokens[role], language, asked)


def _run(file: str, token: str, language: str, asked: Mapping[str, str]) -> AppTest:
    app = AppTest.from_file(file, default_timeout=SECONDS)
    app.user = {"session": token}
    app.session_state["language"] = language
    for word, value in asked.items():
        app.query_params[word] = value
    return app.run()


def declared(page: ModuleType) -> Declaration:
    """What the page declares."""
    return declaration_of(page)


def name(page: ModuleType) -> str:
    """For the name of a test."""
    return page.__name__.removeprefix("pages.")


def asked(app: AppTest) -> dict[str, str]:
    """The address of the page: each word once."""
    return {name: words if isinstance(words, str) else words[0] for name, words in app.query_params.items()}


def everything(app: AppTest) -> str:
    """All that the page sent to the browser, as text."""
    return "\n".join(
        node.proto.SerializeToString().decode("utf-8", "ignore")
        for node in app.main
        if getattr(node, "proto", None) is not None
    )


def refused(app: AppTest) -> bool:
    """Whether the page is nothing but a refusal."""
    return bool(app.error) and not app.title


def typed(app: AppTest, form: str, **values: object) -> None:
    """Type into the fields of a form."""
    for field, value in values.items():
        key = f"{form}:{field}"
        widgets = (*app.text_input, *app.selectbox, *app.date_input, *app.checkbox, *app.text_area)
        widget = next(one for one in widgets if one.key == key)
        widget.set_value(value)
