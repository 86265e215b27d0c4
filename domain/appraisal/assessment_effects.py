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


def drop_adjustment(session: Session, assessment: "Assessment", _actor: Actor, now: datetime) -> None:
    """The ratings are open again: points that calibration added to the former ones go with them."""
    from domain.appraisal.calibrate import drop_adjustment as drop

    drop(session, assessment, now)


def seal_result(session: Session, assessment: "Assessment", _actor: Actor, now: datetime) -> None:
    """What was scored is frozen with its hash, and from now on open to the person."""
    from domain.appraisal.seal import freeze

    freeze(session, assessment.id, now)
    assessment.published_at = now
