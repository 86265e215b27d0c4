"""Leave: in this browser, or in all."""

from datetime import datetime

from sqlalchemy.orm import Session

from domain.access.signed_in import SignedIn
from domain.access.user_session import Ending, end_all_sessions, end_session
from domain.core.journal import note


def sign_out(session: Session, who: SignedIn, now: datetime) -> None:
    """End the session of this browser."""
    if end_session(session, who.token_hash, now, Ending.SIGNED_OUT) is not None:
        note(session, "signed out", entity="User", entity_id=who.user_id)


def sign_out_everywhere(session: Session, who: SignedIn, now: datetime) -> None:
    """End all sessions of the person's account, this one too."""
    end_all_sessions(session, who.user_id, now, Ending.SIGNED_OUT_EVERYWHERE)
    note(session, "signed out everywhere", entity="User", entity_id=who.user_id)
