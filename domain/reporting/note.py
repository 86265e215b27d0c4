"""What is marked beside the figures of an indicator: notes people pinned to a period, and work begun."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from domain.core.clock import business_date
from domain.core.period import month_of
from domain.core.workflow import StepTaken
from domain.improvement.effect_plan import EffectPlan
from domain.improvement.issue import Issue
from domain.indicators.indicator import Indicator
from domain.organisation.tree import unit_tree
from domain.reporting.actions_on import BEGINS
from domain.reporting.annotation import Annotation


@dataclass(frozen=True, slots=True)
class Note:
    """One mark. `issue_id` of work on an issue, `annotation_id` of what somebody wrote."""

    month: int
    text: str
    unit_id: int
    by: str = ""
    issue_id: int | None = None
    annotation_id: int | None = None


def notes(session: Session, unit_id: int) -> Mapping[str, tuple[Note, ...]]:
    """Of every indicator, by its code: in the unit, below it or above it, as far as the actor may see."""
    tree = unit_tree(session)
    units = sorted(tree.below(unit_id) | set(tree.above(unit_id)))
    found: defaultdict[str, list[Note]] = defaultdict(list)
    for code, note in [*_written(session, units), *_begun(session, units)]:
        found[code].append(note)
    return {code: tuple(sorted(some, key=lambda one: one.month)) for code, some in found.items()}


def _written(session: Session, units: list[int]) -> list[tuple[str, Note]]:
    query = (
        select(
            Indicator.code,
            Annotation.period,
            Annotation.text,
            Annotation.unit_id,
            Annotation.by,
            Annotation.id,
        )
        .join(Indicator, Indicator.id == Annotation.indicator_id)
        .where(Annotation.unit_id.in_(units), Annotation.archived_at.is_(None))
        .order_by(Annotation.period, Annotation.id)
    )
    return [
        (row.code, Note(row.period, row.text, row.unit_id, row.by, annotation_id=row.id))
        for row in session.execute(query)
    ]


def _begun(session: Session, units: list[int]) -> list[tuple[str, Note]]:
    """Work on issues about an indicator, directly or through what was promised of it."""
    about = or_(
        Issue.indicator_id == Indicator.id,
        Issue.id.in_(select(EffectPlan.issue_id).where(EffectPlan.indicator_id == Indicator.id)),
    )
    query = (
        select(Indicator.code, Issue.id, Issue.number, Issue.title, Issue.unit_id, StepTaken.at)
        .join(StepTaken, StepTaken.entity_id == Issue.id)
        .join(Indicator, about)
        .where(
            StepTaken.entity == Issue.__name__, StepTaken.step == BEGINS,
            Issue.unit_id.in_(units), Issue.archived_at.is_(None),
        )
        .order_by(StepTaken.at, Issue.id)
    )  # fmt: skip
    return [
        (
            row.code,
            Note(month_of(business_date(row.at)), f"{row.number} {row.title}", row.unit_id, issue_id=row.id),
        )
        for row in session.execute(query)
    ]
