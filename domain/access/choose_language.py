"""The language a user wants to be spoken to in."""

from sqlalchemy import update
from sqlalchemy.orm import Session

from domain.access.user import User


def choose_language(session: Session, user_id: int, language: str) -> None:
    """Remember the choice for every browser. A matter of taste: no edit of the account, not journalled."""
    session.execute(update(User).where(User.id == user_id).values(language=language))
