"""The effect promised before the work starts: which figure, how much better, by when it is judged."""

from decimal import Decimal
from enum import StrEnum
from typing import TYPE_CHECKING

from sqlalchemy import ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from db.types import ExactDecimal
from domain.core.entity import Entity
from domain.core.errors import RuleBroken
from domain.core.visibility import BelongsToUnit
from domain.improvement.window import Window, window
from domain.indicators.indicator import Indicator
from domain.organisation.unit import Unit

if TYPE_CHECKING:
    from domain.improvement.issue import Issue

BASELINE_MONTHS = (6, 60)
WINDOW_MONTHS = (1, 36)
TRANSITION_MONTHS = (0, 12)
LARGEST_CHANGE = Decimal(10) ** 9
LARGEST_SHARE = Decimal(10)
PLACES = 10


class ChangeKind(StrEnum):
    """What the expected change is measured in."""

    ABSOLUTE = "absolute"
    """In the indicator's own unit: 5 days, 0.03, 200 000."""
    RELATIVE = "relative"
    """A share of the value before: 0.10 is ten per cent of it."""


class OutOfRange(RuleBroken):
    """A number lies outside what makes sense."""

    text = "{field_name} must lie between {least} and {most}."


class TooManyPlaces(RuleBroken):
    """More digits than are kept."""

    text = "{field_name} may have at most {places} decimal places."


class ControlIsTheUnit(RuleBroken):
    """A unit cannot be compared with itself."""

    text = "The unit for comparison must be another one than the unit of the improvement."


class EffectPlan(Entity, BelongsToUnit):
    """One round's pre-registered effect. `unit_id` is the issue's; the figure is that of `observed_unit_id`.

    The expected change is in the good direction and positive, whichever way the indicator improves.
    """

    __tablename__ = "effect_plan"
    __table_args__ = (UniqueConstraint("issue_id", "round"),)

    issue_id: Mapped[int] = mapped_column(ForeignKey("issue.id"), index=True)
    round: Mapped[int]
    indicator_id: Mapped[int] = mapped_column(ForeignKey("indicator.id"), index=True)
    observed_unit_id: Mapped[int] = mapped_column(ForeignKey("unit.id"))
    control_unit_id: Mapped[int | None] = mapped_column(ForeignKey("unit.id"))
    """A like unit without the measures; its change is taken off."""
    baseline_months: Mapped[int]
    window_months: Mapped[int]
    transition_months: Mapped[int] = mapped_column(insert_default=0)
    """Whole months after the last measure that count neither as before nor as after."""
    seasonal: Mapped[bool] = mapped_column(insert_default=False)
    """The figure has a yearly pattern: months are compared with the same months of the year before."""
    change_kind: Mapped[ChangeKind]
    expected_change: Mapped[Decimal] = mapped_column(ExactDecimal())
    baseline_to: Mapped[int | None]
    """The last month (yyyymm) of the baseline: the one before the approval, fixed by it."""
    baseline_value: Mapped[Decimal | None] = mapped_column(ExactDecimal())
    """The indicator's level over the baseline as it was known at approval."""
    planned_change: Mapped[Decimal | None] = mapped_column(ExactDecimal())
    """The expected change in the indicator's unit, worked out from that level."""
    extended_months: Mapped[int] = mapped_column(insert_default=0)
    """Months added to the window because it ended without enough data."""

    issue: Mapped["Issue"] = relationship(lazy="raise", back_populates="plans")
    indicator: Mapped[Indicator] = relationship(lazy="raise")
    observed_unit: Mapped[Unit] = relationship(lazy="raise", foreign_keys=observed_unit_id)
    control_unit: Mapped[Unit | None] = relationship(lazy="raise", foreign_keys=control_unit_id)

    def check(self) -> None:
        """Refuse spans and sizes that no review could use."""
        spans = {
            "baseline_months": BASELINE_MONTHS,
            "window_months": WINDOW_MONTHS,
            "transition_months": TRANSITION_MONTHS,
        }
        for name, (least, most) in spans.items():
            if not least <= (getattr(self, name) or 0) <= most:
                raise OutOfRange(field=name, field_name=f"EffectPlan.{name}", least=least, most=most)
        most_change = LARGEST_SHARE if self.change_kind is ChangeKind.RELATIVE else LARGEST_CHANGE
        if not (self.expected_change.is_finite() and 0 < self.expected_change <= most_change):
            raise OutOfRange(
                field="expected_change", field_name="EffectPlan.expected_change", least=0, most=most_change
            )
        if self.expected_change != round(self.expected_change, PLACES):
            raise TooManyPlaces(
                field="expected_change", field_name="EffectPlan.expected_change", places=PLACES
            )
        if self.control_unit_id == self.observed_unit_id:
            raise ControlIsTheUnit(field="control_unit_id")

    def window(self, implemented_month: int) -> Window:
        """The months before and after, when the last measure was done in that month."""
        if self.baseline_to is None:
            raise ValueError("the plan is not approved")
        return window(
            baseline_to=self.baseline_to,
            baseline_months=self.baseline_months,
            implemented_month=implemented_month,
            transition_months=self.transition_months,
            window_months=self.window_months + self.extended_months,
        )
