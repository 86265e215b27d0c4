"""Who stands in the line of an assessed person and therefore cannot decide on their appeal."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from db.bulk import table_of
from domain.appraisal.assessment import Assessment
from domain.appraisal.calibration_change import CalibrationChange
from domain.appraisal.item_score import ItemScore
from domain.appraisal.separation import raters
from domain.core.workflow import who_took
from domain.organisation.chain import chain_from
from domain.organisation.person import Person

CHECKS = (
    "settle_goals", "reopen_goals", "skip_self", "skip_second", "finish_calibration", "rate_again",
    "calibrate_again", "publish",
)  # fmt: skip
"""Whoever took one of these had a hand in the result."""


def line_of(session: Session, assessment: Assessment) -> set[int]:
    """The person, everybody above them, whoever rated, calibrated, overrode, checked or published."""
    people = table_of(Person).c
    above = {row.id: row.superior_id for row in session.execute(select(people.id, people.superior_id))}
    found = {assessment.person_id, *chain_from(above.get(assessment.person_id), above)}
    found |= raters(assessment) | who_took(session, assessment, *CHECKS)
    changes, scores = table_of(CalibrationChange).c, table_of(ItemScore).c
    found |= set(session.scalars(select(changes.by_id).where(changes.assessment_id == assessment.id)))
    overriders = select(scores.overridden_by_id).where(
        scores.assessment_id == assessment.id, scores.overridden_by_id.is_not(None)
    )
    return found | {one for one in session.scalars(overriders) if one is not None}
