"""The list of a screen: views, search, filters, table, totals, pages."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import Any

import streamlit as st

from db.unit_of_work import reading
from domain.core.clock import today
from domain.core.permission import Actor
from ui import address, formats, table
from ui.drawer import open_drawer
from ui.export import draw_export
from ui.filters import SORT, Options, draw_chips, draw_filters, options_of, wanted_from_address
from ui.kept import kept
from ui.language import _, label
from ui.list_tools import chosen_columns, draw_columns, draw_search, draw_views
from ui.question import Summary, Wanted, load, ordered, query_of, summary
from ui.routes import page_for
from ui.screen import Column, Screen, is_stored
from ui.tiles import draw_tiles

ROW_HEIGHT = 35


@dataclass(frozen=True)
class Found:
    """What one look into the database gave."""

    options: Options
    summary: Summary
    records: Sequence[Any]


def draw_list(screen: Screen, actor: Actor) -> None:
    """Everything about many records."""
    wanted = wanted_from_address(screen)
    columns = chosen_columns(screen)
    found = _look(screen, wanted, columns, actor)
    _heading(screen, actor)
    draw_tiles(screen, actor)
    draw_views(screen)
    with st.container(horizontal=True, vertical_alignment="center"):
        draw_search(screen)
        draw_filters(screen, found.options)
        draw_columns(screen)
        draw_export(screen, wanted, columns, found.summary.count)
    draw_chips(screen, found.options)
    if screen.overview and not (
        wanted.text or wanted.chosen or wanted.view or wanted.archived or address.get(SORT)
    ):
        screen.overview(actor)
    elif found.records:
        _table(screen, wanted, columns, found)
    else:
        _nothing(screen, wanted, actor)


def may_write(screen: Screen, actor: Actor, unit_id: int | None = None) -> bool:
    """Whether this person may change records of the screen (in a unit)."""
    return screen.write is not None and actor.may(screen.write, unit_id)


def _look(screen: Screen, wanted: Wanted, columns: Sequence[Column], actor: Actor) -> Found:
    with reading(actor) as session:
        query = query_of(screen, wanted, session)
        whose = actor.user_id if wanted.view else None
        asked = (wanted.text, dict(wanted.chosen), wanted.archived, wanted.view, whose, today())
        summed = kept(session, f"list {screen.url_path}", asked, lambda: summary(screen, query, session))
        page = ordered(screen, wanted, query).limit(wanted.size).offset(_offset(wanted, summed.count))
        return Found(options_of(screen, session), summed, load(page, columns, session))


def _offset(wanted: Wanted, count: int) -> int:
    return (min(wanted.page, _pages(wanted, count)) - 1) * wanted.size


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


def _table(screen: Screen, wanted: Wanted, columns: Sequence[Column], found: Found) -> None:
    st.caption(_counted(screen, found.summary))
    drawn = st.session_state.get(f"{screen.url_path}:drawn", 0)
    # Other rows are another table: one that stays mounted swallows the first press after its rows changed.
    widget = f"{screen.url_path}:rows:{drawn}:{found.records[0].id}:{found.records[-1].id}"
    order, descending = _order(screen, wanted)
    event: Any = st.dataframe(
        table.arrow(found.records, columns, today()),
        column_config=table.configuration(columns, screen.entity, {order: " ↓" if descending else " ↑"}),
        hide_index=True, height=ROW_HEIGHT * (len(found.records) + 1) + 3, row_height=ROW_HEIGHT, key=widget,
        on_select=lambda: _pressed(screen, wanted, widget, [r.id for r in found.records]),
        selection_mode=["single-cell", "single-column"], alt=label(screen.title_key),
    )  # fmt: skip
    del event
    _turn_pages(screen, wanted, found.summary.count)
    if opened := st.session_state.pop(f"{screen.url_path}:open", None):
        open_record(screen, opened)


def open_record(screen: Screen, key: int) -> None:
    """In the drawer beside the list, or on the page that the screen draws itself."""
    if screen.record is None:
        open_drawer(screen, key)
        return
    st.session_state[f"{screen.url_path}:list"] = address.everything()
    address.go({"id": str(key)})
    st.rerun()


def _order(screen: Screen, wanted: Wanted) -> tuple[str, bool]:
    stored = {column.key for column in screen.columns if is_stored(column)}
    if wanted.order in stored:
        return wanted.order, wanted.descending
    return screen.order_by.key, screen.descending


def _pressed(screen: Screen, wanted: Wanted, widget: str, ids: Sequence[int]) -> None:
    """A heading sorts all rows (not only this page); a cell opens its record."""
    selection = st.session_state[widget]["selection"]
    drawn = f"{screen.url_path}:drawn"
    st.session_state[drawn] = st.session_state.get(drawn, 0) + 1
    if selection["columns"]:
        key = selection["columns"][0]
        order, descending = _order(screen, wanted)
        if any(column.key == key and is_stored(column) for column in screen.columns):
            address.put(SORT, [f"-{key}" if key == order and not descending else key])
            address.put(address.PAGE, ())
    elif selection["cells"]:
        at = selection["cells"][0][0]
        place = {"wanted": asdict(wanted), "position": (wanted.page - 1) * wanted.size + at}
        st.session_state[f"{screen.url_path}:place"] = place
        st.session_state[f"{screen.url_path}:open"] = ids[at]


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


def _nothing(screen: Screen, wanted: Wanted, actor: Actor) -> None:
    with st.container(border=True, horizontal_alignment="center"):
        st.space("small")
        if wanted.text or wanted.chosen or wanted.view:
            st.markdown(_("Nothing matches the search and the filters."))
            st.button(_("Clear all"), on_click=address.go, args=({},), key=f"{screen.url_path}:clear")
        else:
            st.markdown(label(screen.empty) if screen.empty else _("There are no records yet."))
            page = page_for(screen.start) if screen.start else None
            if screen.create and may_write(screen, actor):
                st.button(
                    _("Create the first"), icon=":material/add:", on_click=address.go, args=({"id": "new"},),
                    key=f"{screen.url_path}:first",
                )  # fmt: skip
            elif page:
                st.page_link(page, icon=":material/arrow_forward:")
        st.space("small")
