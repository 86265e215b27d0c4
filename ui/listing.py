"""The list of a screen: views, search, filters, table, totals, pages."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

import streamlit as st
from sqlalchemy import Select
from sqlalchemy.orm import Session

from db.unit_of_work import reading
from domain.core.clock import today
from domain.core.permission import Actor
from ui import address, formats, table
from ui.export import draw_export
from ui.filters import SORT, draw_filters, drawn_fields, wanted_from_address
from ui.kept import kept
from ui.language import _, label
from ui.lists.bulk import draw_bulk, meant
from ui.lists.chips import draw_chips
from ui.lists.columns import chosen_columns, draw_columns
from ui.lists.inline import draw_editor, draw_switch
from ui.lists.inline_state import is_editing
from ui.lists.options import Options, options_of
from ui.lists.outcome import draw_outcome
from ui.lists.picked import keep_for
from ui.lists.rows import draw_rows
from ui.lists.search import draw_search
from ui.lists.views import Views, draw_views, look_up
from ui.lists.words import is_personal
from ui.question import Summary, Wanted, count_of, page_of, query_of, totals_of
from ui.routes import page_for
from ui.screen import Column, Screen
from ui.tiles import draw_tiles

MANY = 200_000
"""Rows beyond which sums are made on demand: they read every row."""


@dataclass(frozen=True)
class Found:
    """What one look into the database gave."""

    options: Options
    summary: Summary
    records: Sequence[Any]


def draw_list(screen: Screen, actor: Actor) -> None:
    """Everything about many records."""
    views = look_up(screen, actor)
    wanted = wanted_from_address(screen)
    keep_for(screen, wanted)
    columns = chosen_columns(screen)
    found = _look(screen, wanted, columns, actor)
    _heading(screen, actor)
    draw_tiles(screen, actor)
    draw_views(screen, actor, views)
    over = screen.overview if _asks_nothing(wanted) else None
    with st.container(horizontal=True, vertical_alignment="center"):
        draw_search(screen)
        draw_filters(screen, found.options)
        draw_columns(screen)
        draw_export(screen, wanted, columns, found.summary.count, meant(screen, wanted), found.options.of)
        if found.records and over is None:
            _draw_work(screen, wanted, columns, found.summary.count, actor)
    draw_chips(screen, found.options)
    if over is not None:
        over(actor)
    elif found.records:
        _rows(screen, wanted, columns, found, actor)
    else:
        draw_outcome(screen, actor)
        _nothing(screen, wanted, actor, views)


def may_write(screen: Screen, actor: Actor, unit_id: int | None = None) -> bool:
    """Whether this person may change records of the screen (in a unit)."""
    return screen.write is not None and actor.may(screen.write, unit_id)


def _look(screen: Screen, wanted: Wanted, columns: Sequence[Column], actor: Actor) -> Found:
    fields = drawn_fields(screen)
    personal = bool(wanted.view) or any(is_personal(words) for words in wanted.chosen.values())
    whose = (actor.user_id, actor.person_id) if personal else None
    asked = (wanted.text, dict(wanted.chosen), wanted.any_of, wanted.archived, wanted.view, whose, today())
    with reading(actor) as session:
        query = query_of(screen, wanted, session)
        summed = _summary(screen, query, asked, session)
        asked_page = replace(wanted, page=min(wanted.page, _pages(wanted, summed.count)))
        records = page_of(screen, asked_page, query, summed.count, columns, session)
        return Found(options_of(screen, fields, wanted.chosen, session), summed, records)


def _summary(screen: Screen, query: Select[Any], asked: object, session: Session) -> Summary:
    """Counted always; added up unasked only where that takes no time."""
    place = f"list {screen.url_path}"
    count = kept(session, f"{place}: count", asked, lambda: count_of(screen, query, session))
    if count > MANY and not st.session_state.get(f"{screen.url_path}:add up"):
        return Summary(count, {})
    totals = kept(session, f"{place}: totals", asked, lambda: totals_of(screen, query, session))
    return Summary(count, totals)


def _pages(wanted: Wanted, count: int) -> int:
    return max(1, -(-count // wanted.size))


def _heading(screen: Screen, actor: Actor) -> None:
    with st.container(horizontal=True, vertical_alignment="center"):
        st.title(label(screen.title_key), anchor=False)
        if screen.create and may_write(screen, actor):
            st.button(
                _("New"), icon=":material/add:", type="primary", key=f"{screen.url_path}:new",
                on_click=address.go, args=({"id": "new"},),
            )  # fmt: skip


def _asks_nothing(wanted: Wanted) -> bool:
    """Whether the list is as it opens, where some screens show a picture instead."""
    narrowed = wanted.text or wanted.chosen or wanted.view or wanted.archived
    return not narrowed and not address.get(SORT)


def _draw_work(screen: Screen, wanted: Wanted, columns: Sequence[Column], count: int, actor: Actor) -> None:
    """The switch for typing into rows, and what can be done with picked ones."""
    draw_switch(screen, columns, actor)
    if not is_editing(screen):
        draw_bulk(screen, actor, wanted, count)


def _rows(screen: Screen, wanted: Wanted, columns: Sequence[Column], found: Found, actor: Actor) -> None:
    """What is known of all rows; then one page of them."""
    draw_outcome(screen, actor)
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        st.caption(_counted(screen, found.summary), width="content")
        if found.summary.count > MANY:
            st.toggle(_("Add up"), key=f"{screen.url_path}:add up")
    if is_editing(screen):
        draw_editor(screen, found.records, columns, actor)
    else:
        draw_rows(screen, wanted, columns, found.records)
    _turn_pages(screen, wanted, found.summary.count)


def _counted(screen: Screen, found: Summary) -> str:
    parts = [_("{count} records", count=formats.number(found.count))]
    names = {column.key: table.heading(column, screen.entity) for column in screen.columns}
    for key, by_currency in found.totals.items():
        amounts = " + ".join(formats.money(total, currency) for currency, total in by_currency.items())
        if amounts:
            parts.append(f"{names[key]} {amounts}")
    return " · ".join(parts)


def _turn_pages(screen: Screen, wanted: Wanted, count: int) -> None:
    pages = _pages(wanted, count)
    if pages == 1:
        return
    page = min(wanted.page, pages)
    widget = f"{screen.url_path}:page:{page}"
    with st.container(horizontal_alignment="center"):
        st.pagination(
            pages, default=page, key=widget, on_change=address.publish,
            args=(address.PAGE, widget, lambda chosen: [str(chosen)] if chosen > 1 else []),
        )  # fmt: skip


def _nothing(screen: Screen, wanted: Wanted, actor: Actor, views: Views) -> None:
    with st.container(border=True, horizontal_alignment="center"):
        st.space("small")
        if wanted.text or wanted.chosen or wanted.view:
            st.markdown(_("Nothing matches the search and the filters."))
            st.button(
                _("Clear all"), on_click=address.go, args=(views.nothing,), key=f"{screen.url_path}:clear"
            )
        else:
            _begin(screen, actor)
        st.space("small")


def _begin(screen: Screen, actor: Actor) -> None:
    st.markdown(label(screen.empty) if screen.empty else _("There are no records yet."))
    page = page_for(screen.start) if screen.start else None
    if screen.create and may_write(screen, actor):
        st.button(
            _("Create the first"), icon=":material/add:", on_click=address.go, args=({"id": "new"},),
            key=f"{screen.url_path}:first",
        )  # fmt: skip
    elif page:
        st.page_link(page, icon=":material/arrow_forward:")
