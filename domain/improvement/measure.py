"""Measures: what is done against a cause, by whom, until when, and the proof that it was done."""

from datetime import date, datetime
from enum import StrEnum
from typing import TYPE_CHECKING, ClassVar

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, Session, mapped_column, relationship

from db.types import LongText, Name
from domain.core.acting_person import known_person
from domain.core.errors import DomainError, Missing, RuleBroken
from domain.core.loaded import loaded
from domain.core.permission import Actor, Permission
from domain.core.visibility import BelongsToUnit
from domain.core.workflow import Step, Workflow, WorkflowEntity
from domain.improvement.evidence import Evidence
from domain.improvement.issue_state import IssueState
from domain.improvement.separation import NotTheMeasureOwner, independent
from domain.improvement.tell_issue import tell_measure_owner
from domain.organisation.person import Person

if TYPE_CHECKING:
    from domain.improvement.issue import Issue

MOST_EXTENSIONS = 2


class MeasureState(StrEnum):
    """Whether a measure is done."""

    PLANNED = "planned"
    OPEN = "open"
    DONE = "done"
    REOPENED = "reopened"

    @property
    def under_way(self) -> bool:
        """Work on it is expected."""
        return self in (MeasureState.OPEN, MeasureState.REOPENED)


class NotStarted(RuleBroken):
    """The plan is not being carried out."""

    text = "Measures are opened when work on the approved plan starts."


class ProofNotUnderReview(RuleBroken):
    """A done measure is only sent back by the verifier who checks its proof."""

    text = "A measure is reopened while its proof is being checked, not while the issue is {state}."


class EvidenceNeeded(RuleBroken):
    """A measure without proof is not done."""

    text = "Attach evidence to “{measure}” first; after a reopening, new evidence."


def issue_is_in_progress(measure: "ImprovementMeasure", _: Actor) -> DomainError | None:
    """Work on the approved plan has started."""
    return None if loaded(measure, "issue").issue.state is IssueState.IN_PROGRESS else NotStarted()


def issue_is_implemented(measure: "ImprovementMeasure", _: Actor) -> DomainError | None:
    """The proof is being checked."""
    state = loaded(measure, "issue").issue.state
    return None if state is IssueState.IMPLEMENTED else ProofNotUnderReview(state=state)


def the_measure_owner(measure: "ImprovementMeasure", actor: Actor) -> DomainError | None:
    """The owner of the measure acts."""
    return known_person(measure, actor) or (
        NotTheMeasureOwner() if actor.person_id != measure.owner_id else None
    )


def verifier_is_independent(measure: "ImprovementMeasure", actor: Actor) -> DomainError | None:
    """Somebody who owned neither the issue nor any of its measures acts."""
    return independent(loaded(measure, "issue").issue, actor)


def proof_is_attached(measure: "ImprovementMeasure", _: Actor) -> DomainError | None:
    """There is evidence, and newer than the last reopening."""
    return None if measure.proven else EvidenceNeeded(measure=measure.title)


def end_date_is_known(measure: "ImprovementMeasure", _: Actor) -> DomainError | None:
    """The day on which it was done is recorded."""
    if measure.done_on is None:
        return Missing(field="done_on", field_name="ImprovementMeasure.done_on")
    return None


def forget_completion(_: Session, measure: "ImprovementMeasure", __: Actor, ___: datetime) -> None:
    """It is not done after all; who finished it first stays on record as one who worked on it."""
    measure.done_on = None


class ImprovementMeasure(WorkflowEntity, BelongsToUnit):
    """One measure of one round. `original_due_on` never moves; punctuality is judged by it."""

    __tablename__ = "improvement_measure"
    read_permission = Permission.ISSUES_READ
    add_permissions = frozenset({Permission.ISSUES_OWN})

    issue_id: Mapped[int] = mapped_column(ForeignKey("issue.id"), index=True)
    round: Mapped[int]
    title: Mapped[Name]
    owner_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    due_on: Mapped[date]
    original_due_on: Mapped[date]
    extensions: Mapped[int] = mapped_column(insert_default=0)
    done_on: Mapped[date | None]
    result: Mapped[LongText] = mapped_column(insert_default="")
    finished_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    state: Mapped[MeasureState] = mapped_column(insert_default=MeasureState.PLANNED, index=True)

    issue: Mapped["Issue"] = relationship(lazy="raise", back_populates="measures")
    owner: Mapped[Person] = relationship(lazy="raise", foreign_keys=owner_id)
    evidence: Mapped[list[Evidence]] = relationship(
        lazy="raise", back_populates="measure", order_by=Evidence.id
    )

    workflow: ClassVar[Workflow["ImprovementMeasure"]] = Workflow(
        MeasureState.PLANNED,
        (
            Step(
                name="open", source=MeasureState.PLANNED, target=MeasureState.OPEN,
                permission=Permission.ISSUES_OWN, guards=(issue_is_in_progress,),
                effects=(tell_measure_owner,),
            ),
            Step(
                name="finish", source=frozenset({MeasureState.OPEN, MeasureState.REOPENED}),
                target=MeasureState.DONE, permission=Permission.ISSUES_OWN,
                guards=(the_measure_owner, issue_is_in_progress, proof_is_attached, end_date_is_known),
            ),
            Step(
                name="reopen", source=MeasureState.DONE, target=MeasureState.REOPENED,
                permission=Permission.ISSUES_VERIFY, guards=(verifier_is_independent, issue_is_implemented),
                effects=(forget_completion, tell_measure_owner), needs_reason=True,
            ),
        ),
    )  # fmt: skip

    @property
    def proven(self) -> bool:
        """Evidence is attached, and some of it since the last reopening."""
        evidence = loaded(self, "evidence").evidence
        if self.state is MeasureState.REOPENED:
            return any(proof.at >= self.state_since for proof in evidence)
        return bool(evidence)

    def overdue(self, today: date) -> bool:
        """Work is expected and the due date lies in the past."""
        return self.state.under_way and self.due_on < today

    def days_late(self, today: date) -> int:
        """Days past the original due date, up to completion or today; never negative."""
        return max(0, ((self.done_on or today) - self.original_due_on).days)

    def check(self) -> None:
        """Refuse a measure without a title."""
        if not self.title.strip():
            raise Missing(field="title", field_name="ImprovementMeasure.title")
