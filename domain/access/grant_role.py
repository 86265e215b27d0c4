"""Give a user a role over a unit and everything below it, and take it back."""

from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from domain.access.administrators import require_an_administrator
from domain.access.role import Role, RoleGrant, known_permissions
from domain.access.segregation import Holder, holders, require_separate
from domain.access.user import User
from domain.core.clock import business_date
from domain.core.editing import find
from domain.core.errors import RuleBroken
from domain.core.journal import explain
from domain.core.permission import Actor, Permission
from domain.organisation.unit import Unit


class SelfGrant(RuleBroken):
    """Nobody decides about their own rights."""

    text = "Nobody grants, changes or revokes their own rights; ask another administrator."


class EndDateNeeded(RuleBroken):
    """The role is for outsiders and must end."""

    text = "The role {role} is granted until a date only."


class AlreadyOver(RuleBroken):
    """The grant would end before it begins."""

    text = "The end date {until} has passed."


def grant_role(
    session: Session,
    actor: Actor,
    *,
    user: User,
    role: Role,
    unit_id: int,
    now: datetime,
    until: date | None = None,
    reason: str = "",
) -> RoleGrant:
    """Grant it, unless the duties conflict. Granting again changes the end date."""
    actor.require(Permission.ACCESS_GRANT, unit_id)
    _require_another_person(session, actor, user)
    today = business_date(now)
    if role.needs_end_date and until is None:
        raise EndDateNeeded(field="until", role=f"{role.name_zh} / {role.name_en}")
    if until is not None and until < today:
        raise AlreadyOver(field="until", until=until)
    find(session, Unit, unit_id)
    before = _held(session, user, today)
    after = before | known_permissions(role.permissions)
    require_separate(before, after, user.display_name, reason)
    grant = _grant_of(session, user.id, role.id, unit_id)
    explain(grant, action="granted", reason=reason.strip())
    grant.until, grant.archived_at = until, None
    session.add(grant)
    session.flush()
    return grant


def revoke_role(session: Session, actor: Actor, grant: RoleGrant, now: datetime, reason: str = "") -> None:
    """Take the role back, from the next click on."""
    actor.require(Permission.ACCESS_GRANT, grant.unit_id)
    _require_another_person(session, actor, find(session, User, grant.user_id))
    explain(grant, action="revoked", reason=reason.strip())
    grant.archived_at = now
    session.flush()
    if actor.user_id is not None:
        require_an_administrator(session, business_date(now))


def _require_another_person(session: Session, actor: Actor, user: User) -> None:
    same_account = user.id == actor.user_id
    if same_account or (user.person_id is not None and user.person_id == actor.person_id):
        raise SelfGrant(field="user_id")


def _held(session: Session, user: User, today: date) -> frozenset[Permission]:
    return next(iter(holders(session, today, user)), Holder(user.display_name)).permissions


def _grant_of(session: Session, user_id: int, role_id: int, unit_id: int) -> RoleGrant:
    known = session.scalars(
        select(RoleGrant).where(
            RoleGrant.user_id == user_id, RoleGrant.role_id == role_id, RoleGrant.unit_id == unit_id
        )
    ).one_or_none()
    return known or RoleGrant(user_id=user_id, role_id=role_id, unit_id=unit_id)
