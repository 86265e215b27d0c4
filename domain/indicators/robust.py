"""How unusual a value is among others, by median and median deviation: wild points do not hide themselves.

Modified z-score of Iglewicz & Hoaglin (1993); beyond 3.5 is unusual (domain reference G.5).
"""

from collections.abc import Sequence
from decimal import Decimal
from statistics import median

from domain.core.rounding import ARITHMETIC

MAD_SCALE = Decimal("0.6745")
MEAN_SCALE = Decimal("1.253314")
UNUSUAL = Decimal("3.5")


def robust_z(sample: Sequence[Decimal], value: Decimal) -> Decimal | None:
    """0.6745 (value - median) / MAD of the sample.

    Where more than half of the sample is the same (MAD 0): (value - median) / (1.253314 x mean absolute
    deviation); None where all of it is the same, or there is none. How many values a sample needs is the
    caller's rule.
    """
    if not sample:
        return None
    centre = median(sample)
    distances = [abs(known - centre) for known in sample]
    if spread := median(distances):
        return ARITHMETIC.divide(MAD_SCALE * (value - centre), spread)
    mean = ARITHMETIC.divide(sum(distances, Decimal(0)), Decimal(len(distances)))
    return ARITHMETIC.divide(value - centre, MEAN_SCALE * mean) if mean else None


def tracking_signal(errors: Sequence[Decimal]) -> Decimal | None:
    """Sum of the errors / mean absolute error: beyond 4 a forecast leans to one side. 0 without any error."""
    if not errors:
        return None
    mean = ARITHMETIC.divide(sum((abs(error) for error in errors), Decimal(0)), Decimal(len(errors)))
    return ARITHMETIC.divide(sum(errors, Decimal(0)), mean) if mean else Decimal(0)
