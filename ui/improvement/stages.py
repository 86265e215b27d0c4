"""Where in the loop an issue stands, and how long it stood at each stage of its present round."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from domain.core.workflow import StepTaken
from domain.improvement.issue import Issue
from domain.improvement.issue_state import IssueState
from domain.improvement.stage import ENDED, STAGES, Stage

S = IssueState
BEGINS_ROUND = frozenset({"analyse_again", "reopen"})


class Progress(StrEnum):
    """How far a stage is."""

    DONE = "done"
    NOW = "now"
    STOPPED = "stopped"
    AHEAD = "ahead"


@dataclass(frozen=True)
class Standing:
    """One stage of one issue."""

    stage: Stage
    progress: Progress
    spent: timedelta
    """How long the issue stood there in its present round; reporting and triage happen once."""


def standings(issue: Issue, steps: Sequence[StepTaken], now: datetime) -> list[Standing]:
    """All stages in order."""
    spent: dict[Stage, timedelta] = {}
    for state, time in _stays(issue, steps, now):
        if state in STAGES:
            spent[STAGES[state]] = spent.get(STAGES[state], timedelta()) + time
    present = _present(issue, steps)
    order = list(Stage)
    return [
        Standing(stage, _progress(stage, present, issue.state), spent.get(stage, timedelta()))
        for stage in order
    ]


def _progress(stage: Stage, present: Stage, state: IssueState) -> Progress:
    order = list(Stage)
    if stage is present:
        return {S.CLOSED: Progress.DONE}.get(state, Progress.STOPPED if state in ENDED else Progress.NOW)
    return Progress.DONE if order.index(stage) < order.index(present) else Progress.AHEAD


def _present(issue: Issue, steps: Sequence[StepTaken]) -> Stage:
    if issue.state in STAGES:
        return STAGES[issue.state]
    return STAGES[IssueState(steps[-1].source)] if steps else Stage.RAISED


def _stays(issue: Issue, steps: Sequence[StepTaken], now: datetime) -> Iterator[tuple[IssueState, timedelta]]:
    """Each state and how long it lasted; of earlier rounds only what came before their analysis."""
    begun = max((at for at, step in enumerate(steps) if step.step in BEGINS_ROUND), default=-1)
    since = issue.created_at
    for at, step in enumerate(steps):
        state = IssueState(step.source)
        if at > begun or STAGES[state] in (Stage.RAISED, Stage.TRIAGE):
            yield state, step.at - since
        since = step.at
    if issue.state.open:
        yield issue.state, now - since
