"""The tabs of a record, the same on its page and in the drawer."""

from collections.abc import Callable

import streamlit as st

from domain.core.entity import Entity
from domain.core.permission import Actor
from domain.records.happenings import HappeningKind
from ui.language import _
from ui.records.activity import draw_activity
from ui.records.files import draw_files
from ui.records.values import draw_values
from ui.screen import Screen

TALK = frozenset({HappeningKind.COMMENT, HappeningKind.FILE})


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
    st.subheader(_("Comments and files"), anchor=False)
    said, files = st.tabs([_("Comments"), _("Files")], on_change="rerun", key=f"{place}:talk")
    if said.open:
        with said:
            draw_activity(entity, key, actor, f"{place}:activity", only=TALK)
    if files.open:
        with files:
            draw_files(entity, key, actor, f"{place}:files")
