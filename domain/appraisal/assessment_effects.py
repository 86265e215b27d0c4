"""What steps of an assessment also do."""

from datetime import datetime
from typing import TYPE_CHECKING

from sqlalchemy.orm import Session

from domain.core.permission import Actor

if TYPE_CHECKING:
    from domain.appraisal.assessment import Assessment


def note_proposal(_session: Session, assessment: "Assessment", _actor: Actor, now: datetime) -> None:
    """The rater stands by the goals as they are."""
    assessment.goals_proposed_at = now
