"""Whoever has left comes to no session and has nothing to learn any more."""

from datetime import date, datetime

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from db.bulk import table_of
from domain.core.permission import machine
from domain.organisation.person import Person
from domain.training.enrolment import Enrolment
from domain.training.enrolment_state import UNANSWERED
from domain.training.need import TrainingNeed
from domain.training.need_workflow import BEFORE_LEARNING

PORTAL = machine("training")
REASON = "The person has left."


def release_leavers(session: Session, today: date, now: datetime) -> int:
    """Give their places back, so that others move up, and end their needs; how many of both."""
    t = table_of(Person).c
    gone = select(t.id).where(or_(t.left_on < today, t.archived_at.is_not(None)))
    enrolled = select(Enrolment).where(
        Enrolment.state.in_(sorted(UNANSWERED)), Enrolment.person_id.in_(gone),
        Enrolment.archived_at.is_(None),
    )  # fmt: skip
    places = session.scalars(enrolled.order_by(Enrolment.id)).all()
    for one in places:
        one.workflow.take("withdraw", one, PORTAL, now, REASON)
    open_needs = select(TrainingNeed).where(
        TrainingNeed.state.in_(sorted(BEFORE_LEARNING)), TrainingNeed.person_id.in_(gone),
        TrainingNeed.archived_at.is_(None),
    )  # fmt: skip
    needs = session.scalars(open_needs.order_by(TrainingNeed.id)).all()
    for need in needs:
        need.workflow.take("decline", need, PORTAL, now, REASON)
    return len(places) + len(needs)
