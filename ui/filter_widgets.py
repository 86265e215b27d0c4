"""The widget by which a field of each kind is filtered. Each writes its answer into the address."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import Any

import streamlit as st

from ui import address
from ui.fields import Kind
from ui.language import _, listed
from ui.question import BETWEEN, EMPTY

Ask = Callable[[str, str, str, Mapping[str, str]], None]
"""Name in the address, key of the widget, label, options."""
FEW = 4


def ask_many(name: str, widget: str, title: str, options: Mapping[str, str]) -> None:
    """Any of several."""

    def read(words: address.Words) -> list[str]:
        return [word for word in words if word in options]

    key = address.follow_hidden(name, widget, read)
    publish = (name, key, list)
    if 0 < len(options) <= FEW:
        st.pills(
            title, list(options), selection_mode="multi", format_func=options.__getitem__, key=key,
            on_change=address.publish, args=publish,
        )  # fmt: skip
    else:
        st.multiselect(
            title, list(options), format_func=options.__getitem__, key=key, placeholder=_("All"),
            select_all=False, on_change=address.publish, args=publish,
        )  # fmt: skip


def ask_flag(name: str, widget: str, title: str, _options: Mapping[str, str]) -> None:
    """Yes, no, or both."""
    ask_many(name, widget, title, {"yes": _("Yes"), "no": _("No")})


def ask_days(name: str, widget: str, title: str, _options: Mapping[str, str]) -> None:
    """From a day to a day, both included; either may be left open."""

    def part(at: int) -> Callable[[address.Words], date | None]:
        def read(words: address.Words) -> date | None:
            text = _ends(words)[at]
            try:
                return date.fromisoformat(text)
            except ValueError:
                return None

        return read

    keys = [address.follow_hidden(name, f"{widget}:{at}", part(at)) for at in (0, 1)]

    def write(_value: Any) -> list[str]:
        ends = [st.session_state.get(key) for key in keys]
        return _word(["" if end is None else end.isoformat() for end in ends])

    for column, shown, key in zip(st.columns(2), (title, _("To")), keys, strict=True):
        column.date_input(
            shown, value=None, key=key, format="YYYY-MM-DD",
            on_change=address.publish, args=(name, key, write),
        )  # fmt: skip


def ask_range(name: str, widget: str, title: str, _options: Mapping[str, str]) -> None:
    """From a figure to a figure, both included; either may be left open."""

    def part(at: int) -> Callable[[address.Words], str]:
        return lambda words: _ends(words)[at]

    keys = [address.follow_hidden(name, f"{widget}:{at}", part(at)) for at in (0, 1)]

    def write(_value: Any) -> list[str]:
        ends = [st.session_state.get(key) or "" for key in keys]
        return _word([end.replace(",", "").strip() for end in ends])

    for column, shown, key in zip(st.columns(2), (title, _("To")), keys, strict=True):
        column.text_input(
            shown, key=key, placeholder=_("No limit"), on_change=address.publish, args=(name, key, write)
        )


def in_words(words: Sequence[str], options: Mapping[str, str]) -> str:
    """The words of a filter as people read them."""
    known = options or {"yes": _("Yes"), "no": _("No")}
    known = {**known, EMPTY: _("empty"), BETWEEN: _("filled in")}
    names = [known.get(word) or word.replace(BETWEEN, " – ").strip() for word in words]
    return listed(names[:3]) + ("…" if len(names) > 3 else "")


def _ends(words: Sequence[str]) -> tuple[str, str]:
    low, sign, high = (words[0] if words else "").partition(BETWEEN)
    return low, high if sign else low


def _word(ends: Sequence[str]) -> list[str]:
    return [BETWEEN.join(ends)] if any(ends) else []


WIDGETS: dict[Kind, Ask] = {
    Kind.FLAG: ask_flag,
    Kind.DAY: ask_days,
    Kind.INSTANT: ask_days,
    Kind.MONTH: ask_range,
    Kind.WHOLE: ask_range,
    Kind.MONEY: ask_range,
    Kind.QUANTITY: ask_range,
    Kind.RATIO: ask_range,
}
