"""The cockpit: is control in order, where is money at risk, what changed, what needs me."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import streamlit as st
from sqlalchemy.orm import Session

from domain.core.permission import Permission
from domain.core.visibility import actor_of
from domain.reporting.area import area_of
from domain.reporting.cockpit import changed, largest_moves, on_the_cockpit
from domain.reporting.cockpit_tile import tiles
from domain.reporting.decisions import Decisions, decisions
from domain.reporting.standing import Standing, worst_first
from domain.reporting.standing_by import standings_in
from ui.dashboard.answers import Keeper
from ui.dashboard.declaration import Dashboard, Panel, Section
from ui.dashboard.view import View
from ui.indicators.choose_tiles import draw_choose_tiles
from ui.indicators.cockpit_words import draw_coverage, draw_headline
from ui.indicators.counts import draw_counts
from ui.indicators.decisions import draw_decisions
from ui.indicators.heat_picture import CELL, cell_name, heat_asked, heat_picture
from ui.indicators.mini import draw_mini
from ui.indicators.moves import draw_moves
from ui.indicators.tiles import tile_of
from ui.tile import draw_tiles

KEY = "cockpit"


@dataclass(frozen=True)
class Front:
    """How all indicators stand, and which of them are shown as tiles."""

    standings: tuple[Standing, ...]
    chosen: tuple[str, ...]


def kept_standings(session: Session, view: View) -> tuple[Standing, ...]:
    """How every indicator stands: read once for all panels and pages that show them."""
    words = (view.unit.id, view.period.label, view.month, view.today)

    def read() -> tuple[Standing, ...]:
        return standings_in(session, view.unit.id, view.period, view.month, view.today)

    found: tuple[Standing, ...] = Keeper.of(session).kept("standings", words, read)
    return found


def ask_front(session: Session, view: View) -> Front:
    """For the headline and the tiles."""
    return Front(kept_standings(session, view), tiles(session))


def draw_front(found: Front, view: View) -> None:
    """One sentence and the counts."""
    draw_headline(found.standings, view)
    with st.container(horizontal=True, vertical_alignment="center", horizontal_alignment="distribute"):
        draw_counts(found.standings, view.place)
        if not view.wall:
            shown = on_the_cockpit(found.standings, found.chosen)
            draw_choose_tiles(found.standings, [one.profile.indicator.code for one in shown], found.chosen)


def draw_figures(found: Front, view: View) -> None:
    """Eight figures."""
    shown = on_the_cockpit(found.standings, found.chosen)
    draw_tiles([tile_of(one, view.place, view.against, KEY) for one in shown])


def draw_changes(found: Sequence[Standing], view: View) -> None:
    """What became worse, what recovered, what moved most; those of the chosen cell only, if one is."""
    draw_moves(changed(found), view.place, largest_moves(found))


def ask_cell(session: Session, view: View) -> tuple[Standing, ...]:
    """The indicators of the area and the unit that were pressed, the worst first."""
    area, _dash, unit = view.chosen.get(CELL, "").partition("-")
    seen = {str(one.id): one for one in view.units}
    if unit not in seen:
        return ()
    there = kept_standings(session, replace(view, unit=seen[unit]))
    return tuple(worst_first(one for one in there if area_of(one.profile.indicator.code) == area))


def draw_cell(found: Sequence[Standing], view: View) -> None:
    """As small cards; nothing while no cell is pressed."""
    if found:
        unit = view.chosen[CELL].partition("-")[2]
        place = replace(view.place, unit=next(one for one in view.units if str(one.id) == unit))
        draw_mini(found, place, view.against, "cell")


def ask_decisions(session: Session, view: View) -> Decisions:
    """What waits for a manager."""
    return decisions(session, actor_of(session), view.unit.id, view.today)


def draw_waiting(found: Decisions, view: View) -> None:
    """The piles."""
    draw_decisions(found, view.place)


COCKPIT = Dashboard(
    key=KEY,
    icon=":material/speed:",
    read=Permission.INDICATORS_READ,
    dimensions={CELL: cell_name},
    sections=(
        Section(
            "",
            Panel(key="front", ask=ask_front, draw=draw_front, live=True),
            Panel(key="figures", ask=ask_front, draw=draw_figures, live=True, still=True),
            Panel(key="changes", ask=kept_standings, draw=draw_changes, still=True),
        ),
        Section(
            "",
            (
                Panel(key="heat", ask=heat_asked, chart=heat_picture, wide=4),
                Panel(key="decisions", ask=ask_decisions, draw=draw_waiting, live=True, mine=True, wide=3),
            ),
            Panel(key="cell", ask=ask_cell, draw=draw_cell, reacts=(CELL,)),
            Panel(key="coverage", ask=kept_standings, draw=draw_coverage),
        ),
    ),
)
"""The page."""
