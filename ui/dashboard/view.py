"""What a dashboard looks at: unit, period, comparison and chosen marks. The address keeps all of it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from sqlalchemy.orm import Session

from domain.core.errors import NotFound
from domain.core.period import Grain, NotAPeriod, Period, month_range
from domain.reporting.note import Note
from domain.reporting.standing import Comparison, month_to_begin_with, months_with_figures
from domain.reporting.units_in_sight import UnitInSight, unit_named
from ui import address
from ui.indicators.comparison import AGAINST
from ui.indicators.place import PERIOD, UNIT, Place

WALL, SECTION = "tv", "section"


@dataclass(frozen=True, kw_only=True)
class View:
    """One unit with everything below it, one period, what it is compared with, and the marks chosen."""

    units: tuple[UnitInSight, ...]
    """Those the person may choose from, each above those below it."""
    unit: UnitInSight
    first: int
    """The first month (yyyymm) with figures."""
    last: int
    """The last one."""
    begin: int
    """The month shown when the address names none."""
    period: Period
    against: Comparison = Comparison.PREVIOUS
    chosen: Mapping[str, str] = field(default_factory=dict)
    """Cross-filter: dimension -> key of the mark that was clicked."""
    today: date
    wall: bool = False
    notes: Mapping[str, tuple[Note, ...]] = field(default_factory=dict)
    """Code of an indicator -> what people pinned to its periods, and when work on it began."""

    @property
    def month(self) -> int:
        """The last month (yyyymm) of the period that has figures: what balances are as of."""
        return max(self.first, min(self.period.key, self.last))

    @property
    def months(self) -> tuple[int, int]:
        """First and last month (yyyymm) of the period."""
        return self.period.first_day.year * 100 + self.period.first_day.month, self.period.key

    @property
    def before(self) -> Period | None:
        """The period compared with; None where the comparison is a target or a plan."""
        match self.against:
            case Comparison.PREVIOUS:
                return self.period.previous()
            case Comparison.YEAR_AGO:
                return self.period.previous(self.period.grain.per_year)
            case _:
                return None

    @property
    def provisional(self) -> bool:
        """The period is not over."""
        return self.period.last_day >= self.today

    @property
    def asks(self) -> dict[str, str]:
        """Unit and period as words of an address, for links to other pages."""
        return {UNIT: str(self.unit.id), PERIOD: self.period.label}

    @property
    def place(self) -> Place:
        """The same for what knows months only."""
        return Place(self.units, self.unit, self.first, self.last, self.month, self.begin)

    def periods(self, count: int) -> list[Period]:
        """The last `count` periods up to the one looked at, oldest first; none before the first figures."""
        known = Period.of(self.first, self.period.grain)
        return [one for one in self.period.previous(count - 1).to(self.period) if one.key >= known.key]

    def offered(self, grain: Grain) -> list[Period]:
        """Every period of a grain with figures, the newest first."""
        months = month_range(self.first, self.last)
        return list(dict.fromkeys(Period.of(month, grain) for month in months))[::-1]

    def write(self, period: Period) -> list[str]:
        """A period as words of the address; none for the one that is shown anyway."""
        return [] if period == Period.of(self.begin, Grain.MONTH) else [period.label]

    def words(self, reacts: Sequence[str]) -> tuple[object, ...]:
        """What an answer depends on."""
        chosen = tuple((name, self.chosen[name]) for name in reacts if name in self.chosen)
        return (self.unit.id, self.period.label, self.against.value, chosen, self.today)


@dataclass(frozen=True)
class Asked:
    """What the address says, before anything is looked up."""

    unit: str | None
    period: str | None
    against: str | None
    chosen: Mapping[str, str]
    wall: bool

    @classmethod
    def read(cls, dimensions: Sequence[str]) -> "Asked":
        """From the address of this run."""
        chosen = {name: said for name in dimensions if (said := address.get(name))}
        wall = address.get(WALL) == "1"
        return cls(address.get(UNIT), address.get(PERIOD), address.get(AGAINST), chosen, wall)


@dataclass(frozen=True)
class Span:
    """The months a unit has figures for."""

    first: int
    last: int


def unit_asked(units: Sequence[UnitInSight], asked: Asked) -> UnitInSight:
    """The unit the address names; NotFound if the person may not see it."""
    found = unit_named(units, asked.unit)
    if found is None:
        raise NotFound
    return found


def span_of(session: Session, unit_id: int) -> Span:
    """The months with figures; NotFound where there are none."""
    found = months_with_figures(session, unit_id)
    if found is None:
        raise NotFound
    return Span(*found)


def view_of(
    units: tuple[UnitInSight, ...], span: Span, asked: Asked, grains: Sequence[Grain], today: date
) -> View:
    """What the address asks for, kept within what there is."""
    begin = month_to_begin_with(span.first, span.last, today)
    known = {one.value: one for one in Comparison}
    return View(
        units=units,
        unit=unit_asked(units, asked),
        first=span.first,
        last=span.last,
        begin=begin,
        period=_period(asked, span, begin, grains),
        against=known.get(asked.against or "", Comparison.PREVIOUS),
        chosen=asked.chosen,
        today=today,
        wall=asked.wall,
    )


def _period(asked: Asked, span: Span, begin: int, grains: Sequence[Grain]) -> Period:
    """The period asked for, kept within those with figures; the usual one where nonsense is asked."""
    try:
        wanted = Period.parse(asked.period) if asked.period else Period.of(begin, Grain.MONTH)
    except NotAPeriod:
        wanted = Period.of(begin, Grain.MONTH)
    grain = wanted.grain if wanted.grain in grains else grains[0]
    earliest, latest = Period.of(span.first, grain), Period.of(span.last, grain)
    return max(earliest, min(latest, Period.of(min(wanted.key, latest.key), grain)))
