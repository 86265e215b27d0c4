"""Is it them? The question behind the sign-in form and behind changing one's password.

Whether the name is unknown, the password wrong, the account locked, disabled or past its last day: the
answer is one sentence, after one look at one hash. The hash takes a quarter of a second of computing, so it
is looked at between two short transactions instead of inside one: nobody else waits meanwhile.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from db.settings import settings
from db.unit_of_work import carry_out
from domain.access.choose_language import choose_language
from domain.access.one_time_code import forget_old_codes, issue_code
from domain.access.password import hash_password, is_outdated, matches
from domain.access.sign_in_attempt import AttemptOutcome, SignInAttempt, forget_old_attempts, record_attempt
from domain.access.user import User, normal_username
from domain.core.clock import business_date
from domain.core.errors import DomainError
from domain.core.journal import explain, note
from domain.core.permission import machine

ORIGIN = "sign-in"
INITIAL_LIFE = timedelta(days=7)
"""How long a password made by the portal may wait for its owner."""


class SignInRefused(DomainError):
    """Not signed in; the sentence does not say why, because the reason would help a stranger."""

    text = (
        "User name and password do not fit, or the account is locked. "
        "After {attempts} failures it stays locked for {minutes} minutes."
    )

    def __init__(self) -> None:
        super().__init__(attempts=settings().sign_in_attempts, minutes=settings().lock_minutes)


@dataclass(frozen=True)
class _Candidate:
    attempt_id: int
    outcome: AttemptOutcome
    user_id: int | None
    password_hash: str | None
    works: bool


def authenticate(
    username: str,
    password: str,
    *,
    address: str,
    door: str,
    wanted: str,
    now: datetime,
    language: str = "",
) -> str:
    """The one-time code that signs the browser behind the door in; SignInRefused for whatever reason.

    `language` is what the person chose on the form, if they did.
    """
    user_id = identify(username, password, address=address, now=now)

    def issue(session: Session) -> str:
        if language:
            choose_language(session, user_id, language)
        return issue_code(session, user_id, door=door, wanted=wanted, now=now)

    return carry_out(machine(ORIGIN), issue)


def identify(username: str, password: str, *, address: str, now: datetime) -> int:
    """The id of the user who knows this password; SignInRefused for whatever reason."""
    name = normal_username(username)
    candidate = carry_out(machine(ORIGIN), lambda session: _begin(session, name, address, now))
    right = matches(password, candidate.password_hash)
    accepted = right and candidate.works and candidate.outcome != AttemptOutcome.BARRED
    renewed = (
        hash_password(password)
        if accepted and candidate.password_hash and is_outdated(candidate.password_hash)
        else None
    )
    carry_out(machine(ORIGIN), lambda session: _end(session, candidate, accepted, renewed, address, now))
    if not accepted or candidate.user_id is None:
        raise SignInRefused
    return candidate.user_id


def _begin(session: Session, username: str, address: str, now: datetime) -> _Candidate:
    # The lock on the row makes guesses at one account queue up, so that each sees the failures before it.
    user = session.scalars(select(User).where(User.username == username).with_for_update()).one_or_none()
    user_id, kept = (user.id, user.password_hash) if user else (None, None)
    attempt = record_attempt(session, username, user_id, address, now)
    return _Candidate(
        attempt_id=attempt.id,
        outcome=attempt.outcome,
        user_id=user_id,
        password_hash=kept,
        works=user is not None and user.works(business_date(now)) and not _initial_is_stale(user, now),
    )


def _end(
    session: Session, candidate: _Candidate, accepted: bool, renewed: str | None, address: str, now: datetime
) -> None:
    attempt = session.scalars(select(SignInAttempt).where(SignInAttempt.id == candidate.attempt_id)).one()
    if accepted:
        attempt.outcome = AttemptOutcome.ACCEPTED
        forget_old_attempts(session, now)
        forget_old_codes(session, now)
    elif attempt.outcome != AttemptOutcome.BARRED:
        what = "account locked" if attempt.outcome == AttemptOutcome.LOCKED else "sign-in failed"
        note(session, what, entity="User", entity_id=candidate.user_id, changes={"address": address})
    if renewed:
        user = session.scalars(select(User).where(User.id == candidate.user_id)).one()
        explain(user, action="password stored more safely")
        user.password_hash = renewed


def _initial_is_stale(user: User, now: datetime) -> bool:
    return user.must_change_password and user.password_set_at < now - INITIAL_LIFE
