"""The tabs of a record, the same on its page and in the drawer."""

from collections.abc import Callable

import streamlit as st

from domain.core.entity import Entity
from domain.core.permission import Actor
from ui.language import _
from ui.records.activity import draw_activity
from ui.records.files import draw_files
from ui.records.values import draw_values
from ui.screen import Screen


def draw_tabs(
    screen: Screen, key: int, actor: Actor, place: str, details: Callable[[], None], *, history: bool
) -> None:
    """Only the open one is read and drawn."""
    drawn: dict[str, Callable[[], None]] = {_("Details"): details}
    if screen.entity.read_permission is not None:
        drawn[_("Activity")] = lambda: draw_activity(screen.entity, key, actor, f"{place}:activity")
        drawn[_("Files")] = lambda: draw_files(screen.entity, key, actor, f"{place}:files")
        if history:
            drawn[_("History")] = lambda: draw_values(screen, key, actor, f"{place}:history")
    tabs = st.tabs(list(drawn), on_change="rerun", key=f"{place}:tab")
    for tab, draw in zip(tabs, drawn.values(), strict=True):
        if tab.open:
            with tab:
                draw()


def draw_talk(entity: type[Entity], key: int, actor: Actor, place: str) -> None:
    """What people say and add, for pages that tell the rest in their own way."""
    tabs = st.tabs([_("Activity"), _("Files")], on_change="rerun", key=f"{place}:talk")
    for tab, draw in zip(tabs, (draw_activity, draw_files), strict=True):
        if tab.open:
            with tab:
                draw(entity, key, actor, place)
