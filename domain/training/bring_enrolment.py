"""Bring in somebody on the list of a session, from a file: with attendance and mark where it tells them."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from domain.core.permission import Actor
from domain.training.enrolment import Enrolment
from domain.training.give_mark import give_mark, record_attendance
from domain.training.invite import invite
from domain.training.retake import AlreadyInSession


def bring_enrolment(session: Session, actor: Actor, values: Mapping[str, Any], now: datetime) -> Enrolment:
    """The same steps as by hand: who has a score was there, and what was marked has yet to be certified."""
    held, person = values["course_session_id"], values["person_id"]
    added = invite(session, actor, held, [person], now)
    if not added:
        raise AlreadyInSession(field="person_id")
    one, score = added[0], values.get("score")
    if values.get("attended_at") is not None or score is not None:
        one.attended_at = values.get("attended_at") or now
        record_attendance(session, actor, held, {one.id: True}, now)
    if score is not None:
        give_mark(session, actor, one.id, score, now)
    return one
