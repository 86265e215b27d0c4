"""Notes pinned to the figures of an indicator: read, written, taken back."""

from collections.abc import Sequence
from dataclasses import dataclass

import streamlit as st

from domain.core.clock import now
from domain.core.period import Period
from domain.core.permission import Permission
from domain.core.visibility import actor_of
from domain.reporting.annotation import LONGEST, annotate, take_back
from domain.reporting.note import Note
from domain.reporting.units_in_sight import UnitInSight
from ui import formats
from ui.indicators.wording import period_name
from ui.language import _, label
from ui.routes import literal
from ui.session import current_actor
from ui.wish import show_refusal, wish


@dataclass(frozen=True)
class Pinboard:
    """The notes of one indicator and unit; a new one goes to one of the periods, at first to `period`."""

    code: str
    unit: UnitInSight
    period: Period
    periods: Sequence[Period]
    found: Sequence[Note]

    @property
    def written(self) -> list[Note]:
        """Those that people wrote; the newest first."""
        return [one for one in reversed(self.found) if one.annotation_id is not None]

    @property
    def open(self) -> bool:
        """The person of this run may write one."""
        return current_actor().may(Permission.INDICATORS_ANNOTATE, self.unit.id)


def draw_notes(key: str, board: Pinboard) -> None:
    """Each with who wrote it, and a button to take it away."""
    for one in board.written:
        with st.container(horizontal=True, vertical_alignment="center", gap="small", wrap=False):
            said = f"{formats.month(one.month)} · {literal(one.text)} · {literal(one.by)}"
            st.markdown(said, width="stretch")
            if board.open and one.annotation_id is not None:
                st.button(
                    ":material/close:", key=f"{key}:note:{one.annotation_id}", type="tertiary",
                    help=_("Take the note away"), on_click=_take_back, args=(one.annotation_id,),
                )  # fmt: skip


def draw_new_note(key: str, board: Pinboard) -> None:
    """Period and text of another note; nothing for those who may not write one."""
    if not board.open:
        return
    text, period = f"{key}:new-note", f"{key}:new-note-period"
    names = {one.key: period_name(one) for one in reversed(board.periods)}
    if st.session_state.get(period) not in names:
        st.session_state[period] = board.period.key if board.period.key in names else next(iter(names), None)
    st.selectbox(_("Period"), list(names), format_func=names.__getitem__, key=period)
    st.text_input(_("Note"), key=text, max_chars=LONGEST, placeholder=_("What happened then"))
    st.caption(_("Seen by everybody who sees this figure of {unit}.", unit=literal(label(board.unit))))
    st.button(_("Pin note"), key=f"{text}:go", icon=":material/push_pin:", on_click=_write, args=(key, board))
    show_refusal(text)


def _write(key: str, board: Pinboard) -> None:
    widget = f"{key}:new-note"
    text, month = str(st.session_state.get(widget) or ""), int(st.session_state[f"{widget}-period"])
    made = wish(
        lambda session: annotate(session, actor_of(session), board.code, board.unit.id, month, text),
        done=_("Note pinned."), place=widget,
    )  # fmt: skip
    if made is not None:
        st.session_state[widget] = ""


def _take_back(key: int) -> None:
    wish(lambda session: take_back(session, actor_of(session), key, now()), done=_("Note taken away."))
