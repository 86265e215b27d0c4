"""Make a role and change what it allows."""

from collections.abc import Iterable, Mapping
from datetime import date

from sqlalchemy.orm import Session

from domain.access.administrators import require_an_administrator
from domain.access.grant_role import SelfGrant
from domain.access.role import Role, known_permissions
from domain.access.segregation import Permissions, holders, require_separate
from domain.core import editing
from domain.core.field_access import FieldAccess
from domain.core.journal import explain
from domain.core.permission import Actor, Permission

NOTHING: Permissions = frozenset()


def create_role(
    session: Session,
    actor: Actor,
    *,
    code: str,
    name_zh: str,
    name_en: str,
    permissions: Iterable[str],
    needs_end_date: bool = False,
    reason: str = "",
) -> Role:
    """A new role. One that conflicts in itself needs a reason, or is refused."""
    wanted = sorted(set(permissions))
    require_separate(NOTHING, known_permissions(wanted), name_zh or name_en, reason)
    return editing.create(
        session,
        actor,
        Permission.ACCESS_GRANT,
        Role,
        {
            "code": code.strip(),
            "name_zh": name_zh.strip(),
            "name_en": name_en.strip(),
            "permissions": wanted,
            "needs_end_date": needs_end_date,
        },
    )


def change_fields(
    session: Session,
    actor: Actor,
    role: Role,
    fields: Mapping[str, FieldAccess],
    *,
    reason: str = "",
    version: int | None = None,
) -> None:
    """Restrict single fields (`Customer.tax_number`); FULL lifts a restriction. Not of one's own role."""
    actor.require(Permission.ACCESS_GRANT)
    if role.code in actor.roles and actor.user_id is not None:
        raise SelfGrant(field="fields")
    kept = {**role.fields, **{word: access.value for word, access in fields.items()}}
    restricted = {word: access for word, access in sorted(kept.items()) if access != FieldAccess.FULL}
    explain(role, action="changed", reason=reason.strip())
    editing.edit(session, actor, Permission.ACCESS_GRANT, role, {"fields": restricted}, version)


def change_permissions(
    session: Session,
    actor: Actor,
    role: Role,
    permissions: Iterable[str],
    *,
    today: date,
    reason: str = "",
    version: int | None = None,
) -> None:
    """Change what the role allows, if no holder comes into conflict and it is not the actor's own role."""
    actor.require(Permission.ACCESS_GRANT)
    if role.code in actor.roles and actor.user_id is not None:
        raise SelfGrant(field="permissions")
    wanted = sorted(set(permissions))
    changed = known_permissions(wanted)
    require_separate(known_permissions(role.permissions), changed, role.name_zh or role.name_en, reason)
    for holder in holders(session, today):
        if role.id in holder.roles:
            before, holder.roles[role.id] = holder.permissions, changed
            require_separate(before, holder.permissions, holder.name, reason)
    explain(role, action="changed", reason=reason.strip())
    editing.edit(session, actor, Permission.ACCESS_GRANT, role, {"permissions": wanted}, version)
    if actor.user_id is not None:
        require_an_administrator(session, today)
