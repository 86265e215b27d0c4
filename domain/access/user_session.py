"""Signed-in browsers: one row each, so that a sign-in can be ended from here.

The browser holds a random token; only its hash is kept, so that a copy of the database signs nobody in.
"""

import hashlib
import secrets
from collections.abc import Iterable
from datetime import datetime, timedelta
from enum import StrEnum

from sqlalchemy import ColumnElement, ForeignKey, String, or_, select, update
from sqlalchemy.orm import Mapped, Session, mapped_column

from db.base import Base
from db.settings import settings
from domain.access.user import User, UserState
from domain.core.clock import business_date


class Ending(StrEnum):
    """Why a session was ended before its time."""

    SIGNED_OUT = "signed_out"
    SIGNED_OUT_EVERYWHERE = "signed_out_everywhere"
    PASSWORD_CHANGED = "password_changed"  # noqa: S105  the name of an event
    PASSWORD_RESET = "password_reset"  # noqa: S105
    ACCOUNT_DISABLED = "account_disabled"
    SIGNED_IN_ANEW = "signed_in_anew"


class UserSession(Base):
    """One browser in which somebody signed in."""

    __tablename__ = "user_session"

    id: Mapped[int] = mapped_column(primary_key=True)
    token_hash: Mapped[str] = mapped_column(String(64), unique=True)
    user_id: Mapped[int] = mapped_column(ForeignKey("app_user.id"), index=True)
    started_at: Mapped[datetime]
    last_seen_at: Mapped[datetime]
    ends_at: Mapped[datetime]
    """The end in any case, however busy."""
    revoked_at: Mapped[datetime | None]
    revoked_because: Mapped[Ending | None]
    address: Mapped[str] = mapped_column(String(45))
    user_agent: Mapped[str] = mapped_column(String(200))

    @classmethod
    def is_live(cls, now: datetime) -> ColumnElement[bool]:
        """The condition that a session neither was ended nor ran out, whoever it belongs to."""
        idle_since = now - timedelta(minutes=settings().idle_minutes)
        return cls.revoked_at.is_(None) & (cls.ends_at > now) & (cls.last_seen_at > idle_since)


def hash_of(token: str) -> str:
    """What is kept of a random token. One hash is enough: 256 random bits cannot be tried out."""
    return hashlib.sha256(token.encode()).hexdigest()


def open_session(session: Session, user_id: int, now: datetime, address: str, user_agent: str) -> str:
    """Begin a session; the token for the browser."""
    token = secrets.token_urlsafe(32)
    session.add(
        UserSession(
            token_hash=hash_of(token), user_id=user_id, started_at=now, last_seen_at=now,
            ends_at=now + timedelta(hours=settings().session_hours),
            address=address[:45], user_agent=user_agent[:200],
        )
    )  # fmt: skip
    session.flush()
    return token


def live_session(session: Session, token_hash: str, now: datetime) -> tuple[UserSession, User] | None:
    """The session and its user, if the session lives and the account works."""
    row = session.execute(
        select(UserSession, User)
        .join(User, User.id == UserSession.user_id)
        .where(
            UserSession.token_hash == token_hash,
            UserSession.is_live(now),
            User.status == UserState.ACTIVE,
            User.archived_at.is_(None),
            or_(User.expires_on.is_(None), User.expires_on >= business_date(now)),
        )
    ).one_or_none()
    return row and (row[0], row[1])


def live_sessions(session: Session, user_id: int, now: datetime) -> list[UserSession]:
    """The browsers in which a user is signed in, newest first."""
    mine = select(UserSession).where(UserSession.user_id == user_id, UserSession.is_live(now))
    return list(session.scalars(mine.order_by(UserSession.started_at.desc())))


def keep_alive(session: Session, token_hash: str, now: datetime) -> None:
    """The person did something: idleness starts again. A session that ran out stays so."""
    session.execute(
        update(UserSession)
        .where(UserSession.token_hash == token_hash, UserSession.is_live(now))
        .values(last_seen_at=now)
    )


def end_session(session: Session, token_hash: str, now: datetime, because: Ending) -> int | None:
    """End one session; the id of the user it belonged to, if it was still open."""
    user_id = session.scalars(
        select(UserSession.user_id).where(
            UserSession.token_hash == token_hash, UserSession.revoked_at.is_(None)
        )
    ).one_or_none()
    if user_id is not None:
        _end(session, [UserSession.token_hash == token_hash], now, because)
    return user_id


def end_all_sessions(session: Session, user_id: int, now: datetime, because: Ending) -> None:
    """End every session of a user, in all browsers."""
    _end(session, [UserSession.user_id == user_id], now, because)


def _end(session: Session, which: Iterable[ColumnElement[bool]], now: datetime, because: Ending) -> None:
    session.execute(
        update(UserSession)
        .where(*which, UserSession.revoked_at.is_(None))
        .values(revoked_at=now, revoked_because=because)
    )
