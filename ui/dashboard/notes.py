"""Notes pinned to the figures of an indicator: read, written, taken back."""

import streamlit as st

from domain.core.clock import now
from domain.core.permission import Permission
from domain.core.visibility import actor_of
from domain.reporting.annotation import LONGEST, annotate, take_back
from ui import formats
from ui.dashboard.view import View
from ui.indicators.wording import period_name
from ui.language import _
from ui.routes import literal
from ui.session import current_actor
from ui.wish import show_refusal, wish


def draw_notes(key: str, code: str, view: View) -> None:
    """Those of the indicator, and a line to write another at the period looked at."""
    found = [one for one in view.notes.get(code, ()) if one.annotation_id is not None]
    may = current_actor().may(Permission.INDICATORS_ANNOTATE, view.unit.id)
    if not found and not may:
        return
    st.markdown(f"**{_('Notes')}**")
    for one in found:
        with st.container(horizontal=True, vertical_alignment="center", gap="small"):
            said = f"{formats.month(one.month)} · {literal(one.text)} · {literal(one.by)}"
            st.markdown(said, width="stretch")
            if may and one.annotation_id is not None:
                st.button(
                    ":material/close:", key=f"{key}:note:{one.annotation_id}", type="tertiary",
                    help=_("Take the note away"), on_click=_take_back, args=(one.annotation_id,),
                )  # fmt: skip
    if may:
        _draw_new(key, code, view)


def _draw_new(key: str, code: str, view: View) -> None:
    widget = f"{key}:new-note"
    st.text_input(
        _("Note at {period}", period=period_name(view.period)), key=widget, max_chars=LONGEST,
        placeholder=_("What happened then"),
    )  # fmt: skip
    st.button(
        _("Pin note"), key=f"{widget}:go", icon=":material/push_pin:",
        on_click=_write, args=(widget, code, view.unit.id, view.period.key),
    )  # fmt: skip
    show_refusal(widget)


def _write(widget: str, code: str, unit_id: int, month: int) -> None:
    text = str(st.session_state.get(widget) or "")
    made = wish(
        lambda session: annotate(session, actor_of(session), code, unit_id, month, text),
        done=_("Note pinned."), place=widget,
    )  # fmt: skip
    if made is not None:
        st.session_state[widget] = ""


def _take_back(key: int) -> None:
    wish(lambda session: take_back(session, actor_of(session), key, now()), done=_("Note taken away."))
