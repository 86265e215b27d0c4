"""Choose one's own password."""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from db.settings import settings
from db.unit_of_work import carry_out
from domain.access.authentication import SignInRefused, identify
from domain.access.one_time_code import issue_code
from domain.access.password import hash_password, matches, require_strong
from domain.access.signed_in import SignedIn
from domain.access.user import User
from domain.access.user_session import Ending, end_all_sessions
from domain.core.errors import RuleBroken
from domain.core.journal import explain


class PasswordUnchanged(RuleBroken):
    """The new password is the old one."""

    text = "Choose a password other than the present one."


class WrongPassword(RuleBroken):
    """Whoever sits in front of the browser does not know the present password."""

    text = "The present password is not right."


def change_own_password(
    who: SignedIn, present: str, new: str, *, address: str, door: str, wanted: str, now: datetime
) -> str:
    """Change it and end all sessions of the user; the one-time code that signs this browser in again.

    The present password is asked even though somebody is signed in: the browser may have been left open.
    Wrong answers count towards the lock.
    """
    chinese, english = settings().organisation_zh, settings().organisation_en
    require_strong(new, who.username, who.actor.name, chinese, english)
    try:
        identify(who.username, present, address=address, now=now)
    except SignInRefused as refusal:
        raise WrongPassword(field="present") from refusal
    kept = hash_password(new)

    def change(session: Session) -> str:
        user = session.scalars(select(User).where(User.id == who.user_id)).one()
        if matches(new, user.password_hash):
            raise PasswordUnchanged(field="password")
        explain(user, action="password changed")
        user.password_hash, user.password_set_at, user.must_change_password = kept, now, False
        session.flush()
        end_all_sessions(session, user.id, now, Ending.PASSWORD_CHANGED)
        return issue_code(session, user.id, door=door, wanted=wanted, now=now)

    return carry_out(who.actor, change)
