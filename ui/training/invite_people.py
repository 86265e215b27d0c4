"""Whom to invite: found by unit, post, need or missing certificate, then chosen by name."""

from dataclasses import dataclass

import streamlit as st
from sqlalchemy import select

from db.unit_of_work import reading
from domain.core.clock import now, today
from domain.core.permission import Actor
from domain.core.visibility import actor_of
from domain.organisation.post import Post
from domain.organisation.unit import Unit
from domain.training.course_session import CourseSession
from domain.training.find_people import Wanted, find_people
from domain.training.invite import invite
from ui.language import _
from ui.titles import full_title, title
from ui.wish import show_refusal, wish

PLACE = "course-sessions"


@dataclass(frozen=True)
class Choices:
    """What can be asked for."""

    units: dict[int | None, str]
    posts: dict[int | None, str]


def draw_invite(actor: Actor, held: CourseSession) -> None:
    """Conditions, then names, then the button."""
    place = f"{PLACE}:{held.id}:invite"
    with st.expander(_("Invite people"), icon=":material/person_add:", key=place):
        choices = _choices(actor)
        wanted = _ask(choices, place)
        with reading(actor) as session:
            found = {one.id: full_title(one) for one in find_people(session, held.id, wanted, today())}
        if not found:
            st.caption(_("Nobody matches who is not on the list already."))
            return
        key = f"{place}:people:{hash((wanted, tuple(found)))}"
        narrowed = wanted != Wanted()
        people = st.multiselect(
            _("People ({count} found)", count=len(found)), list(found), format_func=found.__getitem__,
            default=list(found) if narrowed else [], key=key, placeholder=_("Choose"),
        )  # fmt: skip
        st.button(
            _("Put them on the list ({count})", count=len(people)), type="primary", disabled=not people,
            key=f"{place}:do", on_click=_invite, args=(held.id, tuple(people), place),
        )  # fmt: skip
        if held.state.value == "planned":
            st.caption(_("They are told when the invitations are sent."))
    show_refusal(place)


def _choices(actor: Actor) -> Choices:
    with reading(actor) as session:
        units = session.scalars(select(Unit).where(Unit.archived_at.is_(None)).order_by(Unit.code)).all()
        posts = session.scalars(select(Post).where(Post.archived_at.is_(None)).order_by(Post.code)).all()
    every: dict[int | None, str] = {None: _("All")}
    return Choices(
        every | {one.id: title(one) for one in units}, every | {one.id: title(one) for one in posts}
    )


def _ask(choices: Choices, place: str) -> Wanted:
    with st.grid(2, min_column_width=220):
        unit = st.selectbox(
            _("Unit and those below it"),
            list(choices.units),
            key=f"{place}:unit",
            format_func=choices.units.__getitem__,
        )
        post = st.selectbox(
            _("Post"), list(choices.posts), key=f"{place}:post",
            format_func=choices.posts.__getitem__,
        )  # fmt: skip
        needing = st.checkbox(_("With an open training need for the course"), key=f"{place}:needing")
        lacking = st.checkbox(_("Must hold the certificate and does not"), key=f"{place}:lacking")
    return Wanted(unit_id=unit, post_id=post, needing=needing, lacking=lacking)


def _invite(key: int, people: tuple[int, ...], place: str) -> None:
    wish(
        lambda session: len(invite(session, actor_of(session), key, people, now())),
        done=lambda count: _("Put on the list: {count}.", count=count),
        place=place,
    )
