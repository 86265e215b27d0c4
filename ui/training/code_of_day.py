"""The code of the day, shown to whoever runs the session, large enough for the wall."""

import streamlit as st

from domain.core.clock import now
from domain.core.visibility import actor_of
from domain.training.check_in import code_of_the_day
from domain.training.course_session import CourseSession
from ui.language import _
from ui.wish import show_refusal, wish

PLACE = "course-sessions"


def draw_code(one: CourseSession) -> None:
    """A button first: somebody may be looking over the shoulder."""
    kept = f"{PLACE}:{one.id}:code"
    with st.container(border=True):
        with st.container(horizontal=True, vertical_alignment="center", gap="medium"):
            code = st.session_state.get(kept)
            if code is None:
                st.button(
                    _("Show today's code"), icon=":material/pin:", type="primary", key=f"{kept}:show",
                    on_click=_show, args=(one.id, kept),
                )  # fmt: skip
            else:
                st.metric(_("Code of the day"), f"{code[:3]} {code[3:]}", width="content")
                st.button(_("Hide"), key=f"{kept}:hide", on_click=st.session_state.pop, args=(kept, None))
        st.caption(
            _(
                "Whoever is in the room checks in with it on the page “My training”. Good for today, "
                "until an hour after the session."
            )
        )
        show_refusal(kept)


def _show(key: int, kept: str) -> None:
    code = wish(lambda session: code_of_the_day(session, actor_of(session), key, now()), place=kept)
    if code is not None:
        st.session_state[kept] = code
