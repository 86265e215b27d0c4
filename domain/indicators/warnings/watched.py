"""The series that are thought about: which are due, and their readings (domain reference G.2, G.3)."""

import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from sqlalchemy import and_, func, or_, select
from sqlalchemy.orm import Session

from db.types import plain_digits
from domain.core.period import Grain, Period
from domain.indicators.figure_state import data_version
from domain.indicators.indicator import Indicator
from domain.indicators.reading import Reading
from domain.indicators.status import Status
from domain.indicators.warnings.method import MODEL_VERSION
from domain.indicators.warnings.outlook import Outlook

FEWEST = 12
"""Readings below which nothing is said about a series."""
LONGEST = {Grain.MONTH: 60, Grain.QUARTER: 40}
"""Periods looked back on."""
Series = tuple[int, int]
"""(indicator id, unit id)."""


@dataclass(frozen=True)
class Known:
    """One complete period of a series that has a value."""

    period: Period
    value: Decimal
    status: Status
    amber: Decimal | None
    red: Decimal | None


@dataclass(frozen=True)
class Watched:
    """The latest periods of a series without a gap, oldest first; none where too few are left."""

    indicator: Indicator
    unit_id: int
    known: tuple[Known, ...]
    run_id: int | None

    @property
    def series(self) -> Series:
        """Which one it is."""
        return self.indicator.id, self.unit_id

    @property
    def last(self) -> Known:
        """The latest period."""
        return self.known[-1]

    @property
    def enough(self) -> bool:
        """Enough periods in a row to say something."""
        return len(self.known) >= FEWEST

    @property
    def fingerprint(self) -> str:
        """Changes with anything an outlook depends on."""
        made_of = [
            MODEL_VERSION, self.indicator.direction.value, self.indicator.measured.value,
            [(one.period.key, plain_digits(one.value)) for one in self.known],
            [str(fact) for fact in (self.last.status.value, self.last.amber, self.last.red)]
            if self.known
            else [],
        ]  # fmt: skip
        return hashlib.sha256(json.dumps(made_of).encode()).hexdigest()


def due(session: Session) -> list[Series]:
    """Series with readings newer than their last check: never looked at first, then the longest unlooked."""
    checked, last, version = Outlook.checked_at, Outlook.last_period, Outlook.model_version
    query = (
        select(Reading.indicator_id, Reading.unit_id)
        .join(Indicator, and_(Indicator.id == Reading.indicator_id, Indicator.grain == Reading.grain))
        .outerjoin(
            Outlook, and_(Outlook.indicator_id == Reading.indicator_id, Outlook.unit_id == Reading.unit_id)
        )
        .where(
            Reading.provisional.is_(False), Reading.value.is_not(None), Reading.grain.in_(list(LONGEST)),
            Indicator.is_active.is_(True), Indicator.archived_at.is_(None),
        )
        .group_by(Reading.indicator_id, Reading.unit_id, checked, last, version)
        .having(func.count(Reading.id) >= FEWEST)
        .having(
            or_(
                checked.is_(None), func.max(Reading.computed_at) > checked, func.max(Reading.period) != last,
                version != MODEL_VERSION,
            )
        )
        .order_by(checked.is_not(None), checked, Reading.unit_id, Reading.indicator_id)
    )  # fmt: skip
    return [(indicator, unit) for indicator, unit in session.execute(query)]


def watched(session: Session, wanted: Sequence[Series]) -> list[Watched]:
    """The readings of some series, in the order given."""
    indicators = _indicators(session, {indicator for indicator, _ in wanted})
    query = (
        select(
            Reading.indicator_id, Reading.unit_id, Reading.grain, Reading.period, Reading.value,
            Reading.status, Reading.amber, Reading.red,
        )
        .join(Indicator, and_(Indicator.id == Reading.indicator_id, Indicator.grain == Reading.grain))
        .where(
            Reading.indicator_id.in_(sorted(indicators)), Reading.provisional.is_(False),
            Reading.unit_id.in_(sorted({unit for _, unit in wanted})), Reading.value.is_not(None),
        )
        .order_by(Reading.period)
    )  # fmt: skip
    found: dict[Series, list[Known]] = {series: [] for series in wanted}
    for row in session.execute(query):
        series = (row.indicator_id, row.unit_id)
        if series in found:
            period = Period.of(row.period, row.grain)
            found[series].append(Known(period, row.value, row.status, row.amber, row.red))
    run = data_version(session) or None
    return [Watched(indicators[i], unit, in_a_row(found[i, unit]), run) for i, unit in wanted]


def in_a_row(known: Sequence[Known]) -> tuple[Known, ...]:
    """The latest periods without a gap, as far back as is looked."""
    chosen: list[Known] = []
    for one in reversed(known):
        if chosen and (one.period.later() != chosen[-1].period or len(chosen) >= LONGEST[one.period.grain]):
            break
        chosen.append(one)
    return tuple(reversed(chosen))


def _indicators(session: Session, numbers: Iterable[int]) -> Mapping[int, Indicator]:
    found = session.scalars(select(Indicator).where(Indicator.id.in_(sorted(numbers))))
    return {indicator.id: indicator for indicator in found}
