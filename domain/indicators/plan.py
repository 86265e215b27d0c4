"""Every indicator with its approved versions parsed, and what it depends on."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from functools import cached_property

from sqlalchemy import select
from sqlalchemy.orm import Session

from domain.core.errors import NotFound
from domain.core.period import Grain
from domain.indicators.custom_measure_registry import registry_of
from domain.indicators.definition import Definition
from domain.indicators.indicator import Indicator
from domain.indicators.indicator_version import IndicatorVersion, VersionState
from domain.indicators.registry import REGISTRY, Registry
from domain.indicators.xmr import BASELINE_PERIODS
from domain.indicators.yardstick import LAST_YEAR, WHOLE_HISTORY


@dataclass(frozen=True)
class Plan:
    """One indicator, ready to compute."""

    indicator: Indicator
    definitions: tuple[Definition, ...]
    """Approved versions, oldest date of effect first."""
    registry: Registry = REGISTRY
    """The measures its formulas are about."""

    @cached_property
    def measures(self) -> frozenset[str]:
        """Every measure that any version reads."""
        return frozenset().union(*(definition.measures for definition in self.definitions))

    @cached_property
    def by_member(self) -> frozenset[str]:
        """Measures that any version reads customer by customer."""
        return frozenset().union(*(definition.by_member for definition in self.definitions))

    @cached_property
    def tables(self) -> frozenset[str]:
        """Fact tables whose rows change the figures."""
        if self.indicator.awaits or not self.definitions:
            return frozenset()
        known = self.registry
        return known.tables_of(self.measures) if self.measures else frozenset(known.facts)

    @cached_property
    def own_tables(self) -> frozenset[str]:
        """Fact tables that its formula reads: their months are the months it has readings for."""
        if self.indicator.awaits or not self.definitions:
            return frozenset()
        names = frozenset().union(*(d.ratio.names() for d in self.definitions if d.ratio))
        return self.registry.tables_of(names) if names else frozenset(self.registry.facts)

    @cached_property
    def history(self) -> int | None:
        """How many earlier values of its own its thresholds look at; None: all of them."""
        names = frozenset().union(*(definition.yardsticks for definition in self.definitions))
        return None if names & WHOLE_HISTORY else BASELINE_PERIODS if names & LAST_YEAR else 0

    @cached_property
    def dimensions(self) -> frozenset[str]:
        """What its figures may be broken down by: what every measure of its formulas knows."""
        names = frozenset().union(*(d.ratio.names() for d in self.definitions if d.ratio))
        measures = [self.registry.measures[name] for name in names]
        known = [measure.dimensions for measure in measures]
        common = frozenset.intersection(*known) if known else frozenset[str]()
        traits = self.registry.traits.items()
        return common | {
            name
            for name, trait in traits
            if trait.dimension in common or (measures and all(map(trait.knows, measures)))
        }

    @property
    def grains(self) -> tuple[Grain, ...]:
        """The periods it has readings for: months for charts, and the one it is judged by."""
        own = self.indicator.grain
        return (Grain.MONTH,) if own is Grain.MONTH else (Grain.MONTH, own)


def plans(session: Session, codes: Collection[str] | None = None) -> list[Plan]:
    """The indicators of these codes (all, if none are named), by code. NotFound for an unknown code."""
    query = select(Indicator).where(Indicator.archived_at.is_(None)).order_by(Indicator.code)
    if codes is not None:
        query = query.where(Indicator.code.in_(codes))
    indicators = session.scalars(query).all()
    if codes is not None and len(indicators) < len(set(codes)):
        raise UnknownIndicator(code=", ".join(sorted(set(codes) - {i.code for i in indicators})))
    registry = registry_of(session)
    versions: dict[int, list[Definition]] = {}
    for version in _approved(session, [indicator.id for indicator in indicators]):
        versions.setdefault(version.indicator_id, []).append(Definition.of(version, registry.measures))
    return [Plan(indicator, tuple(versions.get(indicator.id, ())), registry) for indicator in indicators]


class UnknownIndicator(NotFound):
    """No indicator has this code."""

    text = "There is no indicator {code}. See: neikong indicators list."


def _approved(session: Session, indicators: Collection[int]) -> Iterable[IndicatorVersion]:
    return session.scalars(
        select(IndicatorVersion)
        .where(
            IndicatorVersion.indicator_id.in_(indicators),
            IndicatorVersion.state == VersionState.APPROVED,
            IndicatorVersion.archived_at.is_(None),
        )
        .order_by(IndicatorVersion.effective_from, IndicatorVersion.id)
    )
