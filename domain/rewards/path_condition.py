"""One condition of a career path, judged for one person."""

from dataclasses import dataclass
from enum import StrEnum

from domain.core.statement import Statement


class ConditionKind(StrEnum):
    """What is asked for."""

    TENURE = "tenure"
    CLEAN_CYCLES = "clean_cycles"
    CERTIFICATES = "certificates"
    NO_VIOLATION = "no_violation"
    PEER_SCORE = "peer_score"


class PathOutcome(StrEnum):
    """How somebody stands to it."""

    MET = "met"
    NOT_MET = "not_met"
    UNKNOWN = "unknown"

    @property
    def tone(self) -> str:
        """What it means."""
        return {"met": "good", "not_met": "bad", "unknown": "waiting"}[self.value]


@dataclass(frozen=True)
class PathCondition:
    """The condition, how the person stands, the figure behind it, what to do (None: nothing)."""

    kind: ConditionKind
    outcome: PathOutcome
    figure: Statement
    todo: Statement | None = None
