"""The loop as a committee speaks of it: nine stages, each one or more states of an issue."""

from collections.abc import Mapping
from enum import StrEnum

from domain.improvement.issue_state import IssueState

S = IssueState


class Stage(StrEnum):
    """The stages in their order."""

    RAISED = "raised"
    TRIAGE = "triage"
    ANALYSIS = "analysis"
    APPROVAL = "approval"
    WORK = "work"
    PROOF = "proof"
    OBSERVATION = "observation"
    VERDICT = "verdict"
    CLOSED = "closed"

    @property
    def states(self) -> tuple[IssueState, ...]:
        """The states of an issue that stands there."""
        return tuple(state for state, stage in STAGES.items() if stage is self)


STAGES: Mapping[IssueState, Stage] = {
    S.IDENTIFIED: Stage.RAISED,
    S.TRIAGED: Stage.TRIAGE,
    S.CAUSE_ANALYSIS: Stage.ANALYSIS,
    S.PLAN_PROPOSED: Stage.APPROVAL,
    S.PLAN_APPROVED: Stage.APPROVAL,
    S.IN_PROGRESS: Stage.WORK,
    S.IMPLEMENTED: Stage.PROOF,
    S.OBSERVING: Stage.OBSERVATION,
    S.INCONCLUSIVE: Stage.OBSERVATION,
    S.EFFECTIVE: Stage.VERDICT,
    S.NOT_EFFECTIVE: Stage.VERDICT,
    S.CLOSED: Stage.CLOSED,
}
ENDED = frozenset({S.REJECTED, S.DUPLICATE, S.CANCELLED})
"""States off the straight course: the issue stopped at the stage before."""
