"""Readings: every figure the portal keeps, with the definition and the run that made it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from sqlalchemy import JSON, ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from db.base import Base
from db.types import ExactDecimal
from domain.core.clock import now
from domain.core.period import Grain, Period
from domain.core.visibility import BelongsToUnit
from domain.indicators.indicator import Indicator
from domain.indicators.indicator_version import IndicatorVersion
from domain.indicators.status import Status

Exactly = Mapped[Decimal | None]


@dataclass(frozen=True)
class Recalled:
    """A statement as it was kept: its English template and the facts in it, ready for any language."""

    text: str
    facts: Mapping[str, object]


class RefreshRun(Base):
    """One refresh: when, by whom, how much it wrote, which indicators could not be computed."""

    __tablename__ = "refresh_run"

    id: Mapped[int] = mapped_column(primary_key=True)
    started_at: Mapped[datetime] = mapped_column(insert_default=now)
    finished_at: Mapped[datetime | None]
    by: Mapped[str] = mapped_column(String(200))
    full: Mapped[bool]
    tables: Mapped[list[str]]
    """Fact tables that were summed again."""
    parts_written: Mapped[int] = mapped_column(insert_default=0)
    readings_written: Mapped[int] = mapped_column(insert_default=0)
    readings_removed: Mapped[int] = mapped_column(insert_default=0)
    alerts_opened: Mapped[int] = mapped_column(insert_default=0)
    alerts_recovered: Mapped[int] = mapped_column(insert_default=0)
    errors: Mapped[list[dict[str, Any]]] = mapped_column(JSON, insert_default=list)
    """[{"code", "text", "facts"}, ...] of the indicators that could not be computed."""


class FigureState(Base):
    """What the figures as a whole were built on; one row, locked while a refresh writes.

    `run_id` changes with every refresh, so whoever caches figures can tell that they are old.
    """

    __tablename__ = "figure_state"

    id: Mapped[int] = mapped_column(primary_key=True)
    run_id: Mapped[int | None] = mapped_column(ForeignKey("refresh_run.id"))
    spans: Mapped[dict[str, Any]] = mapped_column(JSON, insert_default=dict)
    """Fact table -> [first, last month with rows]: readings exist for these months."""
    units: Mapped[dict[str, Any]] = mapped_column(JSON, insert_default=dict)
    """Unit id -> parent id: a unit that moved changes the figures of those above it."""
    groups: Mapped[str] = mapped_column(String(64), insert_default="")
    """Fingerprint of which customers belong together."""


class Reading(Base, BelongsToUnit):
    """The value of an indicator for a unit (with everything below it) and a period.

    `period` is the last month (yyyymm) of the month, quarter or year. `value` is rounded to 10 places, its
    parts are exact. `rows` counts the facts it rests on. The thresholds are those of the period, resolved.
    """

    __tablename__ = "reading"
    __table_args__ = (
        UniqueConstraint("indicator_id", "grain", "unit_id", "period"),
        Index("ix_reading_unit_id_grain_period", "unit_id", "grain", "period"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    indicator_id: Mapped[int] = mapped_column(ForeignKey("indicator.id"))
    version_id: Mapped[int | None] = mapped_column(ForeignKey("indicator_version.id"))
    run_id: Mapped[int] = mapped_column(ForeignKey("refresh_run.id"))
    grain: Mapped[Grain]
    period: Mapped[int]
    value: Exactly = mapped_column(ExactDecimal)
    numerator: Exactly = mapped_column(ExactDecimal)
    denominator: Exactly = mapped_column(ExactDecimal)
    coverage: Exactly = mapped_column(ExactDecimal)
    rows: Mapped[int]
    status: Mapped[Status]
    reason: Mapped[dict[str, Any] | None] = mapped_column(JSON(none_as_null=True))
    amber: Exactly = mapped_column(ExactDecimal)
    red: Exactly = mapped_column(ExactDecimal)
    target: Exactly = mapped_column(ExactDecimal)
    as_of: Mapped[date]
    provisional: Mapped[bool] = mapped_column(index=True)
    """The period was not over when this was computed."""
    computed_at: Mapped[datetime] = mapped_column(insert_default=now, onupdate=now)

    indicator: Mapped[Indicator] = relationship(lazy="raise")
    definition: Mapped[IndicatorVersion | None] = relationship(lazy="raise")

    @property
    def in_period(self) -> Period:
        """The month, quarter or year it is for."""
        return Period.of(self.period, self.grain)

    @property
    def statement(self) -> Recalled | None:
        """Why there is no value or no colour, to be said in any language."""
        return recalled(self.reason)


def recalled(kept: Mapping[str, Any] | None) -> Recalled | None:
    """A kept statement to be said again."""
    return Recalled(kept["text"], kept["facts"]) if kept else None
