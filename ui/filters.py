"""Filters of a list: one row per field with its comparison and its value; everything in the address."""

from collections.abc import Mapping
from typing import Any

import streamlit as st

from ui import address
from ui.fields import Field, Kind, kind_of, name_of
from ui.filter_widgets import ask_count, ask_day, ask_days, ask_many, ask_one, ask_range, ask_text
from ui.language import _
from ui.lists.operators import offered_by, operator_names, relative_names
from ui.lists.options import Options
from ui.lists.words import ANY, MATCH, Operator, operator_of, rewritten
from ui.question import SIZES, Wanted, filterable, whole
from ui.screen import Screen

SEARCH, SORT, SIZE, ARCHIVED, VIEW = "q", "sort", "size", "archived", "view"
NARROW, MIDDLE, WIDE = 130, 150, 300
MONTHS = ("month", "quarter", "year")


def wanted_from_address(screen: Screen) -> Wanted:
    """The state of the list that the address asks for."""
    sort = address.get(SORT) or ""
    size = whole(address.get(SIZE) or "")
    return Wanted(
        text=address.get(SEARCH) or "",
        chosen={key: words for key in filterable(screen) if (words := tuple(address.words(key)))},
        order=sort.removeprefix("-"),
        descending=sort.startswith("-"),
        page=max(1, whole(address.get(address.PAGE) or "") or 1),
        size=size if size in SIZES else SIZES[0],
        archived=address.get(ARCHIVED) == "yes",
        view=address.get(VIEW) or "",
        any_of=address.get(MATCH) == ANY,
    )


def drawn_fields(screen: Screen) -> dict[str, Field]:
    """Fields that have a row: those the screen offers, those that are filtered, those somebody added."""
    known = filterable(screen)
    added = st.session_state.get(_added(screen), [])
    shown = {one.key for one in screen.filters} | {key for key in known if address.words(key)} | set(added)
    return {key: one for key, one in known.items() if key in shown}


def draw_filters(screen: Screen, options: Options) -> None:
    """The filter button and, in it, one row per field."""
    known = filterable(screen)
    if not known:
        return
    active = sum(bool(address.words(key)) for key in known)
    name = _("Filter") + (f" · {active}" if active else "")
    with st.popover(name, icon=":material/filter_list:", key=f"{screen.url_path}:filters"):
        with st.container(horizontal=True, vertical_alignment="center", gap="small"):
            _ask_match(screen)
            _ask_more(screen, known)
        for key, one in drawn_fields(screen).items():
            with st.container(horizontal=True, vertical_alignment="center", gap="small"):
                _row(screen, one, options.of.get(key, {}))
        _ask_archived(screen)


def _ask_match(screen: Screen) -> None:
    key = address.follow_hidden(
        MATCH, f"{screen.url_path}:{MATCH}", lambda words: ANY if ANY in words else "all"
    )
    names = {"all": _("All conditions hold"), ANY: _("One of them is enough")}
    st.segmented_control(
        _("Conditions"), list(names), format_func=names.__getitem__, key=key, required=True,
        label_visibility="collapsed", on_change=address.publish,
        args=(MATCH, key, lambda said: [ANY] if said == ANY else []),
    )  # fmt: skip


def _ask_archived(screen: Screen) -> None:
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        title = _("Archived records")
        st.markdown(title, width=NARROW)
        shown = {"yes": _("Show archived records too")}
        ask_many(ARCHIVED, f"{screen.url_path}:{ARCHIVED}", title, shown, beside=True)


def _ask_more(screen: Screen, known: Mapping[str, Field]) -> None:
    """Any other column of the list."""
    rest = {key: name_of(one) for key, one in known.items() if key not in drawn_fields(screen)}
    if not rest:
        return
    widget = f"{screen.url_path}:more filters"

    def add() -> None:
        chosen = st.session_state[widget]
        if chosen:
            st.session_state[_added(screen)] = [*st.session_state.get(_added(screen), []), chosen]
            st.session_state[widget] = None

    st.selectbox(
        _("Another field"), list(rest), format_func=rest.__getitem__, key=widget, index=None,
        placeholder=_("Filter by another field"), label_visibility="collapsed", width=WIDE, on_change=add,
    )  # fmt: skip


def _added(screen: Screen) -> str:
    return f"{screen.url_path}:added filters"


def _row(screen: Screen, one: Field, options: Mapping[str, str]) -> None:
    """The field's name, how it is compared, with what."""
    base, name, offered = f"{screen.url_path}:{one.key}", name_of(one), offered_by(one)
    st.markdown(name, width=NARROW)
    operator = offered[0]
    if len(offered) > 1:
        words, names = address.words(one.key), operator_names(one)
        key = address.follow_hidden(one.key, f"{base}:how", lambda said: operator_of(said, offered))
        st.selectbox(
            _("{name}: comparison", name=name), list(names), format_func=names.__getitem__, key=key,
            width=MIDDLE, label_visibility="collapsed", filter_mode=None, on_change=address.publish,
            args=(one.key, key, lambda chosen: rewritten(words, chosen)),
        )  # fmt: skip
        operator = st.session_state[key]
    with st.container(width=WIDE):
        _ask_value(one, base, name, operator, options)


def _ask_value(one: Field, base: str, name: str, operator: Operator, options: Mapping[str, str]) -> None:
    what, key = kind_of(one), one.key
    dated: dict[Operator, Any] = {
        Operator.WITHIN: lambda: ask_one(key, f"{base}:when", name, _moving(what), _("Any time")),
        Operator.LAST: lambda: ask_count(key, f"{base}:last", name, operator),
        Operator.NEXT: lambda: ask_count(key, f"{base}:next", name, operator),
    }
    if operator in (Operator.EMPTY, Operator.FILLED):
        return
    if operator in dated:
        dated[operator]()
    elif operator is Operator.BETWEEN:
        ask = ask_days if what in (Kind.DAY, Kind.INSTANT) else ask_range
        ask(key, f"{base}:between", name, {}, beside=True)
    elif what in (Kind.DAY, Kind.INSTANT):
        ask_day(key, f"{base}:day", name, operator)
    elif what is Kind.FLAG:
        ask_many(key, base, name, {"yes": _("Yes"), "no": _("No")}, beside=True)
    elif operator in (Operator.IS, Operator.NOT) and (options or what in (Kind.CHOICE, Kind.LINK)):
        ask_many(key, base, name, options, operator, beside=True)
    else:
        ask_text(key, f"{base}:text", name, operator, "202601" if what is Kind.MONTH else "")


def _moving(what: Kind) -> dict[str, str]:
    """Of a month, only spans of whole months."""
    names = relative_names()
    if what is not Kind.MONTH:
        return names
    return {word: name for word, name in names.items() if word.partition("_")[2] in MONTHS}
