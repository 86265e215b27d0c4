"""An assessment is contested by an appeal on record, and decided by the panel's ruling on it."""

from typing import TYPE_CHECKING

from sqlalchemy import select
from sqlalchemy.orm import object_session

from db.bulk import table_of
from domain.appraisal.appeal_state import AppealState
from domain.core.errors import DomainError, RuleBroken
from domain.core.permission import Actor

if TYPE_CHECKING:
    from domain.appraisal.assessment import Assessment


class AppealNotFiled(RuleBroken):
    """Grounds and the last day belong to the appeal."""

    text = "File the appeal with its grounds; the assessment follows."


class PanelDecides(RuleBroken):
    """The ruling belongs to the appeal."""

    text = "The panel decides on the appeal; the assessment follows."


def appeal_is_filed(assessment: "Assessment", _actor: Actor) -> DomainError | None:
    """There is an appeal that nobody has decided."""
    state = _state(assessment)
    return None if state is not None and state is not AppealState.DECIDED else AppealNotFiled()


def appeal_is_decided(assessment: "Assessment", _actor: Actor) -> DomainError | None:
    """The panel has ruled."""
    return None if _state(assessment) is AppealState.DECIDED else PanelDecides()


def _state(assessment: "Assessment") -> AppealState | None:
    """How far the appeal is, whoever asks."""
    from domain.appraisal.appeal import Appeal

    session = object_session(assessment)
    t = table_of(Appeal).c
    if session is None:
        return None
    state: AppealState | None = session.scalar(select(t.state).where(t.assessment_id == assessment.id))
    return state
