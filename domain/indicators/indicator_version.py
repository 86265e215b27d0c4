"""Versions of an indicator: formula, thresholds and gates from a date on. Readings keep the one they used."""

from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum
from typing import ClassVar

from sqlalchemy import ForeignKey, String, select
from sqlalchemy.orm import Mapped, Session, mapped_column, object_session, relationship

from db.types import LongText, Scaled
from domain.core.acting_person import known_person
from domain.core.clock import business_date
from domain.core.errors import DomainError, RuleBroken
from domain.core.period import month_of
from domain.core.permission import Actor, Permission
from domain.core.stale_figures import mark_stale
from domain.core.workflow import Step, Workflow, WorkflowEntity
from domain.indicators.custom_measure_registry import registry_of
from domain.indicators.formula import Formula, number, threshold
from domain.indicators.formula_context import Use
from domain.indicators.indicator import Indicator
from domain.indicators.ratio import Ratio
from domain.organisation.tree import root_unit

EVER = date(1970, 1, 1)
"""Date of effect of the shipped versions: they hold for all history that is imported."""
INDICATOR_MARK = "indicator:"
"""Prefix of the marks that a changed definition leaves among the stale figures."""


class VersionState(StrEnum):
    """Only approved versions count."""

    PROPOSED = "proposed"
    APPROVED = "approved"
    REJECTED = "rejected"


class ApproverProposed(RuleBroken):
    """The person who proposed the change would approve it."""

    text = "You proposed this change; somebody else must approve it."


class OwnerApproves(RuleBroken):
    """The owner of an indicator would move its own thresholds."""

    text = "The owner of an indicator does not approve its definition."


class NoMembers(RuleBroken):
    """A formula over customers reads a measure whose parts are not kept by customer."""

    text = "{measure} is not kept customer by customer. These are: {known}."


class CoverageOutOfRange(RuleBroken):
    """A share that is no share."""

    text = "The minimum coverage is a share between 0 and 1."


def not_by_proposer(version: "IndicatorVersion", actor: Actor) -> DomainError | None:
    """The one who proposes does not approve."""
    if actor.person_id is not None and actor.person_id == version.proposed_by_id:
        return ApproverProposed()
    return None


def not_by_owner(version: "IndicatorVersion", actor: Actor) -> DomainError | None:
    """The one who is measured does not set the measure."""
    session = object_session(version)
    owner = session and session.scalar(select(Indicator.owner_id).where(Indicator.id == version.indicator_id))
    if actor.person_id is not None and actor.person_id == owner:
        return OwnerApproves()
    return None


def take_effect(session: Session, version: "IndicatorVersion", actor: Actor, now: datetime) -> None:
    """Remember the approver; the figures from the date of effect on must be computed again.

    A proposal that waited past its month counts from the present one: what was reported meanwhile stays.
    """
    version.approved_by_id = actor.person_id
    month, today = month_of(version.effective_from), business_date(now)
    if month_of(business_date(version.created_at)) <= month < month_of(today):
        version.effective_from = today.replace(day=1)
    _wake(session, version)
    mark = (f"{INDICATOR_MARK}{version.indicator_id}", root_unit(session), month_of(version.effective_from))
    mark_stale(session, [mark])


def _wake(session: Session, version: "IndicatorVersion") -> None:
    """An indicator that was only proposed is watched from its first approval on."""
    earlier = select(IndicatorVersion.id).where(
        IndicatorVersion.indicator_id == version.indicator_id,
        IndicatorVersion.state == VersionState.APPROVED,
        IndicatorVersion.id != version.id,
    )
    if session.scalar(earlier.limit(1)) is None:
        session.get_one(Indicator, version.indicator_id).is_active = True


class IndicatorVersion(WorkflowEntity):
    """How an indicator is computed and judged from `effective_from` until the next version's date.

    value = numerator / denominator x factor (formula). `amber`, `red`, `target` are numbers or arithmetic
    over references such as 1.2 * weighted_terms; empty means none. Below `min_rows` cases a value gets no
    colour; below `min_coverage` (empty: the setting) it is not shown.
    """

    __tablename__ = "indicator_version"
    read_permission = Permission.INDICATORS_READ

    state: Mapped[VersionState] = mapped_column(insert_default=VersionState.PROPOSED)
    indicator_id: Mapped[int] = mapped_column(ForeignKey("indicator.id"), index=True)
    effective_from: Mapped[date]
    numerator: Mapped[str] = mapped_column(String(1000))
    denominator: Mapped[str] = mapped_column(String(1000), insert_default="")
    factor: Mapped[str] = mapped_column(String(1000), insert_default="")
    nothing_is_zero: Mapped[bool] = mapped_column(insert_default=False)
    """0 / 0 is 0: nothing owed on no sales are 0 days."""
    if_zero: Mapped[str] = mapped_column(String(200), insert_default="")
    """What it means that the denominator is 0, as an English sentence (no sales, nothing due)."""
    amber: Mapped[str] = mapped_column(String(200), insert_default="")
    red: Mapped[str] = mapped_column(String(200), insert_default="")
    target: Mapped[str] = mapped_column(String(200), insert_default="")
    plan: Mapped[str] = mapped_column(String(1000), insert_default="", server_default="")
    """What `plan` means in a threshold: a formula over measures, such as the revenue target."""
    norm: Mapped[str] = mapped_column(String(200), insert_default="", server_default="")
    """What `norm` means in a threshold: a number that policy sets."""
    hide_below: Mapped[int] = mapped_column(insert_default=0, server_default="0")
    """With fewer cases the value is not shown: people could be recognised, or chance decides."""
    min_rows: Mapped[int] = mapped_column(insert_default=0)
    min_coverage: Mapped[Decimal | None] = mapped_column(Scaled(8))
    note: Mapped[LongText] = mapped_column(insert_default="")
    proposed_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    approved_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))

    indicator: Mapped[Indicator] = relationship(lazy="raise")

    workflow: ClassVar[Workflow["IndicatorVersion"]] = Workflow(
        initial=VersionState.PROPOSED,
        steps=(
            Step(
                name="approve",
                source=VersionState.PROPOSED,
                target=VersionState.APPROVED,
                permission=Permission.INDICATORS_APPROVE,
                guards=(known_person, not_by_proposer, not_by_owner),
                effects=(take_effect,),
            ),
            Step(
                name="reject",
                source=VersionState.PROPOSED,
                target=VersionState.REJECTED,
                permission=Permission.INDICATORS_APPROVE,
                guards=(known_person, not_by_proposer),
                needs_reason=True,
            ),
        ),
        editable_in=frozenset({VersionState.PROPOSED}),
    )

    def check(self) -> None:
        """Raise a FormulaError where a formula cannot be read, or names no measure."""
        registry = registry_of(object_session(self))
        known = registry.measures
        formulas = Ratio.parse(self.numerator, self.denominator or "", self.factor or "", known)
        for reference in formulas.references:
            if reference.use is Use.MEMBERS and not known[reference.measure].members:
                raise NoMembers(measure=reference.measure, known=", ".join(registry.with_members))
        for text in (self.amber, self.red, self.target):
            if text:
                threshold(text)
        if self.plan:
            Formula.parse(self.plan, known)
        if self.norm:
            number(self.norm)
        if self.min_coverage is not None and not 0 <= self.min_coverage <= 1:
            raise CoverageOutOfRange(field="min_coverage")
