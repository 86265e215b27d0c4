"""Issues: something is wrong with a control or a figure, and it is not over until the cure is proven."""

from datetime import date, datetime
from enum import StrEnum
from typing import ClassVar

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column, relationship, validates

from db.types import LongText, Name
from domain.core.errors import Missing, RuleBroken
from domain.core.permission import Permission
from domain.core.visibility import BelongsToUnit
from domain.core.workflow import Workflow, WorkflowEntity
from domain.improvement.cause import CauseAnalysis
from domain.improvement.effect_plan import EffectPlan
from domain.improvement.effect_review import Verdict
from domain.improvement.effect_verdict import EffectVerdict
from domain.improvement.issue_state import IssueState
from domain.improvement.issue_workflow import ISSUE_WORKFLOW
from domain.improvement.measure import ImprovementMeasure
from domain.improvement.severity import Severity
from domain.indicators.indicator import Indicator
from domain.organisation.person import Person
from domain.organisation.unit import Unit


class IssueSource(StrEnum):
    """What brought the issue to light."""

    MANUAL = "manual"
    ALERT = "alert"


class OriginIsFixed(RuleBroken):
    """Who reported what, and from where, is history."""

    text = "{field_name} cannot be changed once the issue exists."


class Issue(WorkflowEntity, BelongsToUnit):
    """A problem under improvement. A round is one attempt: cause, plan, work, verdict.

    What a round found and planned stays on record beside it; `failures` counts rounds without effect.
    """

    __tablename__ = "issue"
    read_permission = Permission.ISSUES_READ
    write_permission = Permission.ISSUES_RAISE
    add_permissions = frozenset({Permission.ISSUES_OWN, Permission.ISSUES_TRIAGE, Permission.ISSUES_VERIFY})

    number: Mapped[str] = mapped_column(String(20), unique=True)
    title: Mapped[Name]
    what: Mapped[LongText]
    place: Mapped[LongText] = mapped_column(insert_default="")
    occurred: Mapped[LongText] = mapped_column(insert_default="")
    size: Mapped[LongText] = mapped_column(insert_default="")
    source: Mapped[IssueSource]
    alert_id: Mapped[int | None] = mapped_column(ForeignKey("alert.id"), index=True)
    indicator_id: Mapped[int | None] = mapped_column(ForeignKey("indicator.id"), index=True)
    raised_on: Mapped[date]
    reporter_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    owner_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"), index=True)
    severity: Mapped[Severity | None]
    due_on: Mapped[date | None]
    duplicate_of_id: Mapped[int | None] = mapped_column(ForeignKey("issue.id"))
    containment: Mapped[LongText] = mapped_column(insert_default="")
    failures: Mapped[int] = mapped_column(insert_default=0)
    escalated_at: Mapped[datetime | None]
    approved_on: Mapped[date | None]
    approved_hash: Mapped[str] = mapped_column(String(64), insert_default="")
    implemented_on: Mapped[date | None]
    """The day the last measure of the round was done."""
    observed_until: Mapped[date | None]
    """The last day of the observation window; the effect is judged after it."""
    verifier_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    verdict: Mapped[Verdict | None]
    standardised: Mapped[LongText] = mapped_column(insert_default="")
    """What was made the standard: rule, control, training, system setting."""
    closed_on: Mapped[date | None]
    state: Mapped[IssueState] = mapped_column(insert_default=IssueState.IDENTIFIED, index=True)

    unit: Mapped[Unit] = relationship(lazy="raise")
    indicator: Mapped[Indicator | None] = relationship(lazy="raise")
    reporter: Mapped[Person] = relationship(lazy="raise", foreign_keys=reporter_id)
    owner: Mapped[Person | None] = relationship(lazy="raise", foreign_keys=owner_id)
    verifier: Mapped[Person | None] = relationship(lazy="raise", foreign_keys=verifier_id)
    duplicate_of: Mapped["Issue | None"] = relationship(lazy="raise", remote_side="Issue.id")
    causes: Mapped[list[CauseAnalysis]] = relationship(
        lazy="raise", back_populates="issue", order_by=CauseAnalysis.round
    )
    plans: Mapped[list[EffectPlan]] = relationship(
        lazy="raise", back_populates="issue", order_by=EffectPlan.round
    )
    measures: Mapped[list[ImprovementMeasure]] = relationship(
        lazy="raise", back_populates="issue", order_by=ImprovementMeasure.id
    )
    verdicts: Mapped[list[EffectVerdict]] = relationship(
        lazy="raise", back_populates="issue", order_by=EffectVerdict.id
    )

    workflow: ClassVar[Workflow["Issue"]] = ISSUE_WORKFLOW

    @property
    def round(self) -> int:
        """The number of the present attempt, from 1."""
        return self.failures + 1

    @property
    def cause(self) -> CauseAnalysis | None:
        """The analysis of the present round; `causes` must be loaded."""
        return next((cause for cause in self.causes if cause.round == self.round), None)

    @property
    def previous_cause(self) -> CauseAnalysis | None:
        """The analysis of the round before; `causes` must be loaded."""
        return next((cause for cause in self.causes if cause.round == self.round - 1), None)

    @property
    def plan(self) -> EffectPlan | None:
        """The effect registered for the present round; `plans` must be loaded."""
        return next((plan for plan in self.plans if plan.round == self.round), None)

    @property
    def current_measures(self) -> list[ImprovementMeasure]:
        """The measures of the present round, without withdrawn ones; `measures` must be loaded."""
        return [m for m in self.measures if m.round == self.round and m.archived_at is None]

    @property
    def latest_verdict(self) -> EffectVerdict | None:
        """The last verdict computed in the present round; `verdicts` must be loaded."""
        return next((v for v in reversed(self.verdicts) if v.round == self.round), None)

    def open_days(self, today: date) -> int:
        """Calendar days from report to end, or to today; never negative."""
        return max(0, ((self.closed_on or today) - self.raised_on).days)

    def overdue(self, today: date) -> bool:
        """The measures should have been implemented by now."""
        waiting = self.state.open and self.implemented_on is None
        return waiting and self.due_on is not None and self.due_on < today

    def check(self) -> None:
        """Refuse an issue nobody could understand from the list."""
        for name in ("title", "what"):
            if not getattr(self, name).strip():
                raise Missing(field=name, field_name=f"Issue.{name}")

    @validates("number", "source", "alert_id", "reporter_id", "raised_on", "unit_id")
    def _keep_origin(self, name: str, value: object) -> object:
        if getattr(self, name) is not None and getattr(self, name) != value:
            raise OriginIsFixed(field=name, field_name=f"Issue.{name}")
        return value
