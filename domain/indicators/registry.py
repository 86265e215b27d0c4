"""Every measure the areas offer, found once and proven to fit the tables they read."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from domain.contracts import measures as contracts
from domain.core.entity import Fact
from domain.core.measure import DIMENSIONS, Measure, MeasureKind, Part, RecordView
from domain.credit import measures as credit
from domain.indicators.trait import TRAITS, Trait
from domain.inventory import measures as inventory
from domain.oversight import measures as oversight
from domain.partners import measures as partners
from domain.receivables import measures as receivables
from domain.sales import measures as sales
from domain.service import measures as service
from domain.spending import measures as spending
from domain.workforce import measures as workforce

AREAS = (sales, contracts, credit, receivables, inventory, spending, service, workforce, oversight, partners)


@dataclass(frozen=True, eq=False)
class Registry:
    """Measures by name, and how the rows of each fact are shown. One registry equals itself only."""

    measures: dict[str, Measure]
    records: dict[type[Fact], RecordView]
    traits: Mapping[str, Trait] = field(default_factory=lambda: TRAITS)
    """What figures may be broken down by besides the dimensions."""

    @classmethod
    def of(cls, measures: tuple[Measure, ...], records: tuple[RecordView, ...]) -> "Registry":
        """Check the declarations; a mistake stops the program at import, not a figure at night."""
        named = {measure.name: measure for measure in measures}
        if len(named) < len(measures):
            raise ValueError("two measures share a name")
        for measure in measures:
            for part in (*measure.parts, *measure.coverage):
                _prove(measure, part)
        return cls(named, {record.fact: record for record in records})

    @cached_property
    def with_members(self) -> tuple[str, ...]:
        """Measures whose parts are also kept by customer."""
        return tuple(sorted(name for name, measure in self.measures.items() if measure.members))

    @cached_property
    def facts(self) -> dict[str, type[Fact]]:
        """Fact classes by table name."""
        return {part.fact.__tablename__: part.fact for _, part in self.parts()}

    def parts(self) -> Iterator[tuple[Measure, Part]]:
        """Every summand with the measure it belongs to, coverage included."""
        for measure in self.measures.values():
            for part in (*measure.parts, *measure.coverage):
                yield measure, part

    def tables_of(self, names: frozenset[str]) -> frozenset[str]:
        """Fact tables that the named measures read."""
        return frozenset(part.fact.__tablename__ for name in names for part in self._all_parts(name))

    def needed_tables(self, name: str) -> frozenset[str]:
        """Fact tables without any row of which the measure has no meaning."""
        return frozenset(part.fact.__tablename__ for part in self.measures[name].parts if not part.optional)

    def followers(self, table: str) -> frozenset[str]:
        """Fact tables whose sums change when rows of this one do, itself included."""
        following = {
            part.fact.__tablename__
            for _, part in self.parts()
            for other in part.follows
            if other.__tablename__ == table
        }
        return frozenset({table, *following})

    def member_of(self, dimension: str) -> Any:
        """The column by which facts belong to members of a breakdown of their own; None for all others."""
        trait = self.traits.get(dimension)
        return trait.member if trait is not None and trait.of_fact else None

    def _all_parts(self, name: str) -> tuple[Part, ...]:
        measure = self.measures[name]
        return (*measure.parts, *measure.coverage)


def _prove(measure: Measure, part: Part) -> None:
    """Refuse a part whose columns are not what the engine reads."""
    columns = set(part.fact.__table__.columns.keys())
    if part.period.key not in part.fact.period_columns:
        raise ValueError(f"{measure.name}: {part.period} is not among the period columns of its fact")
    if lacking := {f"{name}_id" for name in measure.dimensions} - columns:
        raise ValueError(f"{measure.name}: {part.fact.__name__} has no {sorted(lacking)}")
    if measure.members and "customer" not in measure.dimensions:
        raise ValueError(f"{measure.name}: members are customers, but it has no customers")
    if unknown := measure.dimensions - set(DIMENSIONS):
        raise ValueError(f"{measure.name}: unknown dimensions {sorted(unknown)}")
    summed = any(part is summand for summand in measure.parts)
    binned = summed and measure.kind in (MeasureKind.HISTOGRAM, MeasureKind.COHORT)
    if binned != (part.bin is not None):
        raise ValueError(f"{measure.name}: a {measure.kind} needs a bin and no other kind has one")


REGISTRY = Registry.of(
    tuple(measure for area in AREAS for measure in area.MEASURES),
    tuple(record for area in AREAS for record in area.RECORDS),
)
"""What the areas on the left of this one offer; with what people built: custom_measure_registry."""
