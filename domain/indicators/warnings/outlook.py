"""Outlooks: where a figure of a unit is heading, kept so that a page only draws it."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from sqlalchemy import JSON, ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from db.base import Base
from db.types import ExactDecimal
from domain.core.period import Grain, Period
from domain.core.visibility import BelongsToUnit
from domain.indicators.alert_state import Level
from domain.indicators.indicator import Indicator
from domain.indicators.warnings.method import Method
from domain.organisation.unit import Unit

Exactly = Mapped[Decimal | None]


@dataclass(frozen=True)
class Ahead:
    """What is expected of a period to come; no interval where nothing is known about the errors."""

    period: Period
    centre: Decimal
    interval80: tuple[Decimal, Decimal] | None
    interval95: tuple[Decimal, Decimal] | None


@dataclass(frozen=True)
class Signalled:
    """A run rule met in a period: its number after Nelson, and +1 above or -1 below."""

    period: Period
    rule: int
    side: int


@dataclass(frozen=True)
class NaturalLimits:
    """Between what a figure moves while nothing changes."""

    centre: Decimal
    upper: Decimal
    lower: Decimal


class Outlook(Base, BelongsToUnit):
    """The forecast of one indicator in one unit, its past accuracy, its limits, its unusual values.

    It belongs to the values it was made of (`fingerprint`): while they stay, it stays.
    """

    __tablename__ = "outlook"
    __table_args__ = (UniqueConstraint("indicator_id", "unit_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    indicator_id: Mapped[int] = mapped_column(ForeignKey("indicator.id"))
    grain: Mapped[Grain]
    last_period: Mapped[int]
    """Last month (yyyymm) of the latest complete period it knows."""
    points: Mapped[int]
    """How many periods without a gap it was made of."""
    run_id: Mapped[int | None] = mapped_column(ForeignKey("refresh_run.id"))
    """The refresh whose readings it was made of."""
    fingerprint: Mapped[str] = mapped_column(String(64))
    model_version: Mapped[str] = mapped_column(String(20))
    made_on: Mapped[date]
    checked_at: Mapped[datetime]
    """When its readings were last compared with what it was made of."""
    method: Mapped[Method]
    ahead: Mapped[list[dict[str, Any]]] = mapped_column(JSON)
    """[{"period", "centre", "80": [low, high], "95": [low, high]}, ...]; figures as text, exact."""
    wmape: Exactly = mapped_column(ExactDecimal)
    mase: Exactly = mapped_column(ExactDecimal)
    bias: Exactly = mapped_column(ExactDecimal)
    tracking: Exactly = mapped_column(ExactDecimal)
    naive_wmape: Exactly = mapped_column(ExactDecimal)
    naive_mase: Exactly = mapped_column(ExactDecimal)
    origins: Mapped[int]
    """Past forecasts the accuracy was measured on."""
    coverage: Exactly = mapped_column(ExactDecimal)
    """Share of truths inside the 80 % interval, before widening."""
    widening: Mapped[Decimal] = mapped_column(ExactDecimal)
    amber_probability: Exactly = mapped_column(ExactDecimal)
    """Of being worse than the amber threshold within the forecast; None without threshold or interval."""
    red_probability: Exactly = mapped_column(ExactDecimal)
    breach_level: Mapped[Level | None]
    """The worse threshold that is likely to be crossed, if one is ..."""
    breach_period: Mapped[int | None]
    """... and the period by which it is more likely than not."""
    limits: Mapped[dict[str, Any] | None] = mapped_column(JSON(none_as_null=True))
    """{"centre", "upper", "lower"} as text."""
    signals: Mapped[list[list[int]]] = mapped_column(JSON)
    """[[period, rule, side], ...] of the last periods."""
    scores: Mapped[list[list[Any]]] = mapped_column(JSON)
    """[[period, robust z as text], ...] of the last periods."""

    indicator: Mapped[Indicator] = relationship(lazy="raise")
    unit: Mapped[Unit] = relationship(lazy="raise")

    @property
    def expected(self) -> Iterator[Ahead]:
        """The periods to come, first one first."""
        for one in self.ahead:
            yield Ahead(
                Period.of(one["period"], self.grain), Decimal(one["centre"]), _pair(one.get("80")),
                _pair(one.get("95")),
            )  # fmt: skip

    @property
    def natural_limits(self) -> NaturalLimits | None:
        """Its natural limits, once there are enough periods."""
        kept = self.limits
        if kept is None:
            return None
        return NaturalLimits(*(Decimal(kept[name]) for name in ("centre", "upper", "lower")))

    @property
    def signalled(self) -> Iterator[Signalled]:
        """Signals of the last periods, oldest first."""
        for period, rule, side in self.signals:
            yield Signalled(Period.of(period, self.grain), rule, side)

    @property
    def unusual(self) -> dict[Period, Decimal]:
        """Robust z of the last periods."""
        return {Period.of(period, self.grain): Decimal(score) for period, score in self.scores}

    @property
    def breach_in(self) -> Period | None:
        """The period by which a crossing is more likely than not."""
        return None if self.breach_period is None else Period.of(self.breach_period, self.grain)

    @property
    def breach_probability(self) -> Decimal | None:
        """Of the crossing that is announced."""
        if self.breach_level is None:
            return None
        return self.red_probability if self.breach_level is Level.RED else self.amber_probability


def _pair(kept: list[str] | None) -> tuple[Decimal, Decimal] | None:
    return (Decimal(kept[0]), Decimal(kept[1])) if kept else None
