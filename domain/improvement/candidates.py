"""Whom an issue or a measure of a unit can be given to: who could also act on it there."""

from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from domain.access.role import Role, RoleGrant, known_permissions
from domain.access.user import User
from domain.core.permission import Permission
from domain.organisation.directory import Colleague, colleagues
from domain.organisation.tree import unit_tree


def candidates(session: Session, unit_id: int, today: date) -> list[Colleague]:
    """People who work here and whose account may own issues in the unit, in order of their numbers."""
    roles = [
        role.id
        for role in session.scalars(select(Role).where(Role.archived_at.is_(None)))
        if Permission.ISSUES_OWN in known_permissions(role.permissions)
    ]
    query = (
        select(User)
        .join(RoleGrant, RoleGrant.user_id == User.id)
        .where(
            RoleGrant.role_id.in_(roles),
            RoleGrant.unit_id.in_(unit_tree(session).above(unit_id)),
            RoleGrant.in_force(today),
            User.person_id.is_not(None),
        )
    )
    people = {user.person_id for user in session.scalars(query) if user.works(today)}
    found = colleagues(session, (person for person in people if person is not None))
    return [person for person in found if person.present(today)]
