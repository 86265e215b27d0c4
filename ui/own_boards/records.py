"""Cards of records: the rows of a list, as far as this reader may see them, and the way to all of them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

import streamlit as st
from sqlalchemy import Select
from sqlalchemy.orm import Session

from domain.core.errors import DomainError
from domain.core.visibility import actor_of
from domain.improvement.measure import MeasureState
from domain.indicators.alert_state import LIVE
from domain.organisation.tree import unit_tree
from domain.reporting.board_card import Card, CardKind
from ui import address, formats, table
from ui.boards.span import Span
from ui.custom import defined_for, with_own_fields
from ui.dashboard.declaration import Link
from ui.dashboard.view import View
from ui.declared import declared_screens
from ui.equip import restricted
from ui.filters import SEARCH, SORT
from ui.filters import VIEW as NARROWED
from ui.language import _, label
from ui.lists.columns import COLUMNS, shown_at_first
from ui.lists.words import ANY, MATCH
from ui.own_boards.tiles import Framed
from ui.question import Wanted, filterable, load, ordered, query_of, summary
from ui.routes import page_for, page_link
from ui.screen import Column, Screen

ROW = 35
FITTING = {3: 2, 4: 3, 6: 5, 8: 7, 12: 12}
"""Columns of a card -> columns of its table."""
FOLLOWED = frozenset({"customer", "salesperson", "product"})
"""Dimensions that lists can be narrowed to."""
Words = Mapping[str, tuple[str, ...]]


class ListClosed(DomainError):
    """The card shows a list that is not on the reader's menu."""

    text = "This card shows a list that your roles do not open."


@dataclass(frozen=True)
class Rows:
    """What one look into the database gave."""

    screen: Screen
    columns: Sequence[Column]
    records: Sequence[Any]
    count: int
    words: Words
    """The address of the list that shows all of them."""


@dataclass(frozen=True)
class AskRows:
    """The first rows of a list."""

    card: Card

    def __call__(self, session: Session, view: View) -> Rows:
        """Ask it, as the person of the session meets the list."""
        declared = declared_screens().get(screen_of(self.card))
        if declared is None:
            raise ListClosed
        actor = actor_of(session)
        actor.require(declared.read, view.unit.id)
        found = defined_for(declared.entity, session)
        screen = restricted(with_own_fields(declared, found, actor), actor)
        words = {**words_of(self.card, screen, view)}
        wanted = wanted_of(screen, words)
        query = _within(query_of(screen, wanted, session), screen, session, view)
        columns = _columns(screen, words, self.card)
        rows = load(ordered(screen, wanted, query).limit(self.card.rows), columns, session)
        return Rows(screen, columns, rows, summary(screen, query, session).count, words)


def screen_of(card: Card) -> str:
    """The address of the list that a card shows."""
    return {CardKind.ALERTS: "alerts", CardKind.TASKS: "actions"}.get(card.kind, card.screen)


def words_of(card: Card, screen: Screen, view: View) -> Words:
    """What the list is asked: what the card says, and what the whole board is narrowed to."""
    said = dict(card.words)
    if card.kind is CardKind.ALERTS:
        said = {"state": tuple(sorted(LIVE)), SORT: ("-level",)}
    elif card.kind is CardKind.TASKS:
        under_way = tuple(sorted(state for state in MeasureState if state.under_way))
        said = {NARROWED: ("actions_mine",)} if card.mine else {"state": under_way, SORT: ("due_on",)}
    if ANY in said.get(MATCH, ()):
        return said  # one more condition would be one more way in
    known = filterable(screen)
    followed = {name: (key,) for name, key in view.chosen.items() if name in FOLLOWED}
    if "period" in known:
        followed["period"] = (Span.of(view).asked,)
    if "unit" in known:
        followed["unit"] = (str(view.unit.id),)
    return {**{name: words for name, words in followed.items() if name in known}, **said}


def wanted_of(screen: Screen, words: Words) -> Wanted:
    """The state of the list that these words ask for."""
    sort = words.get(SORT, ("",))[-1]
    return Wanted(
        text=words.get(SEARCH, ("",))[-1],
        chosen={key: words[key] for key in filterable(screen) if words.get(key)},
        order=sort.removeprefix("-"), descending=sort.startswith("-"),
        view=words.get(NARROWED, ("",))[-1], any_of=ANY in words.get(MATCH, ()),
    )  # fmt: skip


def _within(query: Select[Any], screen: Screen, session: Session, view: View) -> Select[Any]:
    """Records that belong to a unit are those of the unit looked at, whatever else the card asks."""
    unit = getattr(screen.entity, "unit_id", None)
    return query if unit is None else query.where(unit.in_(sorted(unit_tree(session).below(view.unit.id))))


def _columns(screen: Screen, words: Words, card: Card) -> tuple[Column, ...]:
    known = {column.key: column for column in screen.columns}
    wanted = [key for key in words.get(COLUMNS) or shown_at_first(screen) if key in known]
    return tuple(known[key] for key in wanted[: FITTING[card.width]]) or screen.columns[: FITTING[card.width]]


def draw_rows(framed: Framed, found: Rows, view: View) -> None:
    """The table; pressing a row opens its record."""
    name = label(found.screen.title_key)
    title = _("{list}: {count}", list=name, count=formats.number(found.count))
    asks: Any = {name: list(words) for name, words in found.words.items()}
    link = Link(found.screen.url_path, asks)
    framed.framed(
        title, partial(framed.more, view, title, _texts(found, view), records=link),
        partial(_body, framed, found, view, name),
    )  # fmt: skip


def _texts(found: Rows, view: View) -> dict[str, list[str]]:
    columns: dict[str, list[str]] = {}
    for column in found.columns:
        cells = [table.value(record, column, view.today) for record in found.records]
        heading = table.heading(column, found.screen.entity)
        columns[heading] = [table.text(cell, table.kind(column)) for cell in cells]
    return columns


def _body(framed: Framed, found: Rows, view: View, name: str) -> None:
    if not found.records:
        st.caption(_("Nothing matches in this unit and time."))
        return
    ids = [record.id for record in found.records]
    widget = f"own_board:{framed.key}:rows:{ids[0]}:{ids[-1]}"
    st.dataframe(
        table.arrow(found.records, found.columns, view.today),
        column_config=table.configuration(found.columns, found.screen.entity, {}), hide_index=True,
        height=ROW * (len(ids) + 1) + 3, row_height=ROW, key=widget, alt=name,
        on_select=partial(_open, widget, found.screen.url_path, ids), selection_mode="single-cell",
    )  # fmt: skip
    if found.count > len(ids):
        said = _("The first {shown} of {count}.", shown=len(ids), count=formats.number(found.count))
        if view.wall:
            st.caption(said)
        else:
            asks: Any = {key: list(words) for key, words in found.words.items()}
            page_link(found.screen.url_path, said, asks, f"own-{framed.key}")


def _open(widget: str, page: str, ids: Sequence[int]) -> None:
    cells = st.session_state[widget]["selection"]["cells"]
    target = page_for(page)
    if cells and target is not None:
        address.leave(target, {"id": str(ids[cells[0][0]])})


def offered_lists() -> Mapping[str, str]:
    """Lists that a card can show: address -> name, in the order of the menu."""
    return {path: label(screen.title_key) for path, screen in declared_screens().items()}
