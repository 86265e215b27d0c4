"""Who may not, or alone may, take a step of an assessment. Persons are compared, not accounts."""

from typing import TYPE_CHECKING

from sqlalchemy import select
from sqlalchemy.orm import object_session

from db.bulk import table_of
from domain.core.acting_person import AccountWithoutPerson, WrongPerson
from domain.core.errors import DomainError
from domain.core.permission import Actor
from domain.core.workflow import who_took

if TYPE_CHECKING:
    from domain.appraisal.assessment import Assessment

RATING_STEPS = ("submit_rating", "finish_rating", "confirm_rating")
"""Whoever took one of these rated the person."""


class AboutYourself(WrongPerson):
    """Nobody decides on their own assessment."""

    text = "This assessment is about you; somebody else must take this step."


class NotAboutYou(WrongPerson):
    """A step of the person, by another."""

    text = "Only the assessed person may take this step."


class NotTheRater(WrongPerson):
    """A step of the first rater, by another."""

    text = "Only the rater of this assessment may take this step."


class NotTheSecondRater(WrongPerson):
    """A step of the second rater, by another."""

    text = "Only the second rater of this assessment may take this step."


class RatedIt(WrongPerson):
    """Whoever rated does not check."""

    text = "You rated this person; somebody else must take this step."


class ChangedTheScore(WrongPerson):
    """Whoever put a score in the place of another does not check it."""

    text = "You changed a score of this assessment; somebody else must publish it."


def the_subject(assessment: "Assessment", actor: Actor) -> DomainError | None:
    """Only the assessed person."""
    return _only(actor, assessment.person_id, NotAboutYou())


def not_the_subject(assessment: "Assessment", actor: Actor) -> DomainError | None:
    """Anybody but the assessed person."""
    if actor.person_id is None:
        return AccountWithoutPerson()
    return AboutYourself() if actor.person_id == assessment.person_id else None


def the_rater(assessment: "Assessment", actor: Actor) -> DomainError | None:
    """Only the first rater, and never the person."""
    return not_the_subject(assessment, actor) or _only(actor, assessment.rater_id, NotTheRater())


def the_second_rater(assessment: "Assessment", actor: Actor) -> DomainError | None:
    """Only the second rater, who is neither the person nor the first."""
    return (
        not_the_subject(assessment, actor)
        or _only(actor, assessment.second_rater_id, NotTheSecondRater())
        or (RatedIt() if actor.person_id == assessment.rater_id else None)
    )


def outside_the_line(assessment: "Assessment", actor: Actor) -> DomainError | None:
    """Neither the person nor anybody who rates or rated them."""
    refusal = not_the_subject(assessment, actor)
    return refusal or (RatedIt() if actor.person_id in raters(assessment) else None)


def changed_no_score(assessment: "Assessment", actor: Actor) -> DomainError | None:
    """Nobody who set one of its scores by hand, or calibrated it."""
    from domain.appraisal.calibration_change import CalibrationChange
    from domain.appraisal.item_score import ItemScore

    session = object_session(assessment)
    if session is None:
        raise RuntimeError("the record is not in a session")
    scores, changes = table_of(ItemScore).c, table_of(CalibrationChange).c
    by_hand = select(scores.overridden_by_id).where(scores.assessment_id == assessment.id)
    calibrated = select(changes.by_id).where(changes.assessment_id == assessment.id)
    hands = {*session.scalars(by_hand), *session.scalars(calibrated)}
    return ChangedTheScore() if actor.person_id in hands - {None} else None


def raters(assessment: "Assessment") -> set[int]:
    """Persons who rate the assessment, or rated it before it was given to others."""
    session = object_session(assessment)
    took = who_took(session, assessment, *RATING_STEPS) if session and assessment.id else set()
    return took | {one for one in (assessment.rater_id, assessment.second_rater_id) if one is not None}


def _only(actor: Actor, person: int | None, refusal: WrongPerson) -> WrongPerson | None:
    if actor.person_id is None:
        return AccountWithoutPerson()
    return None if actor.person_id == person else refusal
