"""The roles of a user: which, over which unit, until when; granting and revoking."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import streamlit as st
from sqlalchemy import select
from sqlalchemy.orm import Session, selectinload

from db.unit_of_work import reading
from domain.access.grant_role import grant_role, revoke_role
from domain.access.role import Role, RoleGrant
from domain.access.user import User
from domain.core.clock import now
from domain.core.editing import find
from domain.core.permission import Actor, Permission
from domain.core.visibility import actor_of
from domain.organisation.unit import Unit
from ui import formats
from ui.language import _, label
from ui.routes import literal, record_link
from ui.titles import full_title, sort_attribute, title
from ui.wish import show_refusal, wish


@dataclass(frozen=True)
class Rights:
    """What a user holds, and what could be granted."""

    grants: Sequence[RoleGrant]
    roles: Mapping[int, str]
    units: Mapping[int, str]


def draw_grants(actor: Actor, user: User) -> None:
    """The roles held, each with its end; below, one more."""
    with reading(actor) as session:
        rights = _look(session, user.id)
    st.subheader(label("related.grants"), anchor=False)
    if not rights.grants:
        st.caption(_("No role: this account may open nothing but its own workbench."))
    for grant in rights.grants:
        _draw_grant(grant, actor)
    show_refusal(f"new-grant:{user.id}")
    if actor.may(Permission.ACCESS_GRANT):
        _draw_new(user, rights)


def _look(session: Session, user_id: int) -> Rights:
    query = (
        select(RoleGrant)
        .where(RoleGrant.user_id == user_id, RoleGrant.archived_at.is_(None))
        .options(selectinload(RoleGrant.role), selectinload(RoleGrant.unit))
    )
    roles = session.scalars(select(Role).where(Role.archived_at.is_(None)).order_by(sort_attribute(Role)))
    units = session.scalars(select(Unit).where(Unit.archived_at.is_(None)).order_by(Unit.code))
    return Rights(
        grants=session.scalars(query.order_by(RoleGrant.id)).all(),
        roles={role.id: title(role) for role in roles},
        units={unit.id: full_title(unit) for unit in units},
    )


def _draw_grant(grant: RoleGrant, actor: Actor) -> None:
    with st.container(horizontal=True, vertical_alignment="center", border=True):
        record_link(grant.role, title(grant.role), f"grant-{grant.id}")
        reach = _("over {unit} and everything below", unit=literal(title(grant.unit)))
        until = _("until {day}", day=formats.day(grant.until)) if grant.until else _("without end")
        st.caption(f"{reach} · {until}")
        if actor.may(Permission.ACCESS_GRANT, grant.unit_id):
            with st.popover(_("Revoke"), key=f"grant:{grant.id}:why"):
                reason = f"grant:{grant.id}:reason"
                st.text_area(_("Reason"), key=reason)
                st.button(
                    _("Revoke"), type="primary", key=f"grant:{grant.id}:revoke", on_click=_revoke,
                    args=(grant.user_id, grant.id, reason),
                )  # fmt: skip


def _draw_new(user: User, rights: Rights) -> None:
    place = f"new-grant:{user.id}"
    with st.form(place, enter_to_submit=False, clear_on_submit=False):
        first, second, third = st.columns([2, 2, 1])
        first.selectbox(
            label("entity.Role"), list(rights.roles), format_func=rights.roles.__getitem__,
            key=f"{place}:role", index=None, placeholder=_("Choose"),
        )  # fmt: skip
        second.selectbox(
            label("RoleGrant.unit"), list(rights.units), format_func=rights.units.__getitem__,
            key=f"{place}:unit",
        )  # fmt: skip
        third.date_input(label("RoleGrant.until"), value=None, key=f"{place}:until", format="YYYY-MM-DD")
        st.text_input(
            _("Reason"), key=f"{place}:reason",
            placeholder=_("Needed where duties should be separate: why, and what controls it instead"),
        )  # fmt: skip
        st.form_submit_button(_("Grant role"), icon=":material/add:", on_click=_grant, args=(user.id,))


def _grant(user_id: int) -> None:
    place = f"new-grant:{user_id}"
    said = {name: st.session_state.get(f"{place}:{name}") for name in ("role", "unit", "until", "reason")}

    def work(session: Session) -> str:
        role = find(session, Role, said["role"] or 0)
        grant_role(
            session, actor_of(session), user=find(session, User, user_id), role=role,
            unit_id=said["unit"] or 0, now=now(), until=said["until"], reason=said["reason"] or "",
        )  # fmt: skip
        return title(role)

    wish(work, done=lambda name: _("Granted: {role}", role=name), place=place)


def _revoke(user_id: int, grant_id: int, reason: str) -> None:
    def work(session: Session) -> None:
        grant = find(session, RoleGrant, grant_id)
        revoke_role(session, actor_of(session), grant, now(), st.session_state.get(reason) or "")

    wish(work, done=_("Revoked; it takes effect with the next click."), place=f"new-grant:{user_id}")
