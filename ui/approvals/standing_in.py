"""Who decides for me while I am away, and for whom I decide."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

import streamlit as st
from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from db.unit_of_work import reading
from domain.approvals.delegation import Delegation, delegate, end_delegation
from domain.approvals.routable import routable
from domain.core.clock import today
from domain.core.errors import Missing
from domain.core.permission import Actor
from domain.core.visibility import actor_of
from ui import formats
from ui.language import _, label, listed
from ui.routes import literal
from ui.wish import show_refusal, wish

PLACE = "approvals:delegation"
WEEK = timedelta(days=7)


def draw_standing_in(actor: Actor, colleagues: Mapping[int, str]) -> None:
    """My delegations, those to me, and a new one."""
    with reading(actor) as session:
        rows = session.scalars(
            select(Delegation)
            .where(
                or_(Delegation.person_id == actor.person_id, Delegation.delegate_id == actor.person_id),
                Delegation.until >= today(),
            )
            .order_by(Delegation.since, Delegation.id)
        ).all()
    st.caption(
        _("While you are away another person may decide for you. They never decide on what they asked for "
          "themselves, nor twice on the same thing, and cannot pass it on.")
    )  # fmt: skip
    for row in rows:
        _draw(row, actor, colleagues)
    if not rows:
        st.caption(_("Nobody stands in for you, and you for nobody."))
    if actor.person_id is not None:
        _draw_new(actor, colleagues)


def _draw(row: Delegation, actor: Actor, colleagues: Mapping[int, str]) -> None:
    mine = row.person_id == actor.person_id
    other = colleagues.get(row.delegate_id if mine else row.person_id, "?")
    said = _("{who} decides for you", who=other) if mine else _("You decide for {who}", who=other)
    kinds = listed(label(f"entity.{kind}") for kind in row.kinds) or _("all kinds of records")
    with st.container(horizontal=True, vertical_alignment="center", border=True):
        with st.container(gap=None):
            st.markdown(literal(said))
            parts = (f"{formats.day(row.since)} – {formats.day(row.until)}", kinds, row.reason)
            st.caption(" · ".join(literal(part) for part in parts))
        if mine:
            st.button(
                _("End"), icon=":material/event_busy:", key=f"{PLACE}:{row.id}", on_click=_end, args=(row.id,)
            )


def _draw_new(actor: Actor, colleagues: Mapping[int, str]) -> None:
    names = {key: name for key, name in colleagues.items() if key != actor.person_id}
    kinds = {name: label(f"entity.{name}") for name in routable()}
    with st.form(PLACE, border=True):
        st.markdown(f"**{_('New delegation')}**")
        st.selectbox(
            label("Delegation.delegate"), list(names), index=None, placeholder=_("Choose"),
            format_func=names.__getitem__, key=f"{PLACE}:person",
        )  # fmt: skip
        first, last = st.columns(2)
        first.date_input(label("Delegation.since"), value=today(), format="YYYY-MM-DD", key=f"{PLACE}:since")
        last.date_input(
            label("Delegation.until"), value=today() + WEEK, format="YYYY-MM-DD", key=f"{PLACE}:until"
        )
        st.multiselect(
            label("Delegation.kinds"), list(kinds), format_func=kinds.__getitem__, key=f"{PLACE}:kinds",
            placeholder=_("all kinds of records"),
        )  # fmt: skip
        st.text_input(label("Delegation.reason"), key=f"{PLACE}:reason")
        st.form_submit_button(_("Delegate"), type="primary", on_click=_delegate)
    show_refusal(PLACE)


def _delegate() -> None:
    said: Any = {
        name: st.session_state.get(f"{PLACE}:{name}")
        for name in ("person", "since", "until", "kinds", "reason")
    }

    def work(session: Session) -> Delegation:
        for name in ("person", "since", "until"):
            if said[name] is None:
                raise Missing(field=name, field_name=f"Delegation.{'delegate' if name == 'person' else name}")
        return delegate(
            session, actor_of(session), delegate_id=said["person"], since=said["since"], until=said["until"],
            reason=str(said["reason"] or ""), kinds=said["kinds"] or (), today=today(),
        )  # fmt: skip

    wish(work, done=_("Recorded."), place=PLACE)


def _end(key: int) -> None:
    wish(
        lambda session: end_delegation(session, actor_of(session), key, today()),
        done=_("Ended: you decide yourself again."),
        place=PLACE,
    )
