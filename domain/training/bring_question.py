"""Bring a question into the bank from a file."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy.orm import Session

from domain.core.permission import Actor
from domain.training.quiz_question import QuizQuestion
from domain.training.write_question import write_question


def bring_question(session: Session, actor: Actor, values: Mapping[str, Any]) -> QuizQuestion:
    """The same rules as by hand; a bank in Chinese only asks in Chinese whatever language is spoken."""
    spoken = {
        "text_en": values.get("text_en") or values.get("text_zh"),
        "options_en": values.get("options_en") or values.get("options_zh") or "",
    }
    return write_question(session, actor, {**values, **spoken})
