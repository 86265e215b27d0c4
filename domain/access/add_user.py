"""Give somebody an account."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from domain.access.password import hash_password, initial_password
from domain.access.user import User, normal_username
from domain.core.editing import create
from domain.core.errors import Missing, RuleBroken
from domain.core.permission import Actor, Permission


class UsernameTaken(RuleBroken):
    """Two people would sign in with one name."""

    text = "The user name {username} is taken."


def add_user(
    session: Session,
    actor: Actor,
    *,
    username: str,
    display_name: str,
    now: datetime,
    person_id: int | None = None,
    expires_on: date | None = None,
    language: str = "",
) -> tuple[User, str]:
    """The new account and its first password, to be handed over once and changed at the first sign-in."""
    actor.require(Permission.ACCESS_GRANT)
    name = normal_username(username)
    if not display_name.strip():
        raise Missing(field="display_name", field_name="User.display_name")
    if session.scalars(select(User.id).where(User.username == name)).first() is not None:
        raise UsernameTaken(field="username", username=name)
    password = initial_password()
    facts: Mapping[str, Any] = {
        "username": name,
        "display_name": display_name.strip(),
        "person_id": person_id,
        "password_hash": hash_password(password),
        "password_set_at": now,
        "must_change_password": True,
        "expires_on": expires_on,
        "language": language,
    }
    return create(session, actor, Permission.ACCESS_GRANT, User, facts), password
