"""What has changed since the last refresh, read from the marks that changes leave behind."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from domain.core.stale_figures import StaleFigure
from domain.indicators.indicator_version import INDICATOR_MARK
from domain.indicators.registry import REGISTRY

CHUNK = 500


@dataclass
class Touched:
    """Units and months with changed rows by fact table, and indicators with a changed definition."""

    marks: list[int] = field(default_factory=list)
    """The marks read; only these are taken away afterwards, so that later ones stay."""
    units: dict[str, set[int]] = field(default_factory=dict)
    months: dict[str, set[int]] = field(default_factory=dict)
    earliest: dict[str, dict[int, int]] = field(default_factory=dict)
    """Fact table -> unit -> earliest touched month."""
    definitions: dict[int, int] = field(default_factory=dict)
    """Indicator id -> month from which its definition changed."""

    def add(self, table: str, unit: int, month: int) -> None:
        """Rows of the table changed in this unit and month."""
        self.units.setdefault(table, set()).add(unit)
        self.months.setdefault(table, set()).add(month)
        earliest = self.earliest.setdefault(table, {})
        earliest[unit] = min(month, earliest.get(unit, month))

    def since(self, tables: Iterable[str]) -> Mapping[int, int]:
        """The units in which any of the tables changed, each with its earliest month."""
        found: dict[int, int] = {}
        for table in tables:
            for unit, month in self.earliest.get(table, {}).items():
                found[unit] = min(month, found.get(unit, month))
        return found


def read_marks(session: Session) -> Touched:
    """Everything marked so far. A table that follows a changed one counts as changed with it."""
    touched = Touched()
    mark = StaleFigure
    for number, name, unit, month in session.execute(select(mark.id, mark.fact, mark.unit_id, mark.period)):
        touched.marks.append(number)
        if name.startswith(INDICATOR_MARK):
            indicator = int(name.removeprefix(INDICATOR_MARK))
            touched.definitions[indicator] = min(month, touched.definitions.get(indicator, month))
        elif name in REGISTRY.facts:
            for table in REGISTRY.followers(name):
                touched.add(table, unit, month)
    return touched


def remove_marks(session: Session, marks: Collection[int]) -> None:
    """Take away the marks that were worked off."""
    numbers = sorted(marks)
    for at in range(0, len(numbers), CHUNK):
        session.execute(
            delete(StaleFigure).where(StaleFigure.id.in_(numbers[at : at + CHUNK])),
            execution_options={"synchronize_session": False},
        )
