"""Pieces that the sections of an issue share: headings with their pen, texts of people, open editors."""

from collections.abc import Callable
from typing import Any

import streamlit as st

from domain.core.errors import Missing
from ui.improvement.look import Look
from ui.language import _, label
from ui.routes import literal
from ui.wish import forget_refusal, show_refusal

EDITING = "issues:editing"


def place_of(issue_id: int, section: str) -> str:
    """The start of the widget keys of a section, and where its refusals are shown."""
    return f"issues:{issue_id}:{section}"


def draw_section(
    look: Look, section: str, draw: Callable[[Look], None], edit: Callable[[Look], None]
) -> None:
    """A section with its heading; whoever may write it finds a pen, and the editor in its place."""
    place = place_of(look.issue.id, section)
    writes = look.writes(section)
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        st.subheader(label(f"section.{section}"), anchor=False, width="content")
        if writes and not is_open(place):
            st.button(
                _("Edit"), icon=":material/edit:", type="tertiary", key=f"{place}:edit", on_click=begin,
                args=(place,),
            )  # fmt: skip
    if writes and is_open(place):
        with st.container(border=True):
            edit(look)
    else:
        draw(look)


def draw_save(place: str, save: Callable[[], None]) -> None:
    """The two buttons of an editor, and why it was refused."""
    show_refusal(place)
    with st.container(horizontal=True):
        st.button(_("Save"), type="primary", icon=":material/check:", key=f"{place}:save", on_click=save)
        st.button(_("Cancel"), key=f"{place}:cancel", on_click=leave, args=(place,))


def begin(place: str) -> None:
    """Callback: open an editor; another one that was open is given up."""
    leave(str(st.session_state.get(EDITING, "")))
    st.session_state[EDITING] = place


def leave(place: str) -> None:
    """Callback: close an editor and drop what was typed into it."""
    if not place:
        return
    forget_refusal(place)
    for key in [key for key in st.session_state if str(key).startswith(f"{place}:")]:
        del st.session_state[key]
    if st.session_state.get(EDITING) == place:
        del st.session_state[EDITING]


def is_open(place: str) -> bool:
    """Whether this editor is open."""
    return bool(st.session_state.get(EDITING) == place)


def said(key: str) -> str:
    """What was typed into a text field."""
    return str(st.session_state.get(key) or "").strip()


def needed(value: Any, field_name: str) -> Any:
    """What was chosen; Missing where nothing was. Called inside a wish."""
    if value is None:
        raise Missing(field=field_name.rpartition(".")[2], field_name=field_name)
    return value


def words(text: str) -> str:
    """A text of somebody as Markdown that shows it as it is, line by line."""
    return literal(text).replace("\n", "  \n")


def draw_named(name: str, text: str) -> None:
    """A text under its name; nothing where there is none."""
    if text:
        with st.container(gap=None):
            st.caption(name)
            st.markdown(words(text))
