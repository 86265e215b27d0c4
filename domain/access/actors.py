"""Many people as actors at once: what everybody may, in three questions however many they are."""

from collections.abc import Collection
from datetime import date

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from domain.access.role import Role, RoleGrant, known_permissions, restrictions
from domain.access.user import User, UserState
from domain.core.permission import Actor, Grant
from domain.organisation.tree import UnitTree, unit_tree
from domain.organisation.unit import ROOT_CODE, Unit


def working_actors(
    session: Session, today: date, users: Collection[int] | None = None, origin: str = "screen"
) -> dict[int, Actor]:
    """User id -> actor, of all accounts that work on the day (of these users, if some are named)."""
    query = select(User.id, User.display_name, User.person_id).where(
        User.status == UserState.ACTIVE,
        User.archived_at.is_(None),
        or_(User.expires_on.is_(None), User.expires_on >= today),
    )
    if users is not None:
        query = query.where(User.id.in_(sorted(set(users))))
    rows = session.execute(query.order_by(User.id)).all()
    grants = grants_of(session, today, users)
    return {
        row.id: Actor(
            name=row.display_name, user_id=row.id, person_id=row.person_id,
            grants=tuple(grants.get(row.id, ())), origin=origin,
        )
        for row in rows
    }  # fmt: skip


def grants_of(session: Session, today: date, users: Collection[int] | None = None) -> dict[int, list[Grant]]:
    """User id -> what is granted on the day. A grant covers all units below its own."""
    query = (
        select(
            RoleGrant.user_id,
            Role.code,
            Role.permissions,
            Role.fields,
            RoleGrant.unit_id,
            Unit.code.label("unit"),
        )
        .join(Role, Role.id == RoleGrant.role_id)
        .join(Unit, Unit.id == RoleGrant.unit_id)
        .where(RoleGrant.in_force(today), Role.archived_at.is_(None))
        .order_by(RoleGrant.id)
    )
    if users is not None:
        query = query.where(RoleGrant.user_id.in_(sorted(set(users))))
    rows = session.execute(query).all()
    tree = unit_tree(session) if any(row.unit != ROOT_CODE for row in rows) else UnitTree({})
    below = {unit: tree.below(unit) for unit in {row.unit_id for row in rows if row.unit != ROOT_CODE}}
    found: dict[int, list[Grant]] = {}
    for row in rows:
        permissions, fields = known_permissions(row.permissions), restrictions(row.fields)
        grant = Grant(row.code, permissions, below.get(row.unit_id), fields)
        found.setdefault(row.user_id, []).append(grant)
    return found
