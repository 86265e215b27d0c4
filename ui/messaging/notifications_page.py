"""What reaches me, how soon and by what; my quiet hours."""

import streamlit as st
from sqlalchemy import select
from sqlalchemy.orm import Session

from db.settings import settings
from db.unit_of_work import reading
from domain.access.user import User
from domain.core.clock import now
from domain.core.permission import Actor
from domain.core.visibility import actor_of
from domain.messaging.channel import Channel
from domain.messaging.occasion import CHOSEN, Pace, Usual
from domain.messaging.queue_dispatches import mail_is_set_up
from domain.messaging.reach import Wishes
from domain.messaging.try_out import try_mail
from domain.messaging.wishes import choose, choose_reach, personal_channels, wishes_of_one
from domain.organisation.person import Person
from ui.language import _, label, say
from ui.routes import literal
from ui.wish import show_refusal, wish

PLACE, REACH = "notifications", "notifications:reach"


def draw(actor: Actor) -> None:
    """The page."""
    with reading(actor) as session:
        wishes = wishes_of_one(session, actor.user_id or 0)
        channels = personal_channels(session)
        mail = _mail_address(session, actor)
    st.title(label("page.notifications"), anchor=False)
    st.subheader(_("What reaches you, and how"), anchor=False)
    st.caption(
        _("Everything stands in the inbox. Choose here what also leaves the portal, how soon and by what.")
    )
    _draw_mail(mail)
    _draw_choices(wishes)
    st.subheader(_("Quiet hours and chat"), anchor=False)
    _draw_reach(wishes, channels)


def _mail_address(session: Session, actor: Actor) -> str:
    people = Person.__table__
    query = select(people.c.email).join(User, User.person_id == people.c.id)
    return session.scalar(query.where(User.id == (actor.user_id or 0))) or ""


def _draw_mail(mail: str) -> None:
    if not mail_is_set_up():
        st.caption(_("The portal has no mail server, so nothing leaves by mail."))
    elif not mail:
        st.caption(_("Your person has no mail address; ask whoever keeps the people."))
    else:
        with st.container(horizontal=True, vertical_alignment="center"):
            st.text(_("Mail goes to {address}.", address=mail), width="content")
            st.button(
                _("Send me a test mail"), icon=":material/outgoing_mail:", type="tertiary",
                key=f"{PLACE}:test", on_click=_test,
            )  # fmt: skip


def _draw_choices(wishes: Wishes) -> None:
    paces = {pace: label(pace) for pace in Pace}
    with st.form(PLACE, enter_to_submit=False):
        for occasion in CHOSEN:
            usual, key = wishes.about(occasion), f"{PLACE}:{occasion}"
            for name, value in (("pace", usual.pace), ("mail", usual.by_mail), ("chat", usual.by_chat)):
                st.session_state.setdefault(f"{key}:{name}", value)
            what = label(occasion)
            with st.container(horizontal=True, vertical_alignment="center"):
                st.markdown(
                    literal(what) + (f" :red-badge[{_('urgent')}]" if occasion.urgent else ""), width=200
                )
                st.selectbox(
                    f"{what}: {_('How soon')}", list(paces), key=f"{key}:pace",
                    format_func=paces.__getitem__, label_visibility="collapsed", width=170,
                )  # fmt: skip
                st.checkbox(_("By mail"), key=f"{key}:mail")
                st.checkbox(_("By chat"), key=f"{key}:chat")
        st.caption(_("Urgent: leaves in quiet hours too."))
        st.form_submit_button(_("Save"), type="primary", icon=":material/check:", on_click=_save)
    show_refusal(PLACE)


def _draw_reach(wishes: Wishes, channels: list[Channel]) -> None:
    names: dict[int | None, str] = {None: _("No channel")} | {one.id: one.name for one in channels}
    at = wishes.channel_id if wishes.channel_id in names else None
    values = (
        ("from", wishes.quiet_from), ("until", wishes.quiet_until), ("channel", at),
        ("name", wishes.chat_name),
    )  # fmt: skip
    for name, value in values:
        st.session_state.setdefault(f"{REACH}:{name}", value)
    with st.form(REACH, enter_to_submit=False):
        with st.container(horizontal=True):
            st.time_input(_("Quiet from"), key=f"{REACH}:from", width=140)
            st.time_input(_("Quiet until"), key=f"{REACH}:until", width=140)
        zone = settings().time_zone
        st.caption(
            _("By the clock of the organisation ({zone}). The same time twice: no quiet hours.", zone=zone)
        )
        if channels:
            with st.container(horizontal=True):
                st.selectbox(
                    _("Channel"),
                    list(names),
                    key=f"{REACH}:channel",
                    format_func=names.__getitem__,
                    width=260,
                )
                st.text_input(
                    _("What you are called there"), key=f"{REACH}:name", max_chars=200, width=260,
                    help=_("A user name, a mobile number: whatever the service calls you by."),
                )  # fmt: skip
        else:
            st.caption(_("No channel reaches single people yet; whoever operates the portal can set one up."))
        st.form_submit_button(_("Save"), type="primary", icon=":material/check:", on_click=_save_reach)
    show_refusal(REACH)


def _save() -> None:
    state = st.session_state
    wanted = {
        one: Usual(
            state[f"{PLACE}:{one}:pace"],
            bool(state[f"{PLACE}:{one}:mail"]),
            bool(state[f"{PLACE}:{one}:chat"]),
        )
        for one in CHOSEN
    }

    def work(session: Session) -> None:
        for occasion, usual in wanted.items():
            choose(session, actor_of(session), occasion, usual)

    wish(work, done=_("Saved."), place=PLACE)


def _save_reach() -> None:
    state = st.session_state
    wanted = {
        "channel_id": state.get(f"{REACH}:channel"), "chat_name": str(state.get(f"{REACH}:name") or ""),
        "quiet_from": state[f"{REACH}:from"], "quiet_until": state[f"{REACH}:until"],
    }  # fmt: skip
    wish(lambda session: choose_reach(session, actor_of(session), **wanted), done=_("Saved."), place=REACH)


def _test() -> None:
    wish(lambda session: try_mail(session, actor_of(session), now()), done=say)
