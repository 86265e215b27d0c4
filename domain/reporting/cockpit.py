"""The first screen of a manager: eight figures that tell whether money and control are in order."""

from collections.abc import Sequence

from domain.reporting.standing import Move, Standing

TILES = ("K01", "K06", "K26", "K30", "K33", "K36", "R05", "R07")
"""Sales, chances, delivery, speed of money, what fell due, what is late, what is lost, who it hangs on."""


def on_the_cockpit(found: Sequence[Standing]) -> list[Standing]:
    """The eight, in their order; one that is not in use is replaced by the next indicator that is."""
    by_code = {one.profile.indicator.code: one for one in found}
    chosen = [by_code[code] for code in TILES if code in by_code]
    others = [one for one in found if one not in chosen]
    return [*chosen, *others][: len(TILES)]


def changed(found: Sequence[Standing]) -> list[Standing]:
    """Indicators whose status is another than the period before: those that got worse first."""
    order = (Move.WORSE, Move.BETTER)
    moved = [one for one in found if one.move]
    return sorted(moved, key=lambda one: (order.index(one.move or Move.BETTER), one.profile.indicator.code))
