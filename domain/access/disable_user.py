"""Shut an account, and open it again."""

from datetime import datetime

from sqlalchemy.orm import Session

from domain.access.administrators import require_an_administrator
from domain.access.user import User, UserState
from domain.access.user_session import Ending, end_all_sessions
from domain.core.clock import business_date
from domain.core.errors import RuleBroken
from domain.core.journal import explain
from domain.core.permission import Actor, Permission


class NotOneself(RuleBroken):
    """People neither shut out nor let in themselves."""

    text = "Nobody does this to their own account; ask another administrator."


def disable_user(session: Session, actor: Actor, user: User, now: datetime, reason: str = "") -> None:
    """The account stops working at once, in every browser."""
    actor.require(Permission.ACCESS_GRANT)
    if user.id == actor.user_id:
        raise NotOneself
    explain(user, action="disabled", reason=reason.strip())
    user.status = UserState.DISABLED
    session.flush()
    if actor.user_id is not None:
        require_an_administrator(session, business_date(now))
    end_all_sessions(session, user.id, now, Ending.ACCOUNT_DISABLED)


def enable_user(session: Session, actor: Actor, user: User, reason: str = "") -> None:
    """The account works again, with the password it had."""
    actor.require(Permission.ACCESS_GRANT)
    if user.id == actor.user_id:
        raise NotOneself
    explain(user, action="enabled", reason=reason.strip())
    user.status = UserState.ACTIVE
    user.check()
    session.flush()
