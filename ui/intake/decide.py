"""Decisions about an unfinished import, made in callbacks and kept at once."""

from collections.abc import Callable
from typing import Any

from sqlalchemy.orm import Session

from domain.core.clock import now
from domain.core.visibility import actor_of
from ui.wish import wish


def place_of(draft_id: int) -> str:
    """Where refusals of decisions are shown."""
    return f"imports:{draft_id}:decisions"


def decide(draft_id: int, verb: Callable[..., Any], *said: Any) -> None:
    """In a callback: carry out a verb on the draft."""

    def work(session: Session) -> bool:
        verb(session, actor_of(session), draft_id, *said, now())
        return True

    wish(work, place=place_of(draft_id))
