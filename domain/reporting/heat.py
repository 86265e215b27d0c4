"""Where it is red: how many indicators of each area have which status in each unit."""

from collections import Counter, defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass

from sqlalchemy import and_, or_, select
from sqlalchemy.orm import Session

from domain.core.period import Grain
from domain.indicators.indicator import Indicator
from domain.indicators.reading import Reading
from domain.indicators.status import Status
from domain.reporting.area import area_of
from domain.reporting.standing import ended_by

Found = defaultdict[tuple[str, int], defaultdict[Status, list[str]]]
WORST_FIRST = (Status.RED, Status.AMBER, Status.GREEN, Status.UNRATED, Status.NO_DATA)


@dataclass(frozen=True, slots=True)
class HeatCell:
    """One area in one unit: statuses with the codes that have them."""

    area: str
    unit_id: int
    codes: Mapping[Status, tuple[str, ...]]

    @property
    def worst(self) -> Status:
        """The worst status of a rated indicator; of none is rated, that there is no colour or no data."""
        return next(status for status in WORST_FIRST if self.codes.get(status))

    def count(self, status: Status) -> int:
        """How many have the status."""
        return len(self.codes.get(status, ()))


def heat(session: Session, units: Collection[int], month: int) -> tuple[HeatCell, ...]:
    """By the period each indicator is judged by: the last one that ended by the month (yyyymm)."""
    judged = or_(*(and_(Reading.grain == g, Reading.period == ended_by(month, g).key) for g in Grain))
    query = (
        select(Indicator.code, Reading.unit_id, Reading.status)
        .join(Indicator, and_(Indicator.id == Reading.indicator_id, Indicator.grain == Reading.grain))
        .where(
            Reading.unit_id.in_(sorted(units)), judged, Indicator.archived_at.is_(None),
            Indicator.is_active.is_(True),
        )
        .order_by(Indicator.code)
    )  # fmt: skip
    found: defaultdict[tuple[str, int], defaultdict[Status, list[str]]] = defaultdict(
        lambda: defaultdict(list)
    )
    for code, unit, status in session.execute(query):
        found[area_of(code), unit][status].append(code)
    return tuple(
        HeatCell(area, unit, {status: tuple(codes) for status, codes in by_status.items()})
        for (area, unit), by_status in found.items()
    )


def totals(cells: Collection[HeatCell]) -> Counter[Status]:
    """How many figures have which status."""
    counts: Counter[Status] = Counter()
    for cell in cells:
        counts.update({status: len(codes) for status, codes in cell.codes.items()})
    return counts
