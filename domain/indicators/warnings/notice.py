"""Advance notices: what the course of a figure says before, or beside, its thresholds."""

from collections.abc import Sequence
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum
from typing import Any, ClassVar

from sqlalchemy import JSON, ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, Session, mapped_column, relationship

from db.base import choice
from db.types import ExactDecimal, LongText
from domain.core.errors import DomainError, RuleBroken
from domain.core.period import Grain, Period
from domain.core.permission import Actor, Permission
from domain.core.visibility import BelongsToUnit
from domain.core.workflow import Step, Workflow, WorkflowEntity
from domain.indicators.acting_person import by_machine
from domain.indicators.alert_state import Level
from domain.indicators.indicator import Indicator
from domain.indicators.reading import Recalled, recalled
from domain.organisation.person import Person
from domain.organisation.unit import Unit


class NoticeKind(StrEnum):
    """Why a notice is given."""

    LIMIT = "limit"
    """The latest period is beyond the natural limits, or the figure has shifted (run rules)."""
    BREACH_LIKELY = "breach_likely"
    """A threshold is likely to be crossed within three periods."""
    ANOMALY = "anomaly"
    """The latest value is unlike its past, seasons considered."""


class NoticeState(StrEnum):
    """Where a notice stands."""

    GIVEN = "given"
    DISMISSED = "dismissed"
    """Its owner says that nothing is to be done about it."""
    ENDED = "ended"
    """Its cause is gone, or what it announced has happened."""

    @property
    def tone(self) -> str:
        """How urgent it looks: never as urgent as an alert."""
        return "active" if self is NoticeState.GIVEN else "calm"


class NotYourNotice(RuleBroken):
    """Only who answers for the figure may put a notice away."""

    text = "Only the owner of the indicator may dismiss an advance notice."


def the_owner(notice: "AdvanceNotice", actor: Actor) -> DomainError | None:
    """The owner, where there is one; else whoever holds the owner's role."""
    if notice.owner_id is not None:
        return None if actor.person_id == notice.owner_id else NotYourNotice()
    return None if not notice.owner_role or notice.owner_role in actor.roles else NotYourNotice()


def end(_: Session, notice: "AdvanceNotice", __: Actor, ___: datetime) -> None:
    """It no longer counts as the present notice of its kind."""
    notice.counts = None


S = NoticeState
NOTICE_WORKFLOW: Workflow["AdvanceNotice"] = Workflow(
    initial=S.GIVEN,
    steps=(
        Step(
            name="dismiss", source=S.GIVEN, target=S.DISMISSED, permission=Permission.ALERTS_ACKNOWLEDGE,
            guards=(the_owner,), effects=(end,), needs_reason=True,
        ),
        Step(
            name="end", source=S.GIVEN, target=S.ENDED, permission=None, guards=(by_machine,), effects=(end,),
        ),
    ),
)  # fmt: skip


class AdvanceNotice(WorkflowEntity, BelongsToUnit):
    """One notice from its cause until the cause is gone or its owner puts it away.

    It opens no alert and replaces none. Of one indicator, unit and kind there is one at a time.
    """

    __tablename__ = "advance_notice"
    __table_args__ = (UniqueConstraint("indicator_id", "unit_id", "kind", "counts"),)

    indicator_id: Mapped[int] = mapped_column(ForeignKey("indicator.id"), index=True)
    kind: Mapped[NoticeKind]
    grain: Mapped[Grain]
    cause_period: Mapped[int]
    """Latest period (yyyymm) that gives cause: the one that stands out, or the last before the crossing."""
    value: Mapped[Decimal | None] = mapped_column(ExactDecimal)
    """The figure of that period."""
    level: Mapped[Level | None] = mapped_column(choice(Level, "threshold"))
    """The threshold likely to be crossed; None for other kinds."""
    breach_period: Mapped[int | None]
    probability: Mapped[Decimal | None] = mapped_column(ExactDecimal)
    reasons: Mapped[list[dict[str, Any]]] = mapped_column(JSON, insert_default=list)
    """The three most telling reasons, as statements to be said in any language."""
    model_version: Mapped[str] = mapped_column(String(20))
    made_on: Mapped[date]
    owner_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"), index=True)
    owner_role: Mapped[str] = mapped_column(String(80), insert_default="")
    quiet_until: Mapped[int | None]
    """Dismissed: causes up to this period give no new notice."""
    useful: Mapped[bool | None]
    """What a reader said about it; None while nobody has."""
    judged_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    remark: Mapped[LongText] = mapped_column(insert_default="")
    came_true: Mapped[bool | None]
    """The announced crossing has happened."""
    counts: Mapped[bool | None] = mapped_column(insert_default=True)
    """True while it is given, empty afterwards, so that the database allows one of each kind."""
    state: Mapped[NoticeState] = mapped_column(insert_default=NoticeState.GIVEN, index=True)

    indicator: Mapped[Indicator] = relationship(lazy="raise")
    unit: Mapped[Unit] = relationship(lazy="raise")
    owner: Mapped[Person | None] = relationship(lazy="raise", foreign_keys=owner_id)

    workflow: ClassVar[Workflow["AdvanceNotice"]] = NOTICE_WORKFLOW

    @property
    def cause_in(self) -> Period:
        """The period that gives cause."""
        return Period.of(self.cause_period, self.grain)

    @property
    def breach_in(self) -> Period | None:
        """The period by which the crossing is more likely than not."""
        return None if self.breach_period is None else Period.of(self.breach_period, self.grain)

    @property
    def said(self) -> Sequence[Recalled]:
        """Its reasons, the most telling first."""
        return [known for one in self.reasons if (known := recalled(one))]
