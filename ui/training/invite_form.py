"""Invite people who lack a certificate to a session of its course."""

from collections.abc import Sequence

import streamlit as st
from sqlalchemy import select
from sqlalchemy.orm import Session, selectinload

from domain.core.clock import now
from domain.core.visibility import actor_of
from domain.training.course_session import CourseSession
from domain.training.invite import invite
from domain.training.session_state import SessionState
from ui.language import _, in_language
from ui.training.words import DOT, when
from ui.wish import show_refusal, wish


def sessions_ahead(session: Session, course_id: int | None) -> Sequence[CourseSession]:
    """Sessions of the course that have yet to take place."""
    query = select(CourseSession).where(
        CourseSession.course_id == course_id, CourseSession.archived_at.is_(None),
        CourseSession.state.in_((SessionState.PLANNED, SessionState.INVITED)),
    )  # fmt: skip
    parts = selectinload(CourseSession.trainer)
    return session.scalars(query.order_by(CourseSession.starts_at).options(parts)).all()


def draw_invite(sessions: Sequence[CourseSession], people: Sequence[int], place: str) -> None:
    """Choose the session, and invite; nothing where there is no session or nobody to invite."""
    if not sessions or not people:
        return
    names = {
        one.id: DOT.join((one.number, in_language(one.name_zh, one.name_en), when(one))) for one in sessions
    }
    show_refusal(f"{place}:invite")
    with st.container(horizontal=True, vertical_alignment="bottom"):
        chosen = st.selectbox(
            _("Session"), list(names), key=f"{place}:session", format_func=names.__getitem__, width=420
        )
        st.button(
            _("Invite {count} people", count=len(people)), icon=":material/mail:", key=f"{place}:invite:go",
            on_click=_invite, args=(chosen, people, place),
        )  # fmt: skip


def _invite(session_id: int, people: Sequence[int], place: str) -> None:
    def work(session: Session) -> int:
        return len(invite(session, actor_of(session), session_id, people, now()))

    wish(work, done=_said, place=f"{place}:invite")


def _said(count: int) -> str:
    return (
        _("{count} people were invited.", count=count) if count else _("All of them are on its list already.")
    )
