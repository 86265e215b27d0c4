"""The monthly readings an effect is judged on, and what kind of figure they are."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from sqlalchemy import ColumnElement, or_, select
from sqlalchemy.orm import Session

from db.types import plain_digits
from domain.core.editing import find
from domain.core.errors import RuleBroken
from domain.core.measure import MeasureKind
from domain.core.period import Grain, Period, month_range
from domain.core.stale_figures import StaleFigure
from domain.improvement.observation import Observation, Observations
from domain.indicators.custom_measure_registry import registry_of
from domain.indicators.definition import Definition
from domain.indicators.formula_context import Reference, Use
from domain.indicators.indicator import Indicator, Measured
from domain.indicators.indicator_version import INDICATOR_MARK, IndicatorVersion, VersionState
from domain.indicators.reading import Reading
from domain.indicators.registry import Registry
from domain.indicators.status import Direction


class FiguresOutdated(RuleBroken):
    """Facts came in that the figures do not contain yet."""

    text = "New facts or a new definition are not in the figures yet. Refresh the indicators first."


@dataclass(frozen=True)
class Traits:
    """What must be known about an indicator to compare its readings."""

    direction: Direction
    proportion: bool
    """Numerator and denominator count cases of the month."""
    scale: Decimal
    """What a proportion is multiplied with: 100 for per cent, else 1."""
    looks_back: int
    """How many months before its own a monthly reading covers (2 for a window of three months)."""
    tables: frozenset[str]
    """The fact tables it is computed from."""


@dataclass(frozen=True)
class Point:
    """One month: the reading, where there is a final one."""

    observation: Observation
    reading_id: int | None = None
    version_id: int | None = None

    def as_row(self) -> dict[str, Any]:
        """As it is filed with a verdict: exact figures as text."""
        seen = self.observation
        figures = {"value": seen.value, "numerator": seen.numerator, "denominator": seen.denominator}
        return {
            "period": seen.period.key,
            "reading_id": self.reading_id,
            "version_id": self.version_id,
        } | {name: None if value is None else plain_digits(value) for name, value in figures.items()}

    @classmethod
    def of_row(cls, row: Mapping[str, Any]) -> "Point":
        """A month as it was filed with a verdict."""
        figures = {name: row[name] for name in ("value", "numerator", "denominator")}
        exact = {name: None if text is None else Decimal(text) for name, text in figures.items()}
        seen = Observation(Period.of(row["period"], Grain.MONTH), **exact)
        return cls(seen, row["reading_id"], row["version_id"])


@dataclass(frozen=True)
class Series:
    """Consecutive months of one indicator and unit."""

    traits: Traits
    points: tuple[Point, ...]

    @property
    def observations(self) -> Observations:
        """For the statistics."""
        return [point.observation for point in self.points]

    @property
    def versions(self) -> frozenset[int]:
        """The definitions that values were computed with."""
        return frozenset(
            point.version_id
            for point in self.points
            if point.version_id is not None and point.observation.value is not None
        )

    def as_rows(self) -> list[dict[str, Any]]:
        """All months as filed with a verdict."""
        return [point.as_row() for point in self.points]


def observed(session: Session, indicator_id: int, unit_id: int, first: int, last: int) -> Series:
    """The final readings of the months `first` to `last` (yyyymm); a month without one has no value."""
    query = select(Reading).where(
        Reading.indicator_id == indicator_id,
        Reading.unit_id == unit_id,
        Reading.grain == Grain.MONTH,
        Reading.period.between(first, last),
        Reading.provisional.is_(False),
    )
    found = {reading.period: reading for reading in session.scalars(query)}
    points = (_point(month, found.get(month)) for month in month_range(first, last))
    return Series(traits_of(session, indicator_id), tuple(points))


def traits_of(session: Session, indicator_id: int) -> Traits:
    """What the latest approved definition says about the indicator; NotFound when there is no such."""
    indicator = find(session, Indicator, indicator_id)
    version = session.scalars(
        select(IndicatorVersion)
        .where(IndicatorVersion.indicator_id == indicator_id, IndicatorVersion.state == VersionState.APPROVED)
        .order_by(IndicatorVersion.effective_from.desc(), IndicatorVersion.id.desc())
        .limit(1)
    ).one_or_none()
    registry = registry_of(session)
    definition = Definition.of(version, registry.measures) if version else None
    references = definition.ratio.references if definition and definition.ratio else frozenset[Reference]()
    share = indicator.measured in (Measured.RATIO, Measured.PERCENT) and version and version.denominator
    return Traits(
        direction=indicator.direction,
        proportion=bool(share) and all(_counts_cases(registry, reference) for reference in references),
        scale=Decimal(100 if indicator.measured is Measured.PERCENT else 1),
        looks_back=max((r.shift + max(r.window, 1) - 1 for r in references), default=0),
        tables=registry.tables_of(frozenset(reference.measure for reference in references)),
    )


def require_fresh(session: Session, indicator_id: int, tables: Iterable[str], last: int) -> None:
    """Refuse to judge while facts up to the month `last` wait to be counted, or the definition changed."""
    waiting: list[ColumnElement[bool]] = [
        StaleFigure.fact.in_(tables),
        StaleFigure.fact == f"{INDICATOR_MARK}{indicator_id}",
    ]
    mark = select(StaleFigure.id).where(or_(*waiting), StaleFigure.period <= last).limit(1)
    if session.scalar(mark) is not None:
        raise FiguresOutdated


def _point(month: int, reading: Reading | None) -> Point:
    period = Period.of(month, Grain.MONTH)
    if reading is None:
        return Point(Observation(period, None))
    seen = Observation(period, reading.value, reading.numerator, reading.denominator)
    return Point(seen, reading.id, reading.version_id)


def _counts_cases(registry: Registry, reference: Reference) -> bool:
    """The figure is a number of rows of the month itself, so that months add up to cases."""
    measure = registry.measures[reference.measure]
    own_month = reference.use is Use.VALUE and not reference.shift and reference.window <= 1
    counted = all(part.amount is None and part.bin is None for part in measure.parts)
    return own_month and counted and measure.kind is MeasureKind.FLOW
