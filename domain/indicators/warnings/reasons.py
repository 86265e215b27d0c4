"""Why a notice is given, in sentences that are kept with it. Figures are written the same in any language."""

from decimal import Decimal

from domain.core.rounding import rounded
from domain.core.statement import Statement
from domain.indicators.indicator import Measured


class Expected(Statement):
    """The forecast against the threshold."""

    text = "expected for {period}: {expected}; {level} begins at {threshold}"


class Moved(Statement):
    """Where the figure came from."""

    text = "the last {count} periods went from {first} to {last}"


class PastErrors(Statement):
    """How far to trust the forecast."""

    text = "its last {count} forecasts were {error} off, simply carrying on {naive}"


class BeyondLimit(Statement):
    """Nelson rule 1."""

    text = "{value} is outside the natural limits {lower} to {upper}"


class OneSide(Statement):
    """Nelson rule 2."""

    text = "nine or more periods in a row lie on one side of {centre}"


class Steadily(Statement):
    """Nelson rule 3."""

    text = "six or more periods in a row went the same way"


class NearLimit(Statement):
    """Nelson rule 5."""

    text = "two of the last three periods lie far out on the same side"


class FromPeriods(Statement):
    """What the limits rest on."""

    text = "the limits come from the {count} periods before"


class FarFromPast(Statement):
    """The anomaly score."""

    text = "its robust score is {score}; beyond 3.5 is unusual"


class NotForecast(Statement):
    """The forecast of one period before did not expect it."""

    text = "it lies outside the 95 % interval that was forecast for it"


class SeasonTakenOut(Statement):
    """What it was compared with."""

    text = "compared with {count} periods, trend and season taken out"


class StepCompared(Statement):
    """What it was compared with, in a short series."""

    text = "its step from the period before compared with {count} earlier steps"


def plainly(value: Decimal, measured: Measured) -> str:
    """A figure as every language writes it: 35.1%, 1,234,567, 72.6."""
    match measured:
        case Measured.RATIO:
            return f"{rounded(value * 100, 1)}%"
        case Measured.PERCENT:
            return f"{rounded(value, 1)}%"
        case Measured.MONEY:
            return f"{rounded(value, 0):,}"
        case Measured.INDEX:
            return str(rounded(value, 3))
        case Measured.DAYS | Measured.COUNT:
            return f"{rounded(value, 1):,}".removesuffix(".0")
