"""Forced distribution with tolerance (F06): how many grades of each kind a group should have, roughly.

It tells where a group stands out and never changes a grade. Groups below ten people say nothing.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal
from enum import StrEnum

from domain.core.rounding import ARITHMETIC, quotient

LEAST = 10
"""People a group needs, so that shares of it mean something."""
TOLERANCE = Decimal(5)
"""Percentage points to either side of a quota."""
WHOLE = Decimal(100)


class Deviation(StrEnum):
    """How the number of people with a grade compares with its range."""

    BELOW = "below"
    WITHIN = "within"
    ABOVE = "above"

    @property
    def tone(self) -> str:
        """How urgent it looks."""
        return "calm" if self is Deviation.WITHIN else "waiting"


@dataclass(frozen=True)
class GradeShare:
    """One grade in a group: `quota` and `share` in percent, `least` and `most` in people.

    Without a range (too few people), `least`, `most` and `deviation` are None.
    """

    code: str
    quota: Decimal
    count: int
    share: Decimal | None
    least: int | None
    most: int | None
    deviation: Deviation | None


def distribution(
    quotas: Mapping[str, Decimal], counts: Mapping[str, int], tolerance: Decimal = TOLERANCE
) -> list[GradeShare]:
    """Each grade of the scale, in its order, with the range floor(n(q - t)) to ceil(n(q + t)).

    Rounded outwards: nobody stands out by a fraction of a person.
    """
    people = sum(counts.values())
    return [_share(code, quota, counts.get(code, 0), people, tolerance) for code, quota in quotas.items()]


def stands_out(shares: Sequence[GradeShare]) -> bool:
    """Whether some grade lies outside its range."""
    return any(one.deviation in (Deviation.BELOW, Deviation.ABOVE) for one in shares)


def shifted(quotas: Mapping[str, Decimal], points: Decimal) -> dict[str, Decimal]:
    """The quotas of a team whose own result was better (points > 0) or worse than the plan.

    `points` (within +/- the tolerance) pass from the grades below the middle one, which has the largest
    quota, to those above it, in proportion to their quotas; quotas go from the best grade to the worst.
    """
    points = max(-TOLERANCE, min(TOLERANCE, points))
    codes = list(quotas)
    middle = codes.index(max(codes, key=lambda code: quotas[code]))
    better, worse = codes[:middle], codes[middle + 1 :]
    above, below = (sum((quotas[code] for code in some), Decimal(0)) for some in (better, worse))
    if not above or not below:
        return dict(quotas)
    points = max(-above, min(below, points))
    factors = dict.fromkeys(better, 1 + ARITHMETIC.divide(points, above))
    factors |= dict.fromkeys(worse, 1 - ARITHMETIC.divide(points, below))
    return {code: ARITHMETIC.multiply(quota, factors.get(code, Decimal(1))) for code, quota in quotas.items()}


def _share(code: str, quota: Decimal, count: int, people: int, tolerance: Decimal) -> GradeShare:
    share = quotient(WHOLE * count, people)
    if people < LEAST:
        return GradeShare(code, quota, count, share, None, None, None)
    low, high = max(Decimal(0), quota - tolerance), min(WHOLE, quota + tolerance)
    least = int((people * low / WHOLE).to_integral_value(ROUND_FLOOR))
    most = int((people * high / WHOLE).to_integral_value(ROUND_CEILING))
    deviation = Deviation.BELOW if count < least else Deviation.ABOVE if count > most else Deviation.WITHIN
    return GradeShare(code, quota, count, share, least, most, deviation)
