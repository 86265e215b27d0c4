"""Rate: oneself, or as manager and second manager somebody else."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from domain.appraisal.assessment import Assessment
from domain.appraisal.assessment_item import require_level
from domain.appraisal.assessment_rules import rated_keys
from domain.appraisal.assessment_state import AssessmentState
from domain.appraisal.locked_assessment import locked_assessment, require
from domain.appraisal.rating import Rating, RatingRole
from domain.appraisal.reckon import reckon_again
from domain.appraisal.separation import the_rater, the_second_rater, the_subject
from domain.appraisal.write_goals import NoSuchLine, item_of
from domain.core.acting_person import AccountWithoutPerson
from domain.core.errors import StepRefused
from domain.core.permission import Actor, Permission


@dataclass(frozen=True)
class Level:
    """A level from 1 to 5, and the words for it."""

    level: int
    note: str = ""


def rate_self(
    session: Session, actor: Actor, assessment_id: int, levels: Mapping[str, Level], summary: str = ""
) -> Assessment:
    """Write down how the person sees themselves: shown beside the ratings, without weight."""
    actor.require(Permission.ASSESSMENTS_READ)
    assessment = locked_assessment(session, assessment_id)
    require(the_subject(assessment, actor))
    if assessment.state is not AssessmentState.SELF_RATING:
        raise StepRefused(step="rate_self", state=assessment.state)
    _require_lines(assessment, levels)
    for key, given in levels.items():
        row = item_of(session, assessment, key)
        row.self_level, row.self_note = given.level, given.note.strip()
    assessment.self_summary = summary.strip() or assessment.self_summary
    session.flush()
    return assessment


def rate(
    session: Session, actor: Actor, assessment_id: int, levels: Mapping[str, Level], today: date
) -> Assessment:
    """Give levels, as the rater or the second rater, whoever's turn it is. Nobody rates themselves.

    What the second rater leaves out stays as the first one rated it.
    """
    assessment = locked_assessment(session, assessment_id)
    actor.require(Permission.ASSESSMENTS_RATE, assessment.unit_id)
    role, person = _role(assessment, actor)
    _require_lines(assessment, levels)
    query = select(Rating).where(Rating.assessment_id == assessment.id, Rating.role == role)
    kept = {one.item_key: one for one in session.scalars(query)}
    for key, given in levels.items():
        row = kept.get(key) or Rating(assessment_id=assessment.id, item_key=key, role=role)
        row.by_id, row.level, row.note = person, given.level, given.note.strip()
        session.add(row)
    session.flush()
    reckon_again(session, assessment.cycle_id, assessment.id, today)
    return assessment


def _role(assessment: Assessment, actor: Actor) -> tuple[RatingRole, int]:
    """As what the actor rates now, and the person they are."""
    if actor.person_id is None:
        raise AccountWithoutPerson
    if assessment.state is AssessmentState.MANAGER_RATING:
        require(the_rater(assessment, actor))
        return RatingRole.MANAGER, actor.person_id
    if assessment.state is AssessmentState.SECOND_RATING:
        require(the_second_rater(assessment, actor))
        return RatingRole.SECOND, actor.person_id
    raise StepRefused(step="rate", state=assessment.state)


def _require_lines(assessment: Assessment, levels: Mapping[str, Level]) -> None:
    known = set(rated_keys(assessment))
    for key, given in levels.items():
        if key not in known:
            raise NoSuchLine(field="key", key=key)
        require_level(given.level)
