"""The colour of a member, by the thresholds of the indicator that the whole is judged by."""

from collections.abc import Sequence
from decimal import Decimal

from domain.indicators.status import Status, rate
from domain.reporting.standing import Standing
from ui.boards.palette import PLAIN
from ui.tile import TONES

COLOURED = (Status.GREEN, Status.AMBER, Status.RED)


def role_of(value: Decimal | None, code: str, found: Sequence[Standing]) -> str:
    """The role of a mark; the plain colour where nothing judges it."""
    one = next((each for each in found if each.profile.indicator.code == code), None)
    if value is None or one is None or one.current is None:
        return PLAIN
    status = rate(value, one.profile.indicator.direction, one.current.amber, one.current.red)
    return TONES[status].value if status in COLOURED else PLAIN
