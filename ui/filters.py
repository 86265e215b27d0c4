"""Filters of a list: one widget per kind of field, and the chips that show what is filtered."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import streamlit as st
from sqlalchemy import select
from sqlalchemy.orm import Session

from ui import address
from ui.fields import Field, Kind, choices_of, expression_of, kind_of, name_of, target_of, word_of
from ui.filter_widgets import WIDGETS, ask_many, in_words
from ui.kept import kept
from ui.language import _, current, label
from ui.question import SIZES, Wanted, whole
from ui.screen import Screen
from ui.titles import full_title, sort_attribute

MOST_OPTIONS = 1000
SEARCH, SORT, SIZE, ARCHIVED, VIEW = "q", "sort", "size", "archived", "view"


@dataclass(frozen=True)
class Options:
    """What can be chosen for each filter: word in the address -> name."""

    of: Mapping[str, Mapping[str, str]]


def wanted_from_address(screen: Screen) -> Wanted:
    """The state of the list that the address asks for."""
    sort = address.get(SORT) or ""
    size = whole(address.get(SIZE) or "")
    return Wanted(
        text=address.get(SEARCH) or "",
        chosen={one.key: words for one in screen.filters if (words := tuple(address.words(one.key)))},
        order=sort.removeprefix("-"),
        descending=sort.startswith("-"),
        page=max(1, whole(address.get(address.PAGE) or "") or 1),
        size=size if size in SIZES else SIZES[0],
        archived=address.get(ARCHIVED) == "yes",
        view=address.get(VIEW) or "",
    )


def options_of(screen: Screen, session: Session) -> Options:
    """Read what the filters offer: members of a choice, records of a link, texts in use."""

    def read() -> Options:
        return Options({one.key: _options(one, session) for one in screen.filters})

    return kept(session, f"options of {screen.url_path}", current(), read)


def draw_filters(screen: Screen, options: Options) -> None:
    """The filter button and, in it, one widget per field."""
    if not screen.filters:
        return
    active = sum(bool(address.words(one.key)) for one in screen.filters)
    name = _("Filter") + (f" · {active}" if active else "")
    with st.popover(name, icon=":material/filter_list:", key=f"{screen.url_path}:filters"):
        for one in screen.filters:
            widget = WIDGETS.get(kind_of(one), ask_many)
            widget(one.key, f"{screen.url_path}:{one.key}", name_of(one), options.of[one.key])
        ask_many(
            ARCHIVED,
            f"{screen.url_path}:{ARCHIVED}",
            _("Archived records"),
            {"yes": _("Show archived records too")},
        )


def draw_chips(screen: Screen, options: Options) -> None:
    """What is filtered, each a button that takes it away."""
    chips = [(one.key, name_of(one), address.words(one.key)) for one in screen.filters]
    shown = [(key, name, words) for key, name, words in chips if words]
    if address.get(ARCHIVED):
        shown.append((ARCHIVED, _("Archived records"), ["yes"]))
    if not shown:
        return
    with st.container(horizontal=True, gap="xsmall", key=f"{screen.url_path}:chips"):
        for key, name, words in shown:
            found = in_words(words, options.of.get(key, {}))
            st.button(
                _("{name}: {value}", name=name, value=found) if key != ARCHIVED else name,
                icon=":material/close:", icon_position="right",
                key=f"{screen.url_path}:chip:{key}", on_click=_drop, args=(key,),
                help=_("Remove this filter"),
            )  # fmt: skip
        st.button(
            _("Clear all"), type="tertiary", key=f"{screen.url_path}:chip", on_click=_drop,
            args=(SEARCH, ARCHIVED, *(one.key for one in screen.filters)),
        )  # fmt: skip


def _drop(*names: str) -> None:
    for name in (*names, address.PAGE):
        address.put(name, ())


def _options(one: Field, session: Session) -> Mapping[str, str]:
    what = kind_of(one)
    if what is Kind.CHOICE:
        return {word_of(member): label(member) for member in choices_of(one)}
    if what is Kind.LINK:
        return _records(one, session)
    if what is Kind.TEXT:
        text = expression_of(one)
        texts = session.scalars(select(text).where(text != "").distinct().order_by(text).limit(MOST_OPTIONS))
        return {text: text for text in texts}
    return {}


def _records(one: Field, session: Session) -> Mapping[str, str]:
    target: Any = target_of(one)
    used = select(expression_of(one)).distinct()
    query = select(target).where(target.id.in_(used)) if not hasattr(target, "parent_id") else select(target)
    found: Sequence[Any] = session.scalars(query.order_by(sort_attribute(target)).limit(MOST_OPTIONS)).all()
    return {str(record.id): full_title(record) for record in found}
