"""How long is too long in a stage of a deal (R43)."""

from collections.abc import Mapping
from math import floor
from statistics import quantiles

WON_DEALS = 20
"""With fewer deals won, their times say too little."""
CONFIGURED_DAYS = 30
"""Then more days than these are too long."""


def limit_of(stays: Mapping[int, int]) -> int:
    """More whole days than these are too long: the 90th percentile of the stays of won deals.

    `stays` maps days to how many won deals stayed that long in the stage. The percentile is interpolated
    (as for cycles); days are whole, so that its whole part decides.
    """
    if sum(stays.values()) < WON_DEALS:
        return CONFIGURED_DAYS
    days = [day for day, times in sorted(stays.items()) for _ in range(times)]
    return floor(quantiles(days, n=10, method="inclusive")[8])
