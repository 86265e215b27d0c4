"""One reading of the indicator an action is to improve, as the effect review sees it."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from domain.core.period import Period


@dataclass(frozen=True, slots=True)
class Observation:
    """The indicator's value in a period with the parts it is made of; None where there was no data."""

    period: Period
    value: Decimal | None
    numerator: Decimal | None = None
    denominator: Decimal | None = None


Observations = Sequence[Observation]


@dataclass(frozen=True, slots=True)
class BeforeAfter:
    """A series cut in two where the action took effect; a transition period between them is left out."""

    before: Observations
    after: Observations

    def known(self) -> "BeforeAfter":
        """Without the periods that have no value, in order of time."""
        return BeforeAfter(_known(self.before), _known(self.after))

    @property
    def sizes(self) -> tuple[int, int]:
        """How many periods with a value lie before and after."""
        known = self.known()
        return len(known.before), len(known.after)

    def same_season(self) -> "BeforeAfter":
        """Only the periods after whose counterpart one year earlier lies before, and these counterparts."""
        known = self.known()
        earlier = {observation.period: observation for observation in known.before}
        pairs = [
            (earlier[observation.period.year_ago()], observation)
            for observation in known.after
            if observation.period.year_ago() in earlier
        ]
        return BeforeAfter([before for before, _ in pairs], [after for _, after in pairs])


def _known(observations: Observations) -> list[Observation]:
    known = [observation for observation in observations if observation.value is not None]
    return sorted(known, key=lambda observation: observation.period)


def dense(observations: Observations) -> list[Decimal | None]:
    """The values period by period, with None where a period is missing."""
    if not observations:
        return []
    by_ordinal = {observation.period.ordinal: observation.value for observation in observations}
    return [by_ordinal.get(ordinal) for ordinal in range(min(by_ordinal), max(by_ordinal) + 1)]


def values(observations: Observations) -> list[float]:
    """The values as binary numbers, for statistics; periods without value are left out."""
    return [float(observation.value) for observation in observations if observation.value is not None]
