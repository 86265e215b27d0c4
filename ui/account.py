"""The corner of the top bar: who is signed in, as what, in which language, and how fresh the figures are."""

from collections.abc import Sequence

import streamlit as st
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from db.settings import LANGUAGES
from db.unit_of_work import carry_out, reading
from domain.access.choose_language import choose_language
from domain.access.role import Role
from domain.access.user import User
from domain.core.permission import Actor
from domain.intake.batch import BatchStatus, ImportBatch
from ui import formats
from ui.language import CHOICE, NAMES, _, current, in_language, listed
from ui.messaging.bell import draw_bell
from ui.routes import literal, page_link
from ui.search.palette import draw_search_button
from ui.session import current_actor, sign_out, sign_out_everywhere

MENU = "account-menu"


def draw_account(actor: Actor, organisation: str) -> None:
    """The account button; what is behind it is drawn only while it is open."""
    name = literal(actor.name)
    with st.container(
        key="account", horizontal=True, vertical_alignment="center", width="content", gap="xsmall"
    ):
        draw_search_button()
        draw_bell(actor)
        box = st.popover(name, icon=":material/account_circle:", type="tertiary", key=MENU, on_change="rerun")
    if box.open:
        with box:
            _draw(actor, name, organisation)


def _draw(actor: Actor, name: str, organisation: str) -> None:
    with reading(actor) as session:
        roles, fresh = _roles(actor, session), _data_as_of(session)
    st.markdown(f"**{name}**")
    st.caption(literal(listed(roles)))
    st.caption(literal(organisation))
    st.caption(_("Data as of {at}", at=fresh))
    _switch()
    st.caption(_("Light or dark follows your device."))
    page_link("notifications", _("My notifications"), {}, "notifications")
    page_link("password", _("Change password"), {}, "password")
    st.button(_("Sign out"), icon=":material/logout:", key="sign-out", on_click=sign_out, width="stretch")
    st.button(
        _("Sign out everywhere"), type="tertiary", key="sign-out-everywhere", on_click=sign_out_everywhere
    )


def recall_language(actor: Actor) -> None:
    """Start the session in the language the person chose last time."""
    if CHOICE in st.session_state or actor.user_id is None:
        return
    with reading(actor) as session:
        chosen = session.scalar(select(User.language).where(User.id == actor.user_id))
    st.session_state[CHOICE] = chosen or ""


def _switch() -> None:
    widget = "account-language"
    st.session_state[widget] = current()
    st.segmented_control(
        _("Language"), LANGUAGES, format_func=NAMES.__getitem__, key=widget, required=True,
        label_visibility="collapsed", on_change=_choose, args=(widget,),
    )  # fmt: skip


def _choose(widget: str) -> None:
    chosen = st.session_state[widget]
    st.session_state[CHOICE] = chosen
    actor = current_actor()
    user_id = actor.user_id
    if user_id is not None and chosen in LANGUAGES:
        carry_out(actor, lambda session: choose_language(session, user_id, chosen))


def _roles(actor: Actor, session: Session) -> Sequence[str]:
    query = select(Role.name_zh, Role.name_en).where(Role.code.in_(actor.roles)).order_by(Role.code)
    return [in_language(chinese, english) for chinese, english in session.execute(query)]


def _data_as_of(session: Session) -> str:
    latest = select(func.max(ImportBatch.committed_at)).where(ImportBatch.status == BatchStatus.COMMITTED)
    return formats.instant(session.scalar(latest))
