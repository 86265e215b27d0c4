"""Attempts to sign in: the memory behind locks.

Names that nobody has are counted and locked like real ones, so that a lock tells nobody which names exist.
"""

from datetime import datetime, timedelta
from enum import StrEnum

from sqlalchemy import ForeignKey, Index, String, delete, func, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from db.base import Base
from db.settings import settings
from domain.access.user import normal_username

ADDRESS_FACTOR = 20
"""How many locked accounts' worth of failures one address may cause: a whole office may share it."""

KEPT = timedelta(days=30)


class AttemptOutcome(StrEnum):
    """What became of an attempt."""

    ACCEPTED = "accepted"
    FAILED = "failed"
    LOCKED = "locked"
    """Failed, and locked the name by it."""
    BARRED = "barred"
    """Not even looked at: the name was locked or the address had failed too often."""
    RELEASED = "released"
    """No attempt: an administrator lifted the lock."""


FAILURES = (AttemptOutcome.FAILED, AttemptOutcome.LOCKED)


class SignInAttempt(Base):
    """One attempt. Written before the password is looked at, so that many at once cannot slip through."""

    __tablename__ = "sign_in_attempt"
    __table_args__ = (
        Index("ix_sign_in_attempt_username_at", "username", "at"),
        Index("ix_sign_in_attempt_address_at", "address", "at"),
        Index("ix_sign_in_attempt_at", "at"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    username: Mapped[str] = mapped_column(String(80))
    user_id: Mapped[int | None] = mapped_column(ForeignKey("app_user.id"))
    address: Mapped[str] = mapped_column(String(45))
    at: Mapped[datetime]
    outcome: Mapped[AttemptOutcome]


def locked_until(session: Session, username: str, now: datetime) -> datetime | None:
    """When the name may be tried again; None when it may be tried now."""
    latest = _since_release(session, normal_username(username), now)
    lock = next((at for at, outcome in latest if outcome == AttemptOutcome.LOCKED), None)
    return lock and lock + timedelta(minutes=settings().lock_minutes)


def record_attempt(
    session: Session, username: str, user_id: int | None, address: str, now: datetime
) -> SignInAttempt:
    """Write the attempt down as failed until it turns out right; it may be barred from the start."""
    attempt = SignInAttempt(
        username=username[:80],
        user_id=user_id,
        address=address[:45],
        at=now,
        outcome=_judge(session, username[:80], address[:45], now),
    )
    session.add(attempt)
    session.flush()
    return attempt


def release(session: Session, username: str, user_id: int, now: datetime) -> None:
    """Lift a lock before its time."""
    session.add(
        SignInAttempt(username=username, user_id=user_id, address="", at=now, outcome=AttemptOutcome.RELEASED)
    )
    session.flush()


def forget_old_attempts(session: Session, now: datetime) -> None:
    """Remove attempts that no lock depends on; the journal keeps those that concern real accounts."""
    session.execute(delete(SignInAttempt).where(SignInAttempt.at < now - KEPT))


def _judge(session: Session, username: str, address: str, now: datetime) -> AttemptOutcome:
    latest = [outcome for _, outcome in _since_release(session, username, now)]
    if AttemptOutcome.LOCKED in latest or _failures_from(session, address, now) >= _most_from_one_address():
        return AttemptOutcome.BARRED
    return AttemptOutcome.LOCKED if len(latest) + 1 >= settings().sign_in_attempts else AttemptOutcome.FAILED


def _since_release(session: Session, username: str, now: datetime) -> list[tuple[datetime, AttemptOutcome]]:
    """Failures of the name within the time of a lock, since it last was right or released; newest first."""
    found: list[tuple[datetime, AttemptOutcome]] = []
    for at, outcome in session.execute(
        select(SignInAttempt.at, SignInAttempt.outcome)
        .where(
            SignInAttempt.username == username,
            SignInAttempt.at > now - timedelta(minutes=settings().lock_minutes),
            SignInAttempt.outcome != AttemptOutcome.BARRED,
        )
        .order_by(SignInAttempt.at.desc(), SignInAttempt.id.desc())
        .limit(settings().sign_in_attempts)
    ):
        if outcome not in FAILURES:
            break
        found.append((at, outcome))
    return found


def _failures_from(session: Session, address: str, now: datetime) -> int:
    since = now - timedelta(minutes=settings().lock_minutes)
    return session.scalars(
        select(func.count())
        .select_from(SignInAttempt)
        .where(
            SignInAttempt.address == address, SignInAttempt.at > since, SignInAttempt.outcome.in_(FAILURES)
        )
    ).one()


def _most_from_one_address() -> int:
    return ADDRESS_FACTOR * settings().sign_in_attempts
