"""How far the asking about a person is, and which requests wait for a colleague's answer."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from db.bulk import table_of
from domain.appraisal.assessment import Assessment
from domain.appraisal.cycle import AppraisalCycle
from domain.appraisal.peer_review import PeerReview, PeerReviewStatus
from domain.core.permission import Actor


@dataclass(frozen=True)
class Asking:
    """How many were asked about somebody and how many answered; `due_on` is the last day for answers."""

    asked: int
    answered: int
    due_on: date
    is_over: bool


def asking_about(session: Session, assessment: Assessment, today: date) -> Asking:
    """Counted over everybody who was asked, whoever asks: it names nobody."""
    t, c = table_of(PeerReview).c, table_of(AppraisalCycle).c
    columns = (t.status, t.due_on, t.closed_on)
    rows = session.execute(select(*columns).where(t.assessment_id == assessment.id)).all()
    planned: date = session.scalars(select(c.manager_due_on).where(c.id == assessment.cycle_id)).one()
    due = rows[0].due_on if rows else planned
    closed = bool(rows) and all(row.closed_on is not None for row in rows)
    answered = sum(row.status == PeerReviewStatus.ANSWERED for row in rows)
    return Asking(len(rows), answered, due, closed or due < today)


def requests_to(actor: Actor) -> Select[Any]:
    """Everything this person was asked about colleagues, open requests first, the most urgent on top."""
    mine = select(PeerReview).where(
        PeerReview.rater_id == (actor.person_id or 0), PeerReview.archived_at.is_(None)
    )
    return mine.order_by(PeerReview.status != PeerReviewStatus.INVITED, PeerReview.due_on, PeerReview.id)
