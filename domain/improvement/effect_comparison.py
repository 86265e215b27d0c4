"""The registered figure before and after, side by side, and what follows from it."""

from dataclasses import dataclass

from sqlalchemy.orm import Session

from domain.core.statement import Statement
from domain.improvement.effect import review_effect
from domain.improvement.effect_plan import EffectPlan
from domain.improvement.effect_review import EffectReview
from domain.improvement.observation import BeforeAfter
from domain.improvement.series import Series, observed
from domain.improvement.window import Window


class DefinitionChanged(Statement):
    """Before and after were not measured with the same rule."""

    text = "The readings compared were computed with {count} different definitions of the indicator."


@dataclass(frozen=True)
class Comparison:
    """The series compared (the control's too, where there is one) and the review of them."""

    before: Series
    after: Series
    control_before: Series | None
    control_after: Series | None
    review: EffectReview

    @property
    def statements(self) -> tuple[Statement, ...]:
        """What must be said beside the verdict."""
        versions = self.before.versions | self.after.versions
        said = self.review.statements
        return (*said, DefinitionChanged(count=len(versions))) if len(versions) > 1 else said


def compare(session: Session, plan: EffectPlan, window: Window, seed: int) -> Comparison:
    """Read the months of the window and judge them against the promised change."""
    if plan.planned_change is None:
        raise ValueError("the plan is not approved")
    before, after = _both(session, plan, plan.observed_unit_id, window)
    control = _both(session, plan, plan.control_unit_id, window) if plan.control_unit_id else (None, None)
    traits = after.traits
    review = review_effect(
        BeforeAfter(before.observations, after.observations),
        traits.direction,
        plan.planned_change,
        seed=seed,
        proportion=traits.proportion,
        seasonal=plan.seasonal,
        scale=traits.scale,
        control=_cut(*control),
    )
    return Comparison(before, after, control[0], control[1], review)


def _cut(before: Series | None, after: Series | None) -> BeforeAfter | None:
    if before is None or after is None:
        return None
    return BeforeAfter(before.observations, after.observations)


def _both(session: Session, plan: EffectPlan, unit_id: int, window: Window) -> tuple[Series, Series]:
    return (
        observed(session, plan.indicator_id, unit_id, window.before_from, window.before_to),
        observed(session, plan.indicator_id, unit_id, window.after_from, window.after_to),
    )
