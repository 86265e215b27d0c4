"""A step of any workflow, as an act on the stage."""

from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from domain.core.permission import Actor


def take(session: Session, actor: Actor, record: Any, step: str, now: datetime, reason: str = "") -> None:
    """Take the step of the record."""
    record.workflow.take(step, record, actor, now, reason)
