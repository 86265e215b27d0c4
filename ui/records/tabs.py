"""The tabs of a record, the same on its page and in the drawer."""

from collections.abc import Callable, Mapping
from functools import partial

import streamlit as st

from domain.core.entity import Entity
from domain.core.permission import Actor
from domain.records.happenings import HappeningKind
from ui import address
from ui.language import _
from ui.records.activity import draw_activity
from ui.records.files import draw_files
from ui.records.values import draw_values
from ui.screen import Screen

TAB = "tab"
TALK = frozenset({HappeningKind.COMMENT, HappeningKind.FILE})


def draw_tabs(
    screen: Screen, key: int, actor: Actor, place: str, details: Callable[[], None], *, history: bool
) -> None:
    """Only the open one is read and drawn."""
    drawn: dict[str, tuple[str, Callable[[], None]]] = {"details": (_("Details"), details)}
    if screen.entity.read_permission is not None:
        activity = partial(draw_activity, screen.entity, key, actor, f"{place}:activity")
        files = partial(draw_files, screen.entity, key, actor, f"{place}:files")
        drawn |= {"activity": (_("Activity"), activity), "files": (_("Files"), files)}
        if history:
            drawn["history"] = (_("History"), partial(draw_values, screen, key, actor, f"{place}:history"))
    widget = f"{place}:tab"
    _follow(widget, key, {word: name for word, (name, _draw) in drawn.items()})
    names = [name for name, _draw in drawn.values()]
    for tab, (_name, draw) in zip(st.tabs(names, on_change="rerun", key=widget), drawn.values(), strict=True):
        if tab.open:
            with tab:
                draw()


def _follow(widget: str, key: int, names: Mapping[str, str]) -> None:
    """A link may lead to a tab (`?tab=activity`); once there, the person turns to others."""
    asked = (key, address.get(TAB))
    if asked[1] in names and st.session_state.get(f"{widget}@address") != asked:
        st.session_state[widget] = names[str(asked[1])]
    st.session_state[f"{widget}@address"] = asked


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
