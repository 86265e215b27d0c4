"""How well the loop works: on time, extended, effective, coming back (domain reference G.1, vector G10)."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from sqlalchemy import case, func, select
from sqlalchemy.orm import Session

from domain.core.clock import business_date
from domain.core.period import add_months, last_day_of, month_of
from domain.core.permission import Actor, Permission
from domain.core.rounding import quotient
from domain.improvement.cause import CauseAnalysis, CauseCategory
from domain.improvement.effect_review import EffectOutcome
from domain.improvement.effect_verdict import EffectVerdict
from domain.improvement.issue import Issue
from domain.improvement.issue_state import IssueState
from domain.improvement.measure import ImprovementMeasure, MeasureState
from domain.reporting.loop_history import LoopIssue

RECURS_WITHIN = 12
"""Months after the closing in which the same is the same again."""
LESS_SERIOUS = (IssueState.REJECTED, IssueState.DUPLICATE)
"""What is raised again and turns out to be nothing, or known, is no recurrence."""


@dataclass(frozen=True, slots=True)
class CapaRates:
    """Counts and what follows from them. A rate without cases is None.

    `due` are measures whose original due date lies in the time, those still open included; `in_time` are
    those of them done by that date. `reviewed` are conclusions drawn in the time that say something;
    those for which the data did not suffice stand apart in `undecided`.
    """

    due: int
    in_time: int
    extended: int
    reviewed: int
    effective: int
    recurred: int
    undecided: int = 0

    @property
    def on_time_rate(self) -> Decimal | None:
        """Done by the original due date / due."""
        return quotient(self.in_time, self.due)

    @property
    def extension_rate(self) -> Decimal | None:
        """Given more time / due."""
        return quotient(self.extended, self.due)

    @property
    def effect_rate(self) -> Decimal | None:
        """Found effective / reviewed."""
        return quotient(self.effective, self.reviewed)

    @property
    def recurrence_rate(self) -> Decimal | None:
        """Came back within twelve months / reviewed."""
        return quotient(self.recurred, self.reviewed)


class Conclusion(NamedTuple):
    """What a review said, and when it was accepted."""

    issue_id: int
    outcome: EffectOutcome
    on: date


def capa_rates(
    session: Session, actor: Actor, units: Collection[int], issues: Sequence[LoopIssue],
    first: date, last: date,
) -> CapaRates:  # fmt: skip
    """The rates of a time. `issues` are all of the units, from `loop_history`; three statements."""
    actor.require(Permission.ISSUES_READ)
    due, in_time, extended = _measures(session, units, first, last)
    said = [one for one in _conclusions(session, units) if first <= one.on <= last]
    judged = [one for one in said if one.outcome is not EffectOutcome.NOT_ENOUGH_DATA]
    causes = causes_of(session, units)
    reviewed = {one.issue_id for one in judged}
    return CapaRates(
        due=due, in_time=in_time, extended=extended, reviewed=len(judged),
        effective=sum(one.outcome is EffectOutcome.EFFECTIVE for one in judged),
        recurred=sum(came_back(one, issues, causes) for one in issues if one.id in reviewed),
        undecided=len(said) - len(judged),
    )  # fmt: skip


def causes_of(session: Session, units: Collection[int]) -> dict[int, CauseCategory]:
    """The cause found in the last round of each issue."""
    query = (
        select(CauseAnalysis.issue_id, CauseAnalysis.category)
        .where(CauseAnalysis.unit_id.in_(sorted(units)), CauseAnalysis.archived_at.is_(None))
        .order_by(CauseAnalysis.round)
    )
    return {row.issue_id: row.category for row in session.execute(query)}


def came_back(one: LoopIssue, issues: Iterable[LoopIssue], causes: dict[int, CauseCategory]) -> bool:
    """It was opened again, or its unit has an issue of the same indicator and cause within a year."""
    if one.reopened_on:
        return True
    if one.state is not IssueState.CLOSED or one.ended_on is None:
        return False
    if one.indicator_id is None or one.id not in causes:
        return False
    until = last_day_of(add_months(month_of(one.ended_on), RECURS_WITHIN))
    return any(
        other.id != one.id
        and (other.unit_id, other.indicator_id) == (one.unit_id, one.indicator_id)
        and one.ended_on < other.raised_on <= until
        and other.state not in LESS_SERIOUS
        and causes.get(other.id) is causes[one.id]
        for other in issues
    )


def _measures(session: Session, units: Collection[int], first: date, last: date) -> tuple[int, int, int]:
    """Due in the time by the original date; done by it; given more time."""
    m = ImprovementMeasure
    in_time = (m.state == MeasureState.DONE) & (m.done_on <= m.original_due_on)
    query = (
        select(
            func.count(),
            func.coalesce(func.sum(case((in_time, 1), else_=0)), 0),
            func.coalesce(func.sum(case((m.extensions > 0, 1), else_=0)), 0),
        )
        .select_from(m)
        .join(Issue, Issue.id == m.issue_id)
        .where(
            m.archived_at.is_(None), m.unit_id.in_(sorted(units)),
            m.original_due_on.between(first, last), m.state != MeasureState.PLANNED,
        )
    )  # fmt: skip
    due, done, extended = session.execute(query).one()
    return int(due), int(done), int(extended)


def _conclusions(session: Session, units: Collection[int]) -> list[Conclusion]:
    """The accepted reviews, one for each issue and round: the last one filed."""
    kept = EffectVerdict
    query = (
        select(kept.issue_id, kept.round, kept.verdict, kept.concluded_at)
        .where(kept.unit_id.in_(sorted(units)), kept.concluded_at.is_not(None), kept.archived_at.is_(None))
        .order_by(kept.id)
    )
    last = {(row.issue_id, row.round): row for row in session.execute(query)}
    return [
        Conclusion(row.issue_id, row.verdict.outcome, business_date(row.concluded_at))
        for row in last.values()
    ]
