"""What may stand before any step of any workflow: the approval of others, where somebody demands it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any, Protocol

from sqlalchemy.orm import Session, object_session

from domain.core.errors import DomainError
from domain.core.permission import Actor

if TYPE_CHECKING:
    from domain.core.workflow import Step, WorkflowEntity


@dataclass(frozen=True)
class Wish:
    """A step that somebody may take by its own rules, and wants to take now."""

    record: "WorkflowEntity"
    step: "Step[Any]"
    actor: Actor
    now: datetime
    reason: str


class Gate(Protocol):
    """Whoever keeps it decides which wishes wait, and takes the step when the gate opens."""

    def waiting(self, session: Session, record: "WorkflowEntity") -> Mapping[str, DomainError]:
        """Steps of the record that were asked for and wait here, each with what to tell about it."""

    def holds(self, session: Session, wish: Wish) -> bool:
        """Whether the step must wait; then the wish has been written down."""


GATES: list[Gate] = []
"""Registered once, when the area that keeps the gate is imported."""


def held(session: Session, wish: Wish) -> bool:
    """Whether some gate holds the wish."""
    return any(gate.holds(session, wish) for gate in GATES)


def waiting_steps(record: "WorkflowEntity") -> dict[str, DomainError]:
    """Steps of the record that wait at a gate, by name."""
    session = object_session(record)
    if session is None:
        return {}
    return {name: why for gate in GATES for name, why in gate.waiting(session, record).items()}
