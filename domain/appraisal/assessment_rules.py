"""What must hold before an assessment moves on."""

from typing import TYPE_CHECKING

from sqlalchemy import select
from sqlalchemy.orm import Session, object_session

from db.bulk import table_of
from domain.appraisal.cycle_state import CycleState
from domain.appraisal.scorecard_item import ItemKind
from domain.core.errors import DomainError, RuleBroken
from domain.core.permission import Actor

if TYPE_CHECKING:
    from domain.appraisal.assessment import Assessment


class NotYetOpen(RuleBroken):
    """The cycle has not come so far."""

    text = "The cycle has not come to this phase yet: it is at {state}."


class GoalsNotProposed(RuleBroken):
    """There is nothing to agree to."""

    text = "The rater has not put the goals forward yet, or changed them since."


class GoalsIncomplete(RuleBroken):
    """A free goal nobody wrote, or whose weights do not total 100."""

    text = "Goals are missing, or their weights do not total 100: {items}."


class NotRatedYet(RuleBroken):
    """Lines without a level."""

    text = "Not rated yet: {items}."


class SecondRaterThere(RuleBroken):
    """The second rating is not left out where there is somebody to give it."""

    text = "There is a second rater: submit the rating to them."


class NoSecondRater(RuleBroken):
    """Nobody would take it from there."""

    text = "There is no second rater: finish the rating."


class NotScoredYet(RuleBroken):
    """Without a result there is nothing to publish."""

    text = "This assessment has not been scored since its ratings changed. Score the cycle first."


def ratings_are_open(assessment: "Assessment", _actor: Actor) -> DomainError | None:
    """The cycle has come to the ratings."""
    state = _cycle_state(assessment)
    return None if state in (CycleState.OPEN, CycleState.CALIBRATING) else NotYetOpen(state=state)


def is_calibrating(assessment: "Assessment", _actor: Actor) -> DomainError | None:
    """The cycle has come to calibration."""
    state = _cycle_state(assessment)
    return None if state is CycleState.CALIBRATING else NotYetOpen(state=state)


def goals_are_proposed(assessment: "Assessment", _actor: Actor) -> DomainError | None:
    """The rater stands by the goals as they are."""
    return None if assessment.goals_proposed_at else GoalsNotProposed()


def goals_are_complete(assessment: "Assessment", _actor: Actor) -> DomainError | None:
    """Every item of free goals has some, and their weights total 100."""
    from domain.appraisal.assessment_item import AssessmentItem

    t = table_of(AssessmentItem).c
    totals = dict.fromkeys((i.key for i in assessment.asks.items if i.kind is ItemKind.GOAL), 0)
    for key, goal, weight in _session(assessment).execute(
        select(t.key, t.goal, t.weight).where(t.assessment_id == assessment.id)
    ):
        if key.partition(".")[0] in totals and goal.strip():
            totals[key.partition(".")[0]] += weight or 0
    return _unless([key for key, total in totals.items() if total != 100], assessment, GoalsIncomplete)


def person_rated_themselves(assessment: "Assessment", _actor: Actor) -> DomainError | None:
    """The person gave every rated line a level."""
    from domain.appraisal.assessment_item import AssessmentItem

    t = table_of(AssessmentItem).c
    query = select(t.key).where(t.assessment_id == assessment.id, t.self_level.is_not(None))
    rated = set(_session(assessment).scalars(query))
    return _unless([key for key in rated_keys(assessment) if key not in rated], assessment, NotRatedYet)


def manager_rated(assessment: "Assessment", _actor: Actor) -> DomainError | None:
    """The rater gave every rated line a level."""
    from domain.appraisal.rating import Rating, RatingRole

    if not assessment.is_rated:
        return None
    t = table_of(Rating).c
    query = select(t.item_key).where(t.assessment_id == assessment.id, t.role == RatingRole.MANAGER)
    rated = set(_session(assessment).scalars(query))
    return _unless([key for key in rated_keys(assessment) if key not in rated], assessment, NotRatedYet)


def somebody_is_second(assessment: "Assessment", _actor: Actor) -> DomainError | None:
    """There is a second rater."""
    return None if assessment.second_rater_id else NoSecondRater()


def nobody_is_second(assessment: "Assessment", _actor: Actor) -> DomainError | None:
    """There is no second rater, so that their turn is left out."""
    return SecondRaterThere() if assessment.second_rater_id else None


def is_scored(assessment: "Assessment", _actor: Actor) -> DomainError | None:
    """There is a result, and every figure in it was pulled."""
    from domain.appraisal.item_score import ItemScore
    from domain.appraisal.result import AssessmentResult

    session = _session(assessment)
    result, score = table_of(AssessmentResult).c, table_of(ItemScore).c
    there = session.scalar(select(result.id).where(result.assessment_id == assessment.id).limit(1))
    paths = select(score.item_key, score.path).where(score.assessment_id == assessment.id)
    pulled = {row.item_key for row in session.execute(paths) if row.path}
    figures = {item.key for item in assessment.asks.items if not item.kind.is_rated}
    return None if there and figures <= pulled else NotScoredYet()


def rated_keys(assessment: "Assessment") -> list[str]:
    """Keys of all lines that people rate: competencies, and single free goals."""
    from domain.appraisal.assessment_item import AssessmentItem

    t = table_of(AssessmentItem).c
    query = select(t.key).where(t.assessment_id == assessment.id, t.goal != "").order_by(t.id)
    goals = [key for key in _session(assessment).scalars(query) if "." in key]
    found: list[str] = []
    for item in assessment.asks.items:
        if item.kind is ItemKind.COMPETENCY:
            found.append(item.key)
        elif item.kind is ItemKind.GOAL:
            found += [key for key in goals if key.partition(".")[0] == item.key]
    return found


def _unless(missing: list[str], assessment: "Assessment", kind: type[RuleBroken]) -> RuleBroken | None:
    if not missing:
        return None
    return kind(items=assessment.asks.names(missing))


def _cycle_state(assessment: "Assessment") -> CycleState:
    from domain.appraisal.cycle import AppraisalCycle

    t = table_of(AppraisalCycle).c
    return CycleState(_session(assessment).scalars(select(t.state).where(t.id == assessment.cycle_id)).one())


def _session(assessment: "Assessment") -> Session:
    session = object_session(assessment)
    if session is None:
        raise RuntimeError("the record is not in a session")
    return session
