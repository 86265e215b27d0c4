"""The language of the present run, and every text in it.

What the signed-in person chose (kept in profile and session) counts before what the browser prefers.
"""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from enum import Enum
from typing import Protocol

import streamlit as st

from db.settings import LANGUAGES
from domain.core import language as catalogues

CHOICE = "language"
NAMES = {"zh_CN": "中文", "en": "English"}
"""Each language in its own words."""


class Named(Protocol):
    """Something that carries its own name in both languages: an item of a code list."""

    @property
    def name_zh(self) -> str:
        """In Chinese."""

    @property
    def name_en(self) -> str:
        """In English."""


_spoken: ContextVar[str | None] = ContextVar("spoken", default=None)


@contextmanager
def speaking(language: str) -> Iterator[None]:
    """Speak one language whatever the run says: for work outside a run, such as making a download."""
    before = _spoken.set(language)
    try:
        yield
    finally:
        _spoken.reset(before)


def current() -> str:
    """The language to speak now: `zh_CN` or `en`."""
    if spoken := _spoken.get():
        return spoken
    chosen = st.session_state.get(CHOICE)
    return chosen if chosen in LANGUAGES else catalogues.nearest(st.context.locale)


def _(text: str, **facts: object) -> str:
    """The English sentence in the present language, with its facts filled in."""
    spoken = catalogues.translate(text, current())
    return spoken.format(**facts) if facts else spoken


def label(key: str | Enum | Named) -> str:
    """The name of a field (`Invoice.issued_on`), of a choice (enum member or item), of a page."""
    if not isinstance(key, str | Enum):
        return in_language(key.name_zh, key.name_en)
    return catalogues.label(key, current())


def say(message: catalogues.Sentence) -> str:
    """A refusal or a statement as a sentence."""
    return catalogues.say(message, current())


def listed(items: Iterable[str]) -> str:
    """Several things in one sentence: 甲、乙 or a, b."""
    return ("、" if current() == "zh_CN" else ", ").join(items)


def in_language(chinese: str, english: str) -> str:
    """The one of two recorded names that fits; the other where it is empty."""
    return (chinese or english) if current() == "zh_CN" else (english or chinese)
