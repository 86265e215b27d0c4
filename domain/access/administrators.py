"""Somebody must always be able to let people in."""

from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from domain.access.role import Role, RoleGrant
from domain.access.user import User, UserState
from domain.core.errors import RuleBroken
from domain.core.permission import Permission


class NoAdministratorLeft(RuleBroken):
    """Nobody could grant access any more."""

    text = "This is the last account that can grant access. Give somebody else that right first."


def require_an_administrator(session: Session, today: date) -> None:
    """Refuse a state in which no working account can grant access. Call it after the change."""
    lists = session.scalars(
        select(Role.permissions)
        .join(RoleGrant, RoleGrant.role_id == Role.id)
        .join(User, User.id == RoleGrant.user_id)
        .where(
            User.status == UserState.ACTIVE,
            User.archived_at.is_(None),
            User.expires_on.is_(None) | (User.expires_on >= today),
            RoleGrant.in_force(today),
            Role.archived_at.is_(None),
        )
    )
    if not any(Permission.ACCESS_GRANT in permissions for permissions in lists):
        raise NoAdministratorLeft
