"""Draw a dashboard: one look into the database for all its panels, then the pickers, then the cards."""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import Any

import streamlit as st
from sqlalchemy.orm import Session

from db.unit_of_work import reading
from domain.core.clock import today
from domain.core.errors import DomainError
from domain.core.permission import Actor
from domain.reporting.freshness import Freshness, freshness
from domain.reporting.note import Note, notes
from domain.reporting.units_in_sight import units_in_sight
from ui.charts.style import style
from ui.dashboard.answers import Keeper
from ui.dashboard.card import draw_card
from ui.dashboard.declaration import Dashboard, Panel, Picture, Section
from ui.dashboard.pickers import draw_chosen, draw_pickers
from ui.dashboard.view import Asked, View, span_of, unit_asked, view_of
from ui.dashboard.wall import draw_wall
from ui.indicators.empty import draw_no_figures
from ui.indicators.freshness import draw_freshness
from ui.language import _, current, in_language, label, say
from ui.routes import literal, within_portal
from ui.screen import Page
from ui.wish import report


@dataclass(frozen=True)
class Failed:
    """Instead of an answer: what to tell about it."""

    said: str


@dataclass(frozen=True)
class Pinned:
    """Notes, and a digest of them by which pictures that show them are kept."""

    notes: Mapping[str, tuple[Note, ...]]
    digest: str

    @classmethod
    def of(cls, found: Mapping[str, tuple[Note, ...]]) -> "Pinned":
        """Of what was found."""
        return cls(found, hashlib.sha256(repr(sorted(found.items())).encode()).hexdigest())


@dataclass(frozen=True)
class Look:
    """What one look into the database gave. An answer is whatever the panel asked for."""

    view: View
    answers: Mapping[str, Any]
    names: Mapping[str, str]
    """Dimension -> name of the chosen mark."""
    noted: str
    """Changes with the notes."""
    fresh: Freshness
    keeper: Keeper


def page_of(dashboard: Dashboard) -> Page:
    """The dashboard as a page of the menu."""
    return Page(
        title_key=f"page.{dashboard.key}", icon=dashboard.icon, url_path=dashboard.key, read=dashboard.read,
        draw=lambda actor: draw_dashboard(dashboard, actor),
    )  # fmt: skip


def draw_dashboard(dashboard: Dashboard, actor: Actor) -> None:
    """The page."""
    if Asked.read(tuple(dashboard.dimensions)).wall:
        draw_wall(dashboard, look_at, draw_section)
        return
    look = look_at(dashboard, actor, dashboard.sections)
    title = label(f"page.{dashboard.key}")
    if look is None:
        st.title(title, anchor=False)
        draw_no_figures(actor)
        return
    with st.container(horizontal=True, vertical_alignment="center", horizontal_alignment="distribute"):
        st.title(title, anchor=False, width="content")
        draw_freshness(look.fresh, look.view.place, look.view.today, actor)
    draw_pickers(look.view, dashboard.key, dashboard.grains, dashboard.comparisons)
    draw_chosen(look.names, dashboard.key)
    for section in dashboard.sections:
        draw_section(dashboard, section, look)


def look_at(dashboard: Dashboard, actor: Actor, sections: Sequence[Section]) -> Look | None:
    """Everything that the sections show; None while the actor may see no figures at all."""
    asked = Asked.read(tuple(dashboard.dimensions))
    with reading(actor) as session:
        keeper = Keeper.of(session)
        units = keeper.kept("units", (), lambda: units_in_sight(session, actor))
        if not units:
            return None
        unit = unit_asked(units, asked)
        span = keeper.kept("span", unit.id, lambda: span_of(session, unit.id))
        view = view_of(units, span, asked, dashboard.grains, today())
        pinned = keeper.kept("notes", unit.id, lambda: Pinned.of(notes(session, unit.id)), live=True)
        view = replace(view, notes=pinned.notes)
        panels = [panel for section in sections for panel in section.panels]
        return Look(
            view,
            {panel.key: _answer(session, keeper, dashboard, panel, view) for panel in panels},
            _names(session, keeper, dashboard, view),
            pinned.digest,
            keeper.kept("freshness", (), lambda: freshness(session), live=True),
            keeper,
        )


def draw_section(dashboard: Dashboard, section: Section, look: Look) -> None:
    """A heading and its rows."""
    if section.key and not look.view.wall:
        st.subheader(label(f"section.{section.key}"), anchor=False)
    for row in section.rows:
        columns = st.columns([panel.wide for panel in row], gap="small") if len(row) > 1 else [st.container()]
        for panel, column in zip(row, columns, strict=True):
            with column:
                draw_panel(dashboard, panel, look)


def draw_panel(dashboard: Dashboard, panel: Panel, look: Look) -> None:
    """One card; what goes wrong in it stays in it."""
    answer = look.answers[panel.key]
    if isinstance(answer, Failed):
        st.warning(answer.said, icon=":material/error:")
        return
    try:
        if panel.draw is not None:
            _draw_by_hand(dashboard, panel, answer, look)
        else:
            draw_card(panel, _picture(dashboard, panel, answer, look), look.view, dashboard.key)
    except DomainError as refusal:
        st.caption(literal(say(refusal)))
    except Exception:  # noqa: BLE001  one broken chart must not take the page away
        st.error(report(), icon=":material/error:")


def _draw_by_hand(dashboard: Dashboard, panel: Panel, answer: Any, look: Look) -> None:
    draw, view = panel.draw, look.view
    if draw is None:
        return
    if not panel.still:
        draw(answer, view)
        return
    look.keeper.kept(
        f"{dashboard.key}:{panel.key}:drawn", _seen_as(dashboard, look), lambda: draw(answer, view),
        live=panel.live, mine=panel.mine,
    )  # fmt: skip


def _seen_as(dashboard: Dashboard, look: Look) -> tuple[object, ...]:
    """What a panel looks like depends on it, besides its answer. Where links lead follows from the rights."""
    view = look.view
    return (
        view.words(tuple(dashboard.dimensions)), current(), style(), view.wall, look.noted, within_portal(),
    )  # fmt: skip


def _picture(dashboard: Dashboard, panel: Panel, answer: Any, look: Look) -> Picture:
    if panel.chart is None:
        raise TypeError(f"panel {panel.key} declares neither chart nor draw")
    chart, view = panel.chart, look.view
    made: Picture = look.keeper.kept(
        f"{dashboard.key}:{panel.key}:picture", _seen_as(dashboard, look), lambda: chart(answer, view),
        live=panel.live, mine=panel.mine,
    )  # fmt: skip
    return made


def _answer(session: Session, keeper: Keeper, dashboard: Dashboard, panel: Panel, view: View) -> Any:
    try:
        return keeper.kept(
            f"{dashboard.key}:{panel.key}", view.words(panel.reacts), lambda: panel.ask(session, view),
            live=panel.live, mine=panel.mine,
        )  # fmt: skip
    except DomainError as refusal:
        return Failed(say(refusal))
    except Exception:  # noqa: BLE001  the other panels can still be shown
        return Failed(report())


def _names(session: Session, keeper: Keeper, dashboard: Dashboard, view: View) -> dict[str, str]:
    found = {}
    for dimension, key in view.chosen.items():
        name_of = partial(dashboard.dimensions[dimension], session, key)
        chinese, english = keeper.kept(f"name:{dimension}", key, name_of, live=True)
        found[dimension] = in_language(chinese, english) or _("Unknown")
    return found
