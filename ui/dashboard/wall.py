"""Wall mode: no menu, no pickers, larger figures; refreshes itself and turns from section to section."""

from collections.abc import Callable, Sequence
from typing import Any

import streamlit as st

from domain.core.clock import now
from domain.core.errors import DomainError
from domain.core.permission import Actor
from ui import formats
from ui.dashboard.declaration import Dashboard, Section
from ui.indicators.wording import period_name
from ui.language import _, label, say
from ui.routes import literal
from ui.session import current_actor

SECONDS = 30
"""How long a section stays, and how old its figures are at most."""
TURN = "wall-turn"
LARGE = """<style>
[data-testid="stMainBlockContainer"] { zoom: 1.35; padding-top: 1rem; }
[data-testid="stVegaLiteChart"] { zoom: calc(1 / 1.35); }
[data-testid="stHeader"] { display: none; }
[data-testid="stVegaLiteChart"] { zoom: calc(1 / 1.35); }
</style>"""
"""Charts measure their card in unzoomed pixels: zoomed themselves, they would run out of it."""

LookAt = Callable[[Dashboard, Actor, Sequence[Section]], Any]
DrawSection = Callable[[Dashboard, Section, Any], None]


def draw_wall(dashboard: Dashboard, look_at: LookAt, draw_section: DrawSection) -> None:
    """The sections in turn, for as long as the screen hangs there."""
    st.html(LARGE)

    @st.fragment(run_every=SECONDS)
    def turning() -> None:
        at = st.session_state.get(TURN, -1) + 1
        st.session_state[TURN] = at
        section = dashboard.sections[at % len(dashboard.sections)]
        try:
            actor = current_actor()
            actor.require(dashboard.read)
            look = look_at(dashboard, actor, (section,))
        except DomainError as refusal:
            st.caption(literal(say(refusal)))
            return
        if look is None:
            st.caption(_("No figures yet."))
            return
        _heading(dashboard, section, look)
        draw_section(dashboard, section, look)

    turning()


def _heading(dashboard: Dashboard, section: Section, look: Any) -> None:
    view = look.view
    parts = [label(view.unit), period_name(view.period)]
    if section.key:
        parts.append(label(f"section.{section.key}"))
    with st.container(horizontal=True, vertical_alignment="center", horizontal_alignment="distribute"):
        st.title(label(f"page.{dashboard.key}"), anchor=False, width="content")
        st.markdown(f"#### {literal(' · '.join(parts))}", width="content")
        st.caption(formats.instant(now()), width="content")
