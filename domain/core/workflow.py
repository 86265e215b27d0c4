"""States, the steps between them, who may take them, and what must hold first.

One declaration serves the rule (`take` refuses), the screen (`offers` draws buttons with reasons),
the field lock (`editable_in`), the journal, the history of steps and docs/workflows.md.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any, ClassVar, Generic, TypeVar

from sqlalchemy import ForeignKey, Index, String, select
from sqlalchemy.orm import Mapped, Session, mapped_column, object_session

from db.base import Base
from domain.core.entity import Entity
from domain.core.errors import DomainError, Locked, NotPermitted, ReasonNeeded, StepRefused
from domain.core.gate import Wish, held, waiting_steps
from domain.core.journal import explain
from domain.core.permission import Actor, Permission

E = TypeVar("E", bound="WorkflowEntity")
Guard = Callable[[E, Actor], DomainError | None]
"""Says why a step must wait; None means go ahead."""
Effect = Callable[[Session, E, Actor, datetime], None]
"""What a step also does, in the same transaction."""


class StepTaken(Base):
    """Who took which step of which record, when, why: the basis of separation of duties and cycle times."""

    __tablename__ = "step_taken"
    __table_args__ = (Index("ix_step_taken_entity_entity_id", "entity", "entity_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    entity: Mapped[str] = mapped_column(String(80))
    entity_id: Mapped[int]
    step: Mapped[str] = mapped_column(String(40))
    source: Mapped[str] = mapped_column(String(40))
    target: Mapped[str] = mapped_column(String(40))
    at: Mapped[datetime]
    user_id: Mapped[int | None]
    person_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    reason: Mapped[str]


@dataclass(frozen=True, kw_only=True)
class Step(Generic[E]):
    """One arrow of the diagram. `allowed_days` is how long the record may stay in the source state."""

    name: str
    source: StrEnum | frozenset[StrEnum]
    target: StrEnum
    permission: Permission | None
    guards: tuple[Guard[E], ...] = ()
    effects: tuple[Effect[E], ...] = ()
    needs_reason: bool = False
    allowed_days: int | None = None

    @property
    def sources(self) -> frozenset[StrEnum]:
        """The states the arrow starts at."""
        return self.source if isinstance(self.source, frozenset) else frozenset({self.source})

    def refusal(self, entity: E, actor: Actor) -> DomainError | None:
        """The first reason not to take this step."""
        if self.permission and not actor.may(self.permission, getattr(entity, "unit_id", None)):
            return NotPermitted(permission=self.permission)
        return next((why for guard in self.guards if (why := guard(entity, actor))), None)


@dataclass(frozen=True)
class Workflow(Generic[E]):
    """The life of an entity, declared once, obeyed by rules, screens and documents."""

    initial: StrEnum
    steps: tuple[Step[E], ...]
    editable_in: frozenset[StrEnum] = field(default_factory=frozenset)

    def __post_init__(self) -> None:
        """Prove that every state can be reached and that names are unique per state."""
        states = set(type(self.initial))
        reached, edge = {self.initial}, {self.initial}
        while edge:
            edge = {s.target for s in self.steps if s.sources & edge} - reached
            reached |= edge
        if lost := states - reached:
            raise ValueError(f"no way leads to {sorted(lost)}")
        arrows = [(source, step.name) for step in self.steps for source in step.sources]
        if len(arrows) != len(set(arrows)):
            raise ValueError("two steps of one state share a name")

    @property
    def final(self) -> frozenset[StrEnum]:
        """States without a way out."""
        return frozenset(type(self.initial)) - frozenset(s for step in self.steps for s in step.sources)

    def offers(self, entity: E, actor: Actor) -> Iterator[tuple[Step[E], DomainError | None]]:
        """Steps out of the present state, each with the reason why it must wait, or None."""
        waiting = waiting_steps(entity)
        for step in self.steps:
            if entity.state in step.sources:
                yield step, step.refusal(entity, actor) or waiting.get(step.name)

    def step(self, name: str, entity: E) -> Step[E]:
        """The step of that name out of the present state; StepRefused when there is none."""
        for step in self.steps:
            if step.name == name and entity.state in step.sources:
                return step
        raise StepRefused(step=name, state=entity.state)

    def take(self, name: str, entity: E, actor: Actor, now: datetime, reason: str = "") -> bool:
        """Take a step or raise the refusal. The only code that assigns a state.

        False: the step was asked for and waits at a gate; it is taken when the gate opens.
        """
        step = self.step(name, entity)
        if refusal := step.refusal(entity, actor):
            raise refusal
        if step.needs_reason and not reason.strip():
            raise ReasonNeeded(field="reason")
        session = object_session(entity)
        if session is None:
            raise RuntimeError("the record is not in a session")
        session.flush()
        if held(session, Wish(entity, step, actor, now, reason.strip())):
            return False
        session.add(
            StepTaken(
                entity=type(entity).__name__, entity_id=entity.id, step=name, source=entity.state.value,
                target=step.target.value, at=now, user_id=actor.user_id, person_id=actor.person_id,
                reason=reason.strip(),
            )
        )  # fmt: skip
        explain(entity, action=name, reason=reason.strip())
        entity.state = step.target
        entity.state_since = now
        for effect in step.effects:
            effect(session, entity, actor, now)
        session.flush()
        return True

    def require_editable(self, entity: E, fields: Iterable[str]) -> None:
        """Refuse to change fields once the record has left the states in which they may change."""
        for name in fields:
            if lock := self.lock(entity, name):
                raise lock

    def lock(self, entity: E, name: str) -> Locked | None:
        """Why the field cannot be changed in the present state; None when it can."""
        if entity.state in self.editable_in:
            return None
        return Locked(field=name, field_name=f"{type(entity).__name__}.{name}", state=entity.state)

    def due(self, entity: E) -> datetime | None:
        """When the present state should be left at the latest; None when nothing is said."""
        days = [s.allowed_days for s in self.steps if entity.state in s.sources and s.allowed_days]
        return entity.state_since + timedelta(days=min(days)) if days else None

    def diagram(self) -> str:
        """The workflow as a Mermaid state diagram."""
        lines = ["stateDiagram-v2", f"    [*] --> {self.initial.value}"]
        for step in self.steps:
            lines += [f"    {s.value} --> {step.target.value}: {step.name}" for s in sorted(step.sources)]
        return "\n".join(lines + [f"    {state.value} --> [*]" for state in sorted(self.final)])


class WorkflowEntity(Entity):
    """An entity whose `state` changes only through its workflow."""

    __abstract__ = True

    workflow: ClassVar[Workflow[Any]]
    state: Mapped[Any]
    state_since: Mapped[datetime] = mapped_column(sort_order=890)


def who_took(session: Session, entity: WorkflowEntity, *steps: str) -> set[int]:
    """Persons who took one of the steps of this record."""
    query = select(StepTaken.person_id).where(
        StepTaken.entity == type(entity).__name__,
        StepTaken.entity_id == entity.id,
        StepTaken.step.in_(steps),
        StepTaken.person_id.is_not(None),
    )
    return {person for person in session.scalars(query) if person is not None}
