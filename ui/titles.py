"""What a record is called where it is mentioned: in a link, a heading, a list of options."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any

import streamlit as st
from sqlalchemy.orm import InstrumentedAttribute

from domain.core.field_access import closed_words
from domain.core.permission import Actor
from ui.language import current, in_language

CLOSED = "closed names"
_closed: ContextVar[frozenset[str] | None] = ContextVar("closed", default=None)
NAMES = ("number", "ref", "code", "username", "file_name", "line")


def close_names(actor: Actor) -> None:
    """Called once per run: names that this person may not read are not told by any title."""
    st.session_state[CLOSED] = closed_words(actor)


@contextmanager
def as_told_to(actor: Actor) -> Iterator[None]:
    """The same for work outside a run, such as making a download."""
    before = _closed.set(closed_words(actor))
    try:
        yield
    finally:
        _closed.reset(before)


def is_told(kind: type[Any], name: str) -> bool:
    """Whether this person may read that field of such records."""
    closed = _closed.get()
    if closed is None:
        closed = st.session_state.get(CLOSED, frozenset())
    return not closed or f"{kind.__name__}.{name}" not in closed


def title(record: Any) -> str:
    """The record's name in the present language, else its number."""
    if record is None:
        return ""
    return _name(record) or _number(record) or f"#{record.id}"


def full_title(record: Any) -> str:
    """Number and name, for headings and for choosing among records."""
    name, number = _name(record), _number(record)
    return f"{number} {name}" if name and number and number != name else title(record)


def sort_attribute(kind: type[Any]) -> InstrumentedAttribute[Any]:
    """The column by which records of this kind are put in order when shown by title."""
    for name in ("name_zh" if current() == "zh_CN" else "name_en", "name", "title", "display_name", *NAMES):
        if hasattr(kind, name):
            found: InstrumentedAttribute[Any] = getattr(kind, name)
            return found
    identity: InstrumentedAttribute[Any] = kind.id
    return identity


def _name(record: Any) -> str:
    if hasattr(record, "name_zh"):
        return in_language(_told(record, "name_zh"), _told(record, "name_en"))
    if hasattr(record, "name"):
        return in_language(_told(record, "name"), _told(record, "name_en"))
    if person := vars(record).get("person"):
        return _name(person)
    return next((text for name in ("title", "display_name") if (text := _told(record, name))), "")


def _number(record: Any) -> str:
    return next((text for name in NAMES if (text := _told(record, name))), "")


def _told(record: Any, name: str) -> str:
    return str(getattr(record, name, "") or "") if is_told(type(record), name) else ""
