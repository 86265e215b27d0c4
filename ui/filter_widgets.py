"""The widgets by which values are asked for. Each writes its answer into the address."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import Any

import streamlit as st

from ui import address
from ui.language import _
from ui.lists.words import RANGE, Operator, parsed, written

FEW = 4
MOST_DAYS = 9999
VISIBLE, COLLAPSED = "visible", "collapsed"


def ask_many(
    name: str,
    widget: str,
    title: str,
    options: Mapping[str, str],
    operator: Operator = Operator.IS,
    *,
    beside: bool = False,
) -> None:
    """Any of several. `beside`: the title stands beside it already."""

    def read(words: address.Words) -> list[str]:
        return [value for word in words if (value := parsed(word)[1]) in options]

    def write(values: Sequence[str]) -> list[str]:
        return [written(operator, value) for value in values]

    key = address.follow_hidden(name, widget, read)
    publish: Any = {
        "on_change": address.publish,
        "args": (name, key, write),
        "label_visibility": _shown(beside),
    }
    if 0 < len(options) <= FEW:
        st.pills(
            title, list(options), selection_mode="multi", format_func=options.__getitem__, key=key, **publish
        )
    else:
        st.multiselect(
            title, list(options), format_func=options.__getitem__, key=key, placeholder=_("All"),
            select_all=False, **publish,
        )  # fmt: skip


def ask_days(
    name: str, widget: str, title: str, _options: Mapping[str, str], *, beside: bool = False
) -> None:
    """From a day to a day, both included; either may be left open."""

    def part(at: int) -> Callable[[address.Words], date | None]:
        return lambda words: day_in(ends_of(words)[at])

    keys = [address.follow_hidden(name, f"{widget}:{at}", part(at)) for at in (0, 1)]

    def write(_value: Any) -> list[str]:
        ends = [st.session_state.get(key) for key in keys]
        return _word(["" if end is None else end.isoformat() for end in ends])

    for column, shown, key in zip(st.columns(2, gap="small"), (title, _("To")), keys, strict=True):
        column.date_input(
            shown, value=None, key=key, format="YYYY-MM-DD", label_visibility=_shown(beside),
            on_change=address.publish, args=(name, key, write),
        )  # fmt: skip


def ask_range(
    name: str, widget: str, title: str, _options: Mapping[str, str], *, beside: bool = False
) -> None:
    """From a figure to a figure, both included; either may be left open."""

    def part(at: int) -> Callable[[address.Words], str]:
        return lambda words: ends_of(words)[at]

    keys = [address.follow_hidden(name, f"{widget}:{at}", part(at)) for at in (0, 1)]

    def write(_value: Any) -> list[str]:
        ends = [st.session_state.get(key) or "" for key in keys]
        return _word([end.replace(",", "").strip() for end in ends])

    named = zip(
        st.columns(2, gap="small"), (title, _("To")), (_("No lower limit"), _("No upper limit")), keys,
        strict=True,
    )  # fmt: skip
    for column, shown, hint, key in named:
        column.text_input(
            shown, key=key, placeholder=hint, label_visibility=_shown(beside),
            on_change=address.publish, args=(name, key, write),
        )  # fmt: skip


def ask_text(name: str, widget: str, title: str, operator: Operator, hint: str = "") -> None:
    """One value, as typed."""
    key = address.follow_hidden(name, widget, lambda words: parsed(words[0])[1] if words else "")

    def write(typed: str) -> list[str]:
        return [written(operator, typed.strip())] if typed.strip() else []

    st.text_input(
        title, key=key, label_visibility="collapsed", placeholder=hint or None,
        on_change=address.publish, args=(name, key, write),
    )  # fmt: skip


def ask_day(name: str, widget: str, title: str, operator: Operator) -> None:
    """One day."""
    key = address.follow_hidden(name, widget, lambda words: day_in(parsed(words[0])[1]) if words else None)

    def write(day: date | None) -> list[str]:
        return [] if day is None else [written(operator, day.isoformat())]

    st.date_input(
        title, value=None, key=key, format="YYYY-MM-DD", label_visibility="collapsed",
        on_change=address.publish, args=(name, key, write),
    )  # fmt: skip


def ask_one(name: str, widget: str, title: str, options: Mapping[str, str], hint: str) -> None:
    """One of several words."""
    key = address.follow_hidden(
        name, widget, lambda words: words[0] if words and words[0] in options else None
    )
    st.selectbox(
        title, list(options), format_func=options.__getitem__, key=key, index=None, placeholder=hint,
        label_visibility="collapsed", on_change=address.publish,
        args=(name, key, lambda word: [word] if word else []),
    )  # fmt: skip


def ask_count(name: str, widget: str, title: str, operator: Operator) -> None:
    """So many days back or ahead."""

    def read(words: address.Words) -> int | None:
        parts = words[0].split("_") if words else []
        return int(parts[1]) if len(parts) == 3 and parts[1].isdecimal() else None

    key = address.follow_hidden(name, widget, read)
    st.number_input(
        title, min_value=1, max_value=MOST_DAYS, value=None, step=1, key=key, placeholder=_("How many days?"),
        label_visibility="collapsed", on_change=address.publish,
        args=(name, key, lambda days: [f"{operator}_{int(days)}_days"] if days else []),
    )  # fmt: skip


def day_in(text: str) -> date | None:
    """The day a text names."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def ends_of(words: Sequence[str]) -> tuple[str, str]:
    """Both ends of a range; of a single value, that value twice."""
    low, sign, high = (words[0] if words else "").partition(RANGE)
    return low, high if sign else low


def _word(ends: Sequence[str]) -> list[str]:
    return [RANGE.join(ends)] if any(ends) else []


def _shown(beside: bool) -> Any:
    return COLLAPSED if beside else VISIBLE
