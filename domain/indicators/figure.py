"""One figure: an indicator in one scope and period, computed, gated and rated."""

from collections.abc import Hashable
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from domain.core.period import Period
from domain.core.statement import Statement
from domain.indicators.status import Status


class NoFacts(Statement):
    """Nothing that the figure needs was ever imported."""

    text = "no facts imported: {facts}"


class NotKeptYet(Statement):
    """The portal has no place yet for facts that the figure needs."""

    text = "the portal does not keep these facts yet: {facts}"


class NoVersionYet(Statement):
    """The indicator has no approved definition for this period."""

    text = "no definition in force"


class NothingToMeasure(Statement):
    """The denominator is 0; the definition says what that means."""

    text = "{why}"


class BelowZero(Statement):
    """More was credited than sold, or the like: a ratio to it would mislead."""

    text = "the denominator {denominator} is below 0"


class Figure(NamedTuple):
    """A value with everything needed to believe it. Missing values have a reason."""

    period: Period
    scope: Hashable
    """Unit id, or the id of a member of a dimension."""
    factor: Decimal | None
    version_id: int | None
    value: Decimal | None
    numerator: Decimal | None
    denominator: Decimal | None
    coverage: Decimal | None
    rows: int
    status: Status
    reason: Statement | None
    amber: Decimal | None
    red: Decimal | None
    target: Decimal | None
    as_of: date
    """The day up to which it counts: the period's last, or the day it was computed if that is earlier."""
    provisional: bool
    """The period is not over yet."""
