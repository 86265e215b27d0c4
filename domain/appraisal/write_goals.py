"""Agree on what is to be reached: targets of figures, and free goals."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from db.bulk import table_of
from domain.appraisal.assessment import Assessment
from domain.appraisal.assessment_item import AssessmentItem
from domain.appraisal.assessment_state import AssessmentState
from domain.appraisal.content import TOTAL
from domain.appraisal.locked_assessment import locked_assessment
from domain.appraisal.rating import Rating
from domain.appraisal.scorecard_item import ItemKind, ScorecardItem
from domain.appraisal.separation import not_the_subject, the_rater, the_subject
from domain.core.acting_person import WrongPerson
from domain.core.errors import Missing, RuleBroken, StepRefused
from domain.core.permission import Actor, Permission


class NoSuchLine(RuleBroken):
    """The scorecard has no such line, or not of this kind."""

    text = "This assessment has no line “{key}” of this kind."


class GoalWeightOff(RuleBroken):
    """Shares of free goals that no mean can be made of."""

    text = "The weight of a goal lies above 0 and at most at 100; {weight} does not."


@dataclass(frozen=True)
class Target:
    """What is to be reached in one figure, in its own unit. Floor and stretch, left out, keep proportion."""

    key: str
    target: Decimal
    floor: Decimal | None = None
    stretch: Decimal | None = None


@dataclass(frozen=True)
class FreeGoal:
    """A goal in words, under an item of free goals; the weights of all under one item total 100."""

    key: str
    goal: str
    weight: Decimal


def write_targets(
    session: Session, actor: Actor, assessment_id: int, targets: Sequence[Target]
) -> Assessment:
    """Write targets of figures; CurveWrong where the points would not be defined.

    The rater, HR or the person may write while goals are being agreed; the rater must then put them forward
    (again), and the person agrees.
    """
    assessment = _open_goals(session, actor, assessment_id)
    items = {item.key: item for item in assessment.asks.items}
    for one in targets:
        item = _line(items.get(one.key), one.key, (ItemKind.INDICATOR, ItemKind.PERSONAL))
        item.scoring.agreed(one.target, one.floor, one.stretch).check(item.name)
        kept = item_of(session, assessment, one.key)
        kept.target, kept.floor, kept.stretch = one.target, one.floor, one.stretch
    return _changed(session, assessment)


def write_free_goals(
    session: Session, actor: Actor, assessment_id: int, goals: Sequence[FreeGoal]
) -> Assessment:
    """Write all free goals anew, in place of those that were there."""
    assessment = _open_goals(session, actor, assessment_id)
    items = {item.key: item for item in assessment.asks.items}
    before = {}
    for kept in _free_goals(session, assessment):
        before[kept.key] = kept.goal
        kept.goal, kept.weight = "", None
    numbers: dict[str, int] = {}
    for one in goals:
        _line(items.get(one.key), one.key, (ItemKind.GOAL,))
        if not one.goal.strip():
            raise Missing(field="goal", field_name="AssessmentItem.goal")
        if not 0 < one.weight <= TOTAL:
            raise GoalWeightOff(field="weight", weight=one.weight)
        numbers[one.key] = numbers.get(one.key, 0) + 1
        row = item_of(session, assessment, f"{one.key}.{numbers[one.key]}")
        row.goal, row.weight = one.goal.strip(), one.weight
    _forget_levels(session, assessment, before)
    return _changed(session, assessment)


def _forget_levels(session: Session, assessment: Assessment, before: Mapping[str, str]) -> None:
    """What was said of a goal that reads otherwise now, or fell away, goes with it; whoever said it."""
    session.flush()
    goals = _free_goals(session, assessment)
    changed = {row.key: row for row in goals if row.goal != before.get(row.key, "")}
    for row in changed.values():
        row.self_level, row.self_note = None, ""
    t = table_of(Rating)
    session.execute(delete(t).where(t.c.assessment_id == assessment.id, t.c.item_key.in_(sorted(changed))))


def item_of(session: Session, assessment: Assessment, key: str) -> AssessmentItem:
    """The line of the assessment, made where nothing was written to it before."""
    query = select(AssessmentItem).where(
        AssessmentItem.assessment_id == assessment.id, AssessmentItem.key == key
    )
    found = session.scalars(query).one_or_none()
    if found is None:
        found = AssessmentItem(assessment_id=assessment.id, key=key)
        session.add(found)
    return found


def _free_goals(session: Session, assessment: Assessment) -> Sequence[AssessmentItem]:
    query = select(AssessmentItem).where(
        AssessmentItem.assessment_id == assessment.id, AssessmentItem.key.contains(".")
    )
    return session.scalars(query).all()


def _line(item: ScorecardItem | None, key: str, kinds: tuple[ItemKind, ...]) -> ScorecardItem:
    if item is None or item.kind not in kinds:
        raise NoSuchLine(field="key", key=key)
    return item


def _open_goals(session: Session, actor: Actor, assessment_id: int) -> Assessment:
    assessment = locked_assessment(session, assessment_id)
    if assessment.state is not AssessmentState.GOALS:
        raise StepRefused(step="write_goals", state=assessment.state)
    is_hr = actor.may(Permission.ASSESSMENTS_ADMINISTER, assessment.unit_id)
    allowed = not the_subject(assessment, actor) or not the_rater(assessment, actor)
    if not allowed and (not is_hr or not_the_subject(assessment, actor)):
        raise NotPartOfIt
    return assessment


class NotPartOfIt(WrongPerson):
    """Goals are between two people, and HR helps."""

    text = "Goals are written by the person, the rater or HR."


def _changed(session: Session, assessment: Assessment) -> Assessment:
    """What the rater put forward before is no longer what stands here."""
    assessment.goals_proposed_at = None
    session.flush()
    return assessment
