"""What a manager should decide on about a unit: red alerts nobody answered, plans, cures that are late."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Generic, TypeVar

from sqlalchemy import Select, case, func, select
from sqlalchemy.orm import Session

from domain.core.permission import Actor, Permission
from domain.improvement.issue import Issue
from domain.improvement.issue_state import OPEN, IssueState
from domain.improvement.measure import ImprovementMeasure
from domain.improvement.queries import issues
from domain.improvement.waiting import overdue_measures
from domain.indicators.alert import Alert
from domain.indicators.alert_questions import alerts
from domain.indicators.alert_state import AlertState, Level
from domain.organisation.tree import unit_tree

SHOWN = 5
T = TypeVar("T")


@dataclass(frozen=True)
class Pile(Generic[T]):
    """The first of some records, and how many there are."""

    first: Sequence[T] = ()
    count: int = 0


@dataclass(frozen=True)
class Decisions:
    """Piles of what waits; those the actor may not read are empty."""

    alerts: Pile[Alert]
    plans: Pile[Issue]
    """Plans that wait for approval."""
    late_issues: Pile[Issue]
    late_measures: Pile[ImprovementMeasure]

    @property
    def count(self) -> int:
        """How many decisions there are in all."""
        return sum(pile.count for pile in (self.alerts, self.plans, self.late_issues, self.late_measures))


def decisions(session: Session, actor: Actor, unit_id: int, today: date) -> Decisions:
    """Of the unit and everything below it."""
    units = sorted(unit_tree(session).below(unit_id))
    sees_alerts = actor.may(Permission.ALERTS_READ, unit_id)
    sees_issues = actor.may(Permission.ISSUES_READ, unit_id)
    return Decisions(
        alerts=pile(session, _unanswered(unit_id, units)) if sees_alerts else Pile(),
        plans=pile(session, _proposed(units)) if sees_issues else Pile(),
        late_issues=pile(session, _late(units, today)) if sees_issues else Pile(),
        late_measures=pile(session, _late_measures(units, today)) if sees_issues else Pile(),
    )


def pile(session: Session, query: Select[T]) -> Pile[T]:
    """Read the first of a query and count the rest."""
    count = session.scalar(select(func.count()).select_from(query.order_by(None).subquery())) or 0
    return Pile(session.scalars(query.limit(SHOWN)).all() if count else (), count)


def _unanswered(unit_id: int, units: Collection[int]) -> Select[Alert]:
    """Red and open; those of the unit itself first, then the ones that have waited longest."""
    nearest = case((Alert.unit_id == unit_id, 0), else_=1)
    return (
        alerts()
        .where(Alert.unit_id.in_(units), Alert.state == AlertState.OPEN, Alert.level == Level.RED)
        .order_by(None)
        .order_by(nearest, Alert.unanswered_since, Alert.id)
    )


def _proposed(units: Collection[int]) -> Select[Issue]:
    query = issues().where(Issue.unit_id.in_(units), Issue.state == IssueState.PLAN_PROPOSED)
    return query.order_by(None).order_by(Issue.state_since, Issue.id)


def _late(units: Collection[int], today: date) -> Select[Issue]:
    query = issues().where(
        Issue.unit_id.in_(units),
        Issue.state.in_(OPEN),
        Issue.implemented_on.is_(None),
        Issue.due_on < today,
    )
    return query.order_by(None).order_by(Issue.due_on, Issue.id)


def _late_measures(units: Collection[int], today: date) -> Select[ImprovementMeasure]:
    return overdue_measures(today).where(ImprovementMeasure.unit_id.in_(units))
