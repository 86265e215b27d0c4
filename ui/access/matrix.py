"""What a role allows, area by area; conflicts of duties show while choosing, before anything is saved."""

from collections.abc import Iterable, Mapping

import streamlit as st
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from db.unit_of_work import reading
from domain.access.edit_role import change_permissions, create_role
from domain.access.role import Role, RoleGrant, known_permissions
from domain.access.segregation import conflicts
from domain.core.clock import today
from domain.core.editing import find
from domain.core.permission import Actor, Permission
from domain.core.visibility import actor_of
from ui import formats
from ui.language import _, label
from ui.wish import show_refusal, wish


def areas() -> Mapping[str, list[Permission]]:
    """Permissions by the area their name begins with."""
    found: dict[str, list[Permission]] = {}
    for permission in Permission:
        found.setdefault(permission.value.partition(".")[0], []).append(permission)
    return found


def new_role(session: Session, actor: Actor, values: Mapping[str, object]) -> Role:
    """A role that allows nothing yet."""
    return create_role(
        session,
        actor,
        code=str(values["code"] or ""),
        name_zh=str(values["name_zh"] or ""),
        name_en=str(values["name_en"] or ""),
        permissions=(),
        needs_end_date=bool(values["needs_end_date"]),
    )


def draw_matrix(actor: Actor, role: Role) -> None:
    """The permissions, to be changed by whoever grants access and does not hold the role."""
    place = f"roles:{role.id}:{role.version}"
    mine = role.code in actor.roles
    fixed = mine or not actor.may(Permission.ACCESS_GRANT)
    with reading(actor) as session:
        holders = session.scalar(
            select(func.count(func.distinct(RoleGrant.user_id))).where(
                RoleGrant.role_id == role.id, RoleGrant.in_force(today())
            )
        )
    st.subheader(label("Role.permissions"), anchor=False)
    st.caption(_("Held by {count} users today.", count=formats.number(holders or 0)))
    chosen = [permission for area in areas() for permission in _draw_area(place, area, role, fixed)]
    _draw_conflicts(chosen)
    show_refusal(f"roles:{role.id}")
    if mine:
        st.caption(_("You hold this role yourself; another administrator must change it."))
    elif not fixed and set(chosen) != known_permissions(role.permissions):
        reason = f"{place}:reason"
        st.text_input(_("Reason"), key=reason)
        st.button(
            _("Save permissions"), type="primary", key=f"{place}:save", on_click=_save,
            args=(role.id, role.version, chosen, reason),
        )  # fmt: skip


def _draw_area(place: str, area: str, role: Role, fixed: bool) -> list[Permission]:
    held = known_permissions(role.permissions)
    offered = areas()[area]
    names = {permission: label(permission) for permission in offered}
    return st.pills(
        label(f"area.{area}"), offered, selection_mode="multi", format_func=names.__getitem__,
        key=f"{place}:{area}",
        default=[permission for permission in offered if permission in held], disabled=fixed,
    )  # fmt: skip


def _draw_conflicts(chosen: Iterable[Permission]) -> None:
    for rule in sorted(conflicts(frozenset(chosen)), key=lambda rule: (rule.waivable, rule.code)):
        text = _("{code}: {risk}", code=rule.code, risk=_(rule.risk))
        if rule.waivable:
            st.warning(text, title=_("Duties that should be separate"), icon=":material/call_split:")
        else:
            st.error(text, title=_("Not possible for one person"), icon=":material/block:")


def _save(role_id: int, version: int, chosen: list[Permission], reason: str) -> None:
    said = st.session_state.get(reason) or ""

    def work(session: Session) -> None:
        role = find(session, Role, role_id)
        change_permissions(
            session, actor_of(session), role, chosen, today=today(), reason=said, version=version
        )

    wish(
        work, done=_("Saved; it takes effect with the next click of every holder."), place=f"roles:{role_id}"
    )
