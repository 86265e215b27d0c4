"""Making a custom field: for which records, who sees it."""

from collections.abc import Mapping
from typing import Any

import streamlit as st
from sqlalchemy import select
from sqlalchemy.orm import Session

from db.unit_of_work import reading
from domain.access.role import Role
from domain.core.custom_field import CustomField
from domain.core.editing import create, edit, find
from domain.core.kinds import kinds
from domain.core.permission import Actor, Permission
from domain.core.visibility import actor_of
from ui.language import _, in_language, label
from ui.wish import show_refusal, wish


def record_kinds() -> Mapping[str, str]:
    """Kinds of records that people know by name, in order of the name."""
    named = {name: label(f"entity.{name}") for name in kinds()}
    known = {name: text for name, text in named.items() if text != f"entity.{name}"}
    return dict(sorted(known.items(), key=lambda item: item[1]))


def new_field(session: Session, actor: Actor, values: Mapping[str, Any]) -> CustomField:
    """Add a field; it appears on its records at once."""
    return create(session, actor, Permission.CONFIGURATION_WRITE, CustomField, values)


def draw_audience(actor: Actor, found: CustomField) -> None:
    """Which roles see and write the field; none chosen means everybody who sees the record."""
    with reading(actor) as session:
        roles = session.execute(
            select(Role.code, Role.name_zh, Role.name_en)
            .where(Role.archived_at.is_(None))
            .order_by(Role.code)
        ).all()
    names = {code: in_language(zh, en) for code, zh, en in roles}
    place = f"custom_field:{found.id}"
    key = f"{place}:{found.version}:roles"
    st.subheader(label("CustomField.visible_to"), anchor=False)
    st.caption(_("Nothing chosen: everybody who sees the record."))
    st.pills(
        label("CustomField.visible_to"), list(names), selection_mode="multi", format_func=names.__getitem__,
        default=[code for code in found.visible_to if code in names], key=key, label_visibility="collapsed",
        on_change=_keep, args=(found.id, key, place), disabled=not actor.may(Permission.CONFIGURATION_WRITE),
    )  # fmt: skip
    show_refusal(place)


def _keep(field_id: int, key: str, place: str) -> None:
    chosen = sorted(st.session_state[key])

    def work(session: Session) -> None:
        found = find(session, CustomField, field_id)
        edit(session, actor_of(session), Permission.CONFIGURATION_WRITE, found, {"visible_to": chosen})

    wish(work, done=_("Saved."), place=place)
