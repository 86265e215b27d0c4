"""The colour of a figure, and when it gets none (domain reference 0: status, small samples, coverage)."""

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from domain.core.errors import RuleBroken
from domain.core.rounding import ARITHMETIC, cut
from domain.core.statement import Statement

MIN_COVERAGE = Decimal("0.80")
HIDE_BELOW, RATE_COLOUR_FROM, INTERVAL_BELOW = 5, 10, 30


class Direction(StrEnum):
    """Which way is better."""

    HB = "HB"
    """Higher is better."""
    LB = "LB"
    """Lower is better."""
    TB = "TB"
    """Two-sided: nearer to 0 is better."""


class Status(StrEnum):
    """What a figure says."""

    GREEN = "green"
    AMBER = "amber"
    RED = "red"
    NO_DATA = "no_data"
    """There is no value."""
    UNRATED = "unrated"
    """There is a value, but no colour: a reference is missing or the sample too small."""

    @property
    def breached(self) -> bool:
        """Amber or red."""
        return self in (Status.AMBER, Status.RED)


class ThresholdsCrossed(RuleBroken):
    """Red would begin before amber."""

    text = "Red at {red} must be worse than or equal to amber at {amber}."


class LowCoverage(Statement):
    """Too few of the required facts are usable."""

    text = "coverage {coverage} < {minimum}"


class SmallSample(Statement):
    """Too few cases for a colour."""

    text = "only {cases} cases, a colour needs {needed}"


class TooFewCases(Statement):
    """Too few cases for a value: chance would decide, or people could be recognised."""

    text = "only {cases} cases, shown from {needed}"


class ReferenceMissing(Statement):
    """A threshold is relative to something that is not known (no plan, too little history)."""

    text = "no colour: {reference} is not known"


@dataclass(frozen=True, slots=True)
class Coverage:
    """How many of the facts an indicator requires are there and usable."""

    required: int | Decimal
    present: int | Decimal

    @property
    def share(self) -> Decimal | None:
        """present / required, 0..1; None when nothing is required."""
        return ARITHMETIC.divide(Decimal(self.present), Decimal(self.required)) if self.required else None

    def shortfall(self, minimum: Decimal = MIN_COVERAGE) -> LowCoverage | None:
        """Why the figure must not be shown; None when enough is there.

        The share is cut, not rounded: 0.799 must not read as 0.80.
        """
        share = self.share
        if share is None or share >= minimum:
            return None
        places = max(2, -int(minimum.normalize().as_tuple().exponent))
        return LowCoverage(coverage=str(cut(share, places)), minimum=f"{minimum:.{places}f}")


@dataclass(frozen=True, slots=True)
class Rating:
    """A figure after all gates: the value that may be shown, its status, and what is to say about it."""

    value: Decimal | None
    status: Status
    reason: Statement | None = None


def rate(value: Decimal | None, direction: Direction, amber: Decimal | None, red: Decimal | None) -> Status:
    """The status of a value; equality is on the better side. A missing threshold leaves it unrated."""
    if value is None:
        return Status.NO_DATA
    if amber is None or red is None:
        return Status.UNRATED
    if direction is Direction.HB:
        value, amber, red = -value, -amber, -red
    elif direction is Direction.TB:
        value = abs(value)
    if value > red:
        return Status.RED
    return Status.AMBER if value > amber else Status.GREEN


def judge(
    value: Decimal | None,
    direction: Direction,
    amber: Decimal | None,
    red: Decimal | None,
    *,
    coverage: Coverage | None = None,
    minimum: Decimal = MIN_COVERAGE,
    cases: int | None = None,
    colour_from: int = 0,
    hide_below: int = 0,
    reason: Statement | None = None,
) -> Rating:
    """The rating of a figure: coverage gate first, then the sample, then the thresholds.

    `cases` is what the figure rests on (deals closed, answers given); below `colour_from` it is shown
    without colour, below `hide_below` not at all. `reason` is why the value is missing, where the formula
    already knows.
    """
    if coverage and (shortfall := coverage.shortfall(minimum)):
        return Rating(None, Status.NO_DATA, shortfall)
    if value is None:
        return Rating(None, Status.NO_DATA, reason)
    if cases is not None and cases < hide_below:
        return Rating(None, Status.NO_DATA, TooFewCases(cases=cases, needed=hide_below))
    if cases is not None and cases < colour_from:
        return Rating(value, Status.UNRATED, SmallSample(cases=cases, needed=colour_from))
    status = rate(value, direction, amber, red)
    if status is Status.UNRATED:
        reference = "amber" if amber is None else "red"
        return Rating(value, status, ReferenceMissing(reference=reference))
    return Rating(value, status, reason)


def hides_person(cases: int) -> bool:
    """Fewer than 5 cases: a figure by which a person could be recognised is not shown."""
    return cases < HIDE_BELOW


def needs_interval(cases: int) -> bool:
    """Fewer than 30 cases: the figure is shown with its interval only."""
    return cases < INTERVAL_BELOW


def require_order(direction: Direction, amber: Decimal, red: Decimal) -> None:
    """Refuse thresholds of which red begins before amber."""
    if (red > amber) if direction is Direction.HB else (red < amber):
        raise ThresholdsCrossed(field="red", red=red, amber=amber)
