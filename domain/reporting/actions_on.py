"""When people began to act on an indicator, so that a chart can show it beside the figures."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from domain.core.clock import business_date
from domain.core.workflow import StepTaken
from domain.improvement.effect_plan import EffectPlan
from domain.improvement.effect_review import Verdict
from domain.improvement.issue import Issue
from domain.improvement.issue_state import IssueState
from domain.organisation.tree import unit_tree

BEGINS = "start_work"


@dataclass(frozen=True, slots=True)
class ActionOn:
    """One round of work on an issue."""

    issue_id: int
    number: str
    title: str
    unit_id: int
    began_on: date
    state: IssueState
    verdict: Verdict | None


def actions_on(session: Session, indicator_id: int, unit_id: int) -> list[ActionOn]:
    """Work begun on issues about the indicator, in the unit, below it or above it; the oldest first."""
    tree = unit_tree(session)
    units = tree.below(unit_id) | set(tree.above(unit_id))
    promised = select(EffectPlan.issue_id).where(EffectPlan.indicator_id == indicator_id)
    query = (
        select(Issue.id, Issue.number, Issue.title, Issue.unit_id, StepTaken.at, Issue.state, Issue.verdict)
        .join(StepTaken, StepTaken.entity_id == Issue.id)
        .where(
            StepTaken.entity == Issue.__name__,
            StepTaken.step == BEGINS,
            Issue.unit_id.in_(sorted(units)),
            Issue.archived_at.is_(None),
            or_(Issue.indicator_id == indicator_id, Issue.id.in_(promised)),
        )
        .order_by(StepTaken.at, Issue.id)
    )
    return [
        ActionOn(row.id, row.number, row.title, row.unit_id, business_date(row.at), row.state, row.verdict)
        for row in session.execute(query)
    ]
