"""The issues of some units with the way each went through the loop: what every question of the loop reads."""

from collections import defaultdict
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, NamedTuple

from sqlalchemy import Row, Select, select
from sqlalchemy.orm import Session

from domain.core.clock import business_date
from domain.core.permission import Actor, Permission
from domain.core.workflow import StepTaken
from domain.improvement.issue import Issue
from domain.improvement.issue_state import IssueState
from domain.improvement.severity import Severity
from domain.improvement.stage import STAGES, Stage


class Stay(NamedTuple):
    """A time in one stage; `until` None: it stands there now, or it ended there."""

    stage: Stage
    since: date
    until: date | None

    @property
    def days(self) -> int | None:
        """Calendar days it lasted; None while it lasts."""
        return None if self.until is None else (self.until - self.since).days


@dataclass(frozen=True, slots=True)
class LoopIssue:
    """One issue as plain facts. `ended_on` is the day it was closed, cancelled, rejected or merged."""

    id: int
    number: str
    title: str
    unit_id: int
    state: IssueState
    severity: Severity | None
    owner_id: int | None
    indicator_id: int | None
    raised_on: date
    due_on: date | None
    implemented_on: date | None
    ended_on: date | None
    escalated: bool
    failures: int
    stays: tuple[Stay, ...]
    reopened_on: tuple[date, ...]
    """Days on which it was opened again after it had been closed."""

    @property
    def furthest(self) -> Stage:
        """The last stage it ever reached."""
        return max((stay.stage for stay in self.stays), key=list(Stage).index)

    def stage_on(self, day: date) -> Stage | None:
        """Where it stood at the end of a day; None before it was raised and after it ended unclosed."""
        for stay in reversed(self.stays):
            if stay.since <= day:
                return stay.stage if self._there(stay, day) else None
        return None

    def open_days(self, today: date) -> int:
        """Calendar days from report to end, or to today; never negative."""
        return max(0, ((self.ended_on or today) - self.raised_on).days)

    def days_late(self, today: date) -> int:
        """Days past the due date of an open issue without implemented measures; 0 where it is not late."""
        waits = self.state.open and self.implemented_on is None and self.due_on is not None
        return max(0, (today - self.due_on).days) if waits and self.due_on else 0

    def _there(self, stay: Stay, day: date) -> bool:
        if stay.until is not None:
            return day < stay.until
        ended_unclosed = self.ended_on is not None and self.state is not IssueState.CLOSED
        return not (ended_unclosed and self.ended_on is not None and day >= self.ended_on)


COLUMNS = (
    Issue.id, Issue.number, Issue.title, Issue.unit_id, Issue.state, Issue.severity, Issue.owner_id,
    Issue.indicator_id, Issue.raised_on, Issue.due_on, Issue.implemented_on, Issue.closed_on,
    Issue.escalated_at, Issue.failures,
)  # fmt: skip


def loop_history(session: Session, actor: Actor, units: Collection[int]) -> tuple[LoopIssue, ...]:
    """Every issue of the units that the actor may see, by number, with its way. Two statements."""
    actor.require(Permission.ISSUES_READ)
    ours = (Issue.archived_at.is_(None), Issue.unit_id.in_(sorted(units)))
    steps: dict[int, list[Row[*tuple[Any, ...]]]] = defaultdict(list)
    taken: Select[*tuple[Any, ...]] = (
        select(StepTaken.entity_id, StepTaken.step, StepTaken.target, StepTaken.at)
        .join(Issue, Issue.id == StepTaken.entity_id)
        .where(StepTaken.entity == Issue.__name__, *ours)
        .order_by(StepTaken.at, StepTaken.id)
    )
    for row in session.execute(taken):
        steps[row.entity_id].append(row)
    wanted: Select[*tuple[Any, ...]] = select(*COLUMNS).where(*ours).order_by(Issue.number)
    return tuple(_issue(row, steps[row.id]) for row in session.execute(wanted))


def _issue(row: Row[*tuple[Any, ...]], steps: Sequence[Row[*tuple[Any, ...]]]) -> LoopIssue:
    return LoopIssue(
        id=row.id, number=row.number, title=row.title, unit_id=row.unit_id, state=row.state,
        severity=row.severity, owner_id=row.owner_id, indicator_id=row.indicator_id,
        raised_on=row.raised_on, due_on=row.due_on, implemented_on=row.implemented_on,
        ended_on=row.closed_on, escalated=row.escalated_at is not None, failures=row.failures,
        stays=tuple(_stays(row.raised_on, steps)),
        reopened_on=tuple(_day(step.at) for step in steps if step.step == "reopen"),
    )  # fmt: skip


def _stays(raised_on: date, steps: Sequence[Row[*tuple[Any, ...]]]) -> Iterator[Stay]:
    """Stages one after the other; steps within a stage do not end it, an end off course is none."""
    stage, since = Stage.RAISED, raised_on
    for step in steps:
        target = STAGES.get(IssueState(step.target))
        if target is None or target is stage:
            continue
        day = max(since, _day(step.at))
        yield Stay(stage, since, day)
        stage, since = target, day
    yield Stay(stage, since, None)


def _day(at: datetime) -> date:
    return business_date(at)
