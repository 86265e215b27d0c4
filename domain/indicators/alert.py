"""Alerts: an indicator of a unit is on the wrong side of a threshold, and somebody has to answer."""

from datetime import date, datetime
from decimal import Decimal
from typing import ClassVar

from sqlalchemy import ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from db.base import choice
from db.types import ExactDecimal, LongText
from domain.core.period import Grain, Period
from domain.core.permission import Permission
from domain.core.visibility import BelongsToUnit
from domain.core.workflow import Workflow, WorkflowEntity
from domain.indicators.alert_state import LIVE, AlertState, Level, Rung
from domain.indicators.alert_workflow import ALERT_WORKFLOW
from domain.indicators.escalation import Height, height
from domain.indicators.indicator import Indicator
from domain.indicators.reading import Reading
from domain.organisation.person import Person
from domain.organisation.unit import Unit


class Alert(WorkflowEntity, BelongsToUnit):
    """One breach from its first amber or red period until it recovers or is closed.

    `value`, `amber` and `red` are frozen as they were in the latest breached period: later versions of the
    indicator do not rewrite what the alert was about.
    """

    __tablename__ = "alert"
    read_permission = Permission.ALERTS_READ
    add_permissions = frozenset({Permission.ALERTS_ACKNOWLEDGE, Permission.ALERTS_CLOSE})
    __table_args__ = (UniqueConstraint("indicator_id", "unit_id", "counts"),)

    indicator_id: Mapped[int] = mapped_column(ForeignKey("indicator.id"), index=True)
    reading_id: Mapped[int | None] = mapped_column(ForeignKey("reading.id", ondelete="SET NULL"))
    """The reading of the latest breached period, as long as it exists."""
    grain: Mapped[Grain]
    opened_period: Mapped[int]
    """Last month (yyyymm) of the first breached period ..."""
    latest_period: Mapped[int]
    """... and of the latest."""
    level: Mapped[Level]
    worst: Mapped[Level] = mapped_column(choice(Level, "worst"))
    value: Mapped[Decimal | None] = mapped_column(ExactDecimal)
    amber: Mapped[Decimal | None] = mapped_column(ExactDecimal)
    red: Mapped[Decimal | None] = mapped_column(ExactDecimal)
    owner_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"), index=True)
    owner_role: Mapped[str] = mapped_column(String(80), insert_default="")
    unanswered_since: Mapped[datetime]
    """When the escalation clock started: at opening, when it got worse, or when an acceptance ended."""
    rung: Mapped[Rung] = mapped_column(insert_default=Rung.OWNER)
    planned_action: Mapped[LongText] = mapped_column(insert_default="")
    acceptance_asked_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    accepted_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    accepted_until: Mapped[date | None]
    """Last day on which the risk may be lived with; asked for, then granted."""
    ended_period: Mapped[int | None]
    """Closed by hand: breaches up to this period open no new alert."""
    was_real: Mapped[bool | None]
    """Whoever closed it said so: True a real risk, False a false alarm, None not judged."""
    counts: Mapped[bool | None] = mapped_column(insert_default=True)
    """True while it lives, empty afterwards, so that the database allows one live alert at most."""
    state: Mapped[AlertState] = mapped_column(insert_default=AlertState.OPEN, index=True)

    indicator: Mapped[Indicator] = relationship(lazy="raise")
    unit: Mapped[Unit] = relationship(lazy="raise")
    owner: Mapped[Person | None] = relationship(lazy="raise", foreign_keys=owner_id)
    accepted_by: Mapped[Person | None] = relationship(lazy="raise", foreign_keys=accepted_by_id)
    reading: Mapped[Reading | None] = relationship(lazy="raise")

    workflow: ClassVar[Workflow["Alert"]] = ALERT_WORKFLOW

    @property
    def live(self) -> bool:
        """It counts as open."""
        return self.state in LIVE

    @property
    def opened_in(self) -> Period:
        """The first breached period."""
        return Period.of(self.opened_period, self.grain)

    @property
    def latest_in(self) -> Period:
        """The latest breached period."""
        return Period.of(self.latest_period, self.grain)

    def height(self, now: datetime) -> Height:
        """How far it should have climbed by now, and when it climbs next."""
        return height(self.level, self.unanswered_since, now)
