"""Help somebody who cannot get in: a new first password, or an early end of a lock."""

from datetime import datetime

from sqlalchemy.orm import Session

from domain.access.disable_user import NotOneself
from domain.access.password import hash_password, initial_password
from domain.access.sign_in_attempt import release
from domain.access.user import User
from domain.access.user_session import Ending, end_all_sessions
from domain.core.journal import explain, note
from domain.core.permission import Actor, Permission


def reset_password(session: Session, actor: Actor, user: User, now: datetime) -> str:
    """A password to hand over once, to be changed at the next sign-in; all sessions of the user end."""
    actor.require(Permission.ACCESS_GRANT)
    if user.id == actor.user_id:
        raise NotOneself
    password = initial_password()
    explain(user, action="password reset")
    user.password_hash = hash_password(password)
    user.password_set_at = now
    user.must_change_password = True
    session.flush()
    release(session, user.username, user.id, now)
    end_all_sessions(session, user.id, now, Ending.PASSWORD_RESET)
    return password


def unlock(session: Session, actor: Actor, user: User, now: datetime) -> None:
    """End a lock before its time."""
    actor.require(Permission.ACCESS_GRANT)
    if user.id == actor.user_id:
        raise NotOneself
    release(session, user.username, user.id, now)
    note(session, "unlocked", entity="User", entity_id=user.id)
