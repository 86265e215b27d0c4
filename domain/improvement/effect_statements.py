"""What is said beside every effect verdict: size, interval, n, method, and what it does not prove."""

from decimal import Decimal

from domain.core.statement import Statement


class Improved(Statement):
    """A change for the better, in the indicator's unit."""

    text = "Improved by {size} (95 % interval {low} to {high})."


class Worsened(Statement):
    """A change for the worse; the interval is that of the improvement, so mostly below 0."""

    text = "Worsened by {size} (95 % interval of the improvement {low} to {high})."


class Unchanged(Statement):
    """No difference at all."""

    text = "No change (95 % interval of the improvement {low} to {high})."


class MeanImproved(Statement):
    """Size without interval: the decision rests on signals against natural limits."""

    text = "The mean improved by {size}; natural limits before were {low} to {high}."


class MeanWorsened(Statement):
    """The same for a change for the worse."""

    text = "The mean worsened by {size}; natural limits before were {low} to {high}."


class PeriodsCompared(Statement):
    """n of a series."""

    text = "{before} periods before, {after} after."


class CasesCompared(Statement):
    """n of a proportion."""

    text = "{before} cases before, {after} after."


class MethodUsed(Statement):
    """How it was found; the method is translated by its own label."""

    text = "Method: {method}."


class AtEndOfWindow(Statement):
    """Which of the two effects of a segmented regression the size is."""

    text = "The size is the effect at the end of the window."


class AtStart(Statement):
    """Which of the two effects of a segmented regression the size is."""

    text = "The size is the step when the action took effect; by the end of the window {held} of it is left."


class Association(Statement):
    """Whatever else happened at the same time is in the figure too."""

    text = "This is an association, not proof that the action caused it."


class BelowPlan(Statement):
    """Better, but less than was planned before the action."""

    text = "Planned was an improvement of at least {planned}."


class TooFewPeriods(Statement):
    """No verdict: what is there and what would be needed."""

    text = (
        "Only {before} usable periods before and {after} after; "
        "needed are at least {needed_before} before and {needed_after} after."
    )


class TooFewCases(Statement):
    """No verdict on proportions: cases, not periods, are too few."""

    text = "Only {before} cases before and {after} after; needed are at least {needed} each."


class ComparisonTooShort(Statement):
    """The comparison unit has too few readings in the same periods."""

    text = "The comparison unit has too few readings in the same periods, so it was not used."


class TrendsDiffered(Statement):
    """The comparison unit was no comparison."""

    text = "The comparison unit already moved differently before the action, so it was not used."


class BootstrapDisagrees(Statement):
    """The second interval does not confirm the first."""

    text = "The bootstrap interval {low} to {high} does not confirm the effect."


class Autocorrelated(Statement):
    """Residuals hang together; intervals are then too narrow."""

    text = "Neighbouring periods hang together (Durbin-Watson {statistic}): the interval may be too narrow."


def shown_number(value: Decimal) -> str:
    """A figure inside a sentence: four significant digits, no exponent."""
    return f"{Decimal(f'{value:.4g}').normalize():f}"
