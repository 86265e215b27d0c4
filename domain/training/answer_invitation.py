"""Say whether one comes: a place, or a place in the waiting line, or none."""

from datetime import datetime

from sqlalchemy.orm import Session

from domain.core.editing import find
from domain.core.permission import Actor
from domain.training.enrolment import Enrolment
from domain.training.enrolment_rules import place_is_free
from domain.training.enrolment_state import EnrolmentState
from domain.training.locked_session import locked_session


def answer_invitation(
    session: Session, actor: Actor, enrolment_id: int, *, coming: bool, now: datetime, reason: str = ""
) -> Enrolment:
    """Accept, and wait in line if all places are taken; or withdraw, which needs a reason.

    A place given back goes to whoever has waited longest.
    """
    enrolment = find(session, Enrolment, enrolment_id)
    if enrolment.course_session_id is not None:
        held = locked_session(session, enrolment.course_session_id)
        if coming and actor.person_id == enrolment.person_id:
            held.require_ahead(now)
    if coming:
        return take_place(enrolment, actor, now)
    enrolment.workflow.take("withdraw", enrolment, actor, now, reason)
    return enrolment


def take_place(enrolment: Enrolment, actor: Actor, now: datetime) -> Enrolment:
    """A place if one is free, else a place in the waiting line; whoever has one keeps it."""
    if enrolment.state is EnrolmentState.INVITED:
        free = enrolment.is_recertification or place_is_free(enrolment, actor) is None
        enrolment.workflow.take("confirm" if free else "wait", enrolment, actor, now)
    return enrolment
