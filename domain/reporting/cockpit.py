"""The first screen of a manager: what stands on it, and what changed since the period before."""

from collections.abc import Sequence
from decimal import Decimal
from itertools import pairwise
from statistics import median

from domain.core.rounding import quotient
from domain.reporting.cockpit_tile import MOST, SHIPPED
from domain.reporting.standing import Move, Standing

TILES = SHIPPED
USUAL_STEPS = 4
"""Steps of the past that are needed to say what is usual."""


def on_the_cockpit(found: Sequence[Standing], codes: Sequence[str] = SHIPPED) -> list[Standing]:
    """Those chosen, in their order; one that is not in use is replaced by the next indicator that is."""
    by_code = {one.profile.indicator.code: one for one in found}
    chosen = [by_code[code] for code in codes if code in by_code]
    others = [one for one in found if one not in chosen]
    return [*chosen, *others][: min(MOST, max(len(codes), 1))]


def changed(found: Sequence[Standing]) -> list[Standing]:
    """Indicators whose status is another than the period before: those that got worse first."""
    order = (Move.WORSE, Move.BETTER)
    moved = [one for one in found if one.move]
    return sorted(moved, key=lambda one: (order.index(one.move or Move.BETTER), one.profile.indicator.code))


def largest_moves(found: Sequence[Standing], most: int = 3) -> list[Standing]:
    """Of those whose status stayed, the ones that moved most compared with their usual step."""
    steady = [(one, unusual(one)) for one in found if one.move is None]
    known = [(one, size) for one, size in steady if size is not None and size > 1]
    known.sort(key=lambda pair: (-pair[1], pair[0].profile.indicator.code))
    return [one for one, _ in known[:most]]


def unusual(one: Standing) -> Decimal | None:
    """The last step of a figure as a multiple of the median of its earlier steps; None where unknown."""
    values = [figure.value if figure else None for figure in one.figures]
    steps = [abs(b - a) for a, b in pairwise(values) if a is not None and b is not None]
    if len(steps) <= USUAL_STEPS or values[-1] is None or values[-2] is None:
        return None
    return quotient(steps[-1], median(steps[:-1]))
