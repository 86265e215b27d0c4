"""The cockpit: does control work, where is money at risk, what needs me."""

from dataclasses import dataclass

import streamlit as st

from db.unit_of_work import reading
from domain.core.clock import today
from domain.core.permission import Actor
from domain.reporting.cockpit import changed, on_the_cockpit
from domain.reporting.decisions import Decisions, decisions
from domain.reporting.freshness import Freshness, freshness
from domain.reporting.standing import Standing, standings
from ui.indicators.comparison import pick_comparison
from ui.indicators.counts import draw_counts
from ui.indicators.decisions import draw_decisions
from ui.indicators.empty import draw_no_figures
from ui.indicators.freshness import draw_freshness
from ui.indicators.moves import draw_moves
from ui.indicators.place import Asked, Place, draw_place, place_of
from ui.indicators.tiles import tile_of
from ui.language import label
from ui.tile import draw_tiles

KEY = "cockpit"


@dataclass(frozen=True)
class Look:
    """What one look into the database gave."""

    place: Place
    standings: tuple[Standing, ...]
    fresh: Freshness
    decisions: Decisions


def draw(actor: Actor) -> None:
    """The page."""
    asked = Asked.read()
    look = _look(actor, asked)
    if look is None:
        st.title(label("page.cockpit"), anchor=False)
        draw_no_figures(actor)
        return
    with st.container(horizontal=True, vertical_alignment="center", horizontal_alignment="distribute"):
        st.title(label("page.cockpit"), anchor=False, width="content")
        draw_place(look.place, today(), KEY)
    draw_freshness(look.fresh, look.place, today(), actor)
    with st.container(horizontal=True, vertical_alignment="center", horizontal_alignment="distribute"):
        draw_counts(look.standings, look.place)
        against = pick_comparison(KEY)
    draw_tiles([tile_of(one, look.place, against, KEY) for one in on_the_cockpit(look.standings)])
    left, right = st.columns([3, 2], gap="medium")
    with left:
        draw_moves(changed(look.standings), look.place)
    with right:
        draw_decisions(look.decisions, look.place)


def _look(actor: Actor, asked: Asked) -> Look | None:
    with reading(actor) as session:
        place = place_of(session, actor, asked, today())
        if place is None:
            return None
        return Look(
            place,
            standings(session, place.unit.id, place.month),
            freshness(session),
            decisions(session, actor, place.unit.id, today()),
        )
