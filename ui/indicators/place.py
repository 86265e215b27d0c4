"""Where a person looks: which unit, up to which month. The address keeps it, so a link shows the same."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy.orm import Session

from domain.core.errors import NotFound
from domain.core.period import Grain, NotAPeriod, Period
from domain.core.permission import Actor
from domain.reporting.standing import month_to_begin_with, months_with_figures
from domain.reporting.units_in_sight import UnitInSight, unit_named, units_in_sight
from ui import address

UNIT, PERIOD = "unit", "period"


@dataclass(frozen=True)
class Asked:
    """What the address says, before anything is looked up."""

    unit: str | None
    period: str | None

    @classmethod
    def read(cls) -> "Asked":
        """From the address of this run."""
        return cls(address.get(UNIT), address.get(PERIOD))


@dataclass(frozen=True)
class Place:
    """One unit, and the month up to which its figures are shown."""

    units: tuple[UnitInSight, ...]
    unit: UnitInSight
    first: int
    last: int
    month: int
    begin: int
    """The month shown when the address names none."""

    @property
    def asks(self) -> dict[str, str]:
        """The place as words of an address."""
        return {UNIT: str(self.unit.id), PERIOD: self.written}

    @property
    def written(self) -> str:
        """The month as the address writes it."""
        return Period.of(self.month, Grain.MONTH).label

    def write(self, month: int) -> list[str]:
        """A month as words of the address; none for the one that is shown anyway."""
        return [] if month == self.begin else [Period.of(month, Grain.MONTH).label]


def place_of(session: Session, actor: Actor, asked: Asked, today: date) -> Place | None:
    """The place the address names; None while nobody has computed a figure that the actor may see."""
    units = units_in_sight(session, actor)
    if not units:
        return None
    unit = unit_named(units, asked.unit)
    span = months_with_figures(session, unit.id) if unit else None
    if unit is None or span is None:
        raise NotFound
    first, last = span
    begin = month_to_begin_with(first, last, today)
    return Place(units, unit, first, last, _month(asked, first, last, begin), begin)


def _month(asked: Asked, first: int, last: int, begin: int) -> int:
    """The month asked for, kept within those with figures; the usual one where none or nonsense is asked."""
    try:
        wanted = Period.parse(asked.period).key if asked.period else begin
    except NotAPeriod:
        wanted = begin
    return max(first, min(last, wanted))
