"""Who is signed in: from the hash of a browser's token to a person with permissions."""

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy.orm import Session

from db.unit_of_work import reading
from domain.access.actors import grants_of
from domain.access.user import User
from domain.access.user_session import live_session
from domain.core.clock import business_date
from domain.core.permission import Actor, machine


@dataclass(frozen=True)
class SignedIn:
    """The person in front of a browser, at this moment."""

    token_hash: str
    user_id: int
    username: str
    language: str
    must_change_password: bool
    actor: Actor


def signed_in(token_hash: str, now: datetime, origin: str = "screen") -> SignedIn | None:
    """Who holds the session with this hash; None when it ended or the account stopped working."""
    with reading(machine("sign-in")) as session:
        found = live_session(session, token_hash, now)
        if found is None:
            return None
        user = found[1]
        return SignedIn(
            token_hash=token_hash,
            user_id=user.id,
            username=user.username,
            language=user.language,
            must_change_password=user.must_change_password,
            actor=actor_for(session, user, business_date(now), origin),
        )


def actor_for(session: Session, user: User, today: date, origin: str = "screen") -> Actor:
    """The user as an actor with everything granted on that day. A grant covers all units below its own."""
    grants = grants_of(session, today, (user.id,)).get(user.id, ())
    return Actor(
        name=user.display_name, user_id=user.id, person_id=user.person_id, grants=tuple(grants), origin=origin
    )
