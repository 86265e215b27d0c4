"""Fields that a role sees only in part: one kind of record at a time, as a table."""

from collections.abc import Mapping

import pyarrow as pa
import streamlit as st
from sqlalchemy.orm import Session

from domain.access.edit_role import change_fields
from domain.access.role import Role
from domain.core.editing import find
from domain.core.field_access import FieldAccess
from domain.core.permission import Actor, Permission
from domain.core.visibility import actor_of
from ui.access.record_fields import fields_of
from ui.configuration.custom_fields import record_kinds
from ui.language import _, label, listed
from ui.wish import show_refusal, wish


def draw_field_rules(actor: Actor, role: Role) -> None:
    """What is restricted now, and the table to change it."""
    place, mine = (
        f"roles:{role.id}:fields",
        actor.may(Permission.ACCESS_GRANT) and role.code not in actor.roles,
    )
    st.subheader(label("Role.fields"), anchor=False)
    st.caption(_said(role) or _("Nothing is restricted: holders see every field of the records they see."))
    kinds = record_kinds()
    kind = st.selectbox(
        label("CustomField.entity"), list(kinds), format_func=kinds.__getitem__, index=None,
        key=f"{place}:kind", placeholder=_("Choose the records"), width=320,
    )  # fmt: skip
    if kind is None:
        return
    fields = fields_of(kind, actor)
    names = {label(access): access for access in FieldAccess}
    edited = st.data_editor(
        _table(fields, role.fields), key=f"{place}:{kind}:{role.version}", hide_index=True,
        disabled=["field"] if mine else True,
        column_config={
            "field": st.column_config.TextColumn(_("Field")),
            "access": st.column_config.SelectboxColumn(
                label("Role.access"), options=list(names), required=True
            ),
        },
    )  # fmt: skip
    show_refusal(place)
    chosen = [names[row["access"]] for row in edited.to_pylist()]
    wanted = dict(zip(fields, chosen, strict=True))
    if mine and any(access != _now(role.fields, word) for word, access in wanted.items()):
        st.button(
            _("Save restrictions"), type="primary", key=f"{place}:save", on_click=_save,
            args=(role.id, role.version, wanted, place),
        )  # fmt: skip


def _said(role: Role) -> str:
    found = sorted((label(FieldAccess(access)), label(word)) for word, access in role.fields.items())
    return listed(_("{field}: {access}", field=name, access=access) for access, name in found)


def _now(fields: Mapping[str, str], word: str) -> FieldAccess:
    return FieldAccess(fields.get(word, FieldAccess.FULL))


def _table(fields: Mapping[str, str], restricted: Mapping[str, str]) -> pa.Table:
    access = [label(_now(restricted, word)) for word in fields]
    return pa.table({"field": list(fields.values()), "access": access})


def _save(role_id: int, version: int, wanted: Mapping[str, FieldAccess], place: str) -> None:
    def work(session: Session) -> None:
        change_fields(session, actor_of(session), find(session, Role, role_id), wanted, version=version)

    wish(work, done=_("Saved; it takes effect with the next click of every holder."), place=place)
