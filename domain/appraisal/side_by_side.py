"""The evidence behind several people's scores, next to each other."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from sqlalchemy import select
from sqlalchemy.orm import Session

from domain.appraisal.assessment import Assessment
from domain.appraisal.assessment_item import AssessmentItem
from domain.appraisal.assessment_state import COMPARED
from domain.appraisal.calibration_change import CalibrationChange
from domain.appraisal.item_score import ItemScore
from domain.appraisal.rating import Rating, RatingRole
from domain.appraisal.scorecard_item import ScorecardItem
from domain.core.errors import NotPermitted
from domain.core.permission import Actor, Permission
from domain.organisation.directory import colleagues

MOST = 6
"""People that fit beside each other."""


@dataclass(frozen=True)
class EvidenceLine:
    """One line of a scorecard: `weight` in per cent of the whole; score and ratings as they are kept."""

    item: ScorecardItem
    weight: Decimal
    score: ItemScore | None
    ratings: Mapping[RatingRole, Rating] = field(default_factory=dict)
    own: AssessmentItem | None = None
    """What the person says."""


@dataclass(frozen=True)
class Evidence:
    """One person: every line, and what calibration changed so far."""

    assessment: Assessment
    name: str
    lines: Sequence[EvidenceLine]
    changes: Sequence[CalibrationChange]


def side_by_side(session: Session, actor: Actor, assessments: Collection[int]) -> list[Evidence]:
    """The evidence of up to six people, in the order asked for; whom the actor may not see is left out.

    For who calibrates, or HR; of free goals, only what the whole item got.
    """
    if not (actor.may(Permission.ASSESSMENTS_CALIBRATE) or actor.may(Permission.ASSESSMENTS_ADMINISTER)):
        raise NotPermitted(permission=Permission.ASSESSMENTS_CALIBRATE)
    keys = list(dict.fromkeys(assessments))[:MOST]
    query = select(Assessment).where(
        Assessment.id.in_(keys), Assessment.state.in_(COMPARED),
        Assessment.person_id != (actor.person_id or 0),
    )  # fmt: skip
    found = {one.id: one for one in session.scalars(query)}
    names = {one.id: one.name for one in colleagues(session, {one.person_id for one in found.values()})}
    scores = {
        (one.assessment_id, one.item_key): one
        for one in session.scalars(select(ItemScore).where(ItemScore.assessment_id.in_(found)))
    }
    own = {
        (one.assessment_id, one.key): one
        for one in session.scalars(select(AssessmentItem).where(AssessmentItem.assessment_id.in_(found)))
    }
    ratings: dict[tuple[int, str], dict[RatingRole, Rating]] = defaultdict(dict)
    for rating in session.scalars(select(Rating).where(Rating.assessment_id.in_(found))):
        ratings[rating.assessment_id, rating.item_key][rating.role] = rating
    changes = changes_of(session, assessments=found)
    return [
        Evidence(
            one, names.get(one.person_id, "?"),
            [
                EvidenceLine(
                    item, one.asks.weight(item.key), scores.get((key, item.key)),
                    ratings.get((key, item.key), {}), own.get((key, item.key)),
                )
                for item in one.asks.items
            ],
            [change for change in changes if change.assessment_id == key],
        )
        for key in keys
        if (one := found.get(key)) is not None
    ]  # fmt: skip


def changes_of(
    session: Session, *, cycle_id: int | None = None, assessments: Collection[int] | None = None
) -> list[CalibrationChange]:
    """What calibration changed, in order, of those the session's actor may see."""
    query = select(CalibrationChange).order_by(CalibrationChange.changed_at, CalibrationChange.id)
    if cycle_id is not None:
        query = query.where(CalibrationChange.cycle_id == cycle_id)
    if assessments is not None:
        query = query.where(CalibrationChange.assessment_id.in_(list(assessments)))
    return list(session.scalars(query))
