"""Roles come in through their own verbs: duties stay separate, nobody changes a role they hold."""

from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from domain.access.edit_role import change_fields, change_permissions, create_role
from domain.access.role import Role
from domain.core.clock import business_date
from domain.core.editing import edit
from domain.core.field_access import FieldAccess
from domain.core.permission import Actor, Permission
from domain.transfer.portable import Values

REASON = "configuration pack"


def bring_role(session: Session, actor: Actor, found: Any, values: Values, now: datetime) -> Role:
    """Create the role, or make it allow what the pack says."""
    named = {name: values[name] for name in ("name_zh", "name_en", "needs_end_date") if name in values}
    permissions = values.get("permissions", ())
    if found is None:
        role = create_role(
            session, actor, code=str(values["code"]), permissions=permissions, reason=REASON, **named
        )
    else:
        role = found
        edit(session, actor, Permission.ACCESS_GRANT, role, named)
        if set(permissions) != set(role.permissions):
            today = business_date(now)
            change_permissions(session, actor, role, permissions, today=today, reason=REASON)
    wanted = {word: FieldAccess(access) for word, access in values.get("fields", {}).items()}
    lifted = {word: FieldAccess.FULL for word in role.fields if word not in wanted}
    if {**lifted, **wanted} and wanted != {w: FieldAccess(a) for w, a in role.fields.items()}:
        change_fields(session, actor, role, {**lifted, **wanted}, reason=REASON)
    return role
