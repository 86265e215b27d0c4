"""Verbs on accounts as the screens need them: a first password is told once, on the screen that made it."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy.orm import Session

from domain.access.add_user import add_user
from domain.access.disable_user import disable_user, enable_user
from domain.access.reset_password import reset_password, unlock
from domain.access.user import User
from domain.core.clock import now
from domain.core.permission import Actor
from domain.core.statement import Statement


class FirstPassword(Statement):
    """What to hand over to the user."""

    text = (
        "First password of {username}: `{password}` — hand it over now, it is not shown again. "
        "It must be changed at the first sign-in."
    )


def new_user(session: Session, actor: Actor, values: Mapping[str, Any]) -> tuple[User, Statement]:
    """The account, and its first password in words."""
    user, password = add_user(
        session,
        actor,
        username=values["username"] or "",
        display_name=values["display_name"] or "",
        person_id=values["person_id"],
        expires_on=values["expires_on"],
        now=now(),
    )
    return user, FirstPassword(username=user.username, password=password)


def new_password(session: Session, actor: Actor, user: User, _reason: str) -> Statement:
    """A new first password for somebody who cannot get in."""
    return FirstPassword(username=user.username, password=reset_password(session, actor, user, now()))


def release(session: Session, actor: Actor, user: User, _reason: str) -> None:
    """End a lock after failed sign-ins."""
    unlock(session, actor, user, now())


def disable(session: Session, actor: Actor, user: User, reason: str) -> None:
    """Shut the account in every browser."""
    disable_user(session, actor, user, now(), reason)


def enable(session: Session, actor: Actor, user: User, reason: str) -> None:
    """Open the account again."""
    enable_user(session, actor, user, reason)
