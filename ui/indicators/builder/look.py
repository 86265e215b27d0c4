"""What the builder reads of one indicator, in one look into the database."""

from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import Select, select
from sqlalchemy.orm import Session, selectinload

from domain.access.role import Role
from domain.core.clock import today
from domain.core.errors import NotFound
from domain.core.permission import Actor
from domain.indicators.back_test_compare import in_force
from domain.indicators.custom_measure import CustomMeasure
from domain.indicators.custom_measure_registry import registry_of
from domain.indicators.indicator import Indicator
from domain.indicators.indicator_version import IndicatorVersion, VersionState
from domain.organisation.person import Person
from domain.reporting.units_in_sight import UnitInSight, units_in_sight
from ui.language import in_language, label


@dataclass(frozen=True)
class Look:
    """One indicator (or none yet) and what can be chosen for it."""

    indicator: Indicator | None
    versions: tuple[IndicatorVersion, ...]
    present: IndicatorVersion | None
    measures: Mapping[str, str]
    """Code -> name, in order of the name."""
    own: frozenset[str]
    """Codes of measures that were built here."""
    roles: Mapping[str, str]
    people: Mapping[int, str]
    units: tuple[UnitInSight, ...]

    @property
    def proposed(self) -> tuple[IndicatorVersion, ...]:
        """Versions that wait for a decision."""
        return tuple(one for one in self.versions if one.state is VersionState.PROPOSED)

    @property
    def latest(self) -> IndicatorVersion | None:
        """The newest version that was not rejected: where a change begins."""
        kept = [one for one in self.versions if one.state is not VersionState.REJECTED]
        return kept[-1] if kept else None


def look(session: Session, actor: Actor, code: str | None) -> Look:
    """Everything the page of an indicator shows; NotFound for an unknown code."""
    indicator = None
    versions: tuple[IndicatorVersion, ...] = ()
    present = None
    if code is not None:
        query = select(Indicator).where(Indicator.code == code).options(selectinload(Indicator.owner))
        indicator = session.scalars(query).one_or_none()
        if indicator is None:
            raise NotFound
        versions = tuple(session.scalars(_versions(indicator)))
        present = in_force(session, indicator, today())
    named = {name: label(f"measure.{name}") for name in registry_of(session).measures}
    own = session.scalars(select(CustomMeasure.code).where(CustomMeasure.archived_at.is_(None)))
    roles = session.execute(select(Role.code, Role.name_zh, Role.name_en).where(Role.archived_at.is_(None)))
    people = session.execute(
        select(Person.id, Person.name, Person.name_en)
        .where(Person.archived_at.is_(None), Person.left_on.is_(None))
        .order_by(Person.name)
    )
    return Look(
        indicator, versions, present,
        dict(sorted(named.items(), key=lambda item: item[1])), frozenset(own),
        {code: in_language(zh, en) for code, zh, en in roles},
        {key: in_language(zh, en) for key, zh, en in people},
        tuple(units_in_sight(session, actor)),
    )  # fmt: skip


def _versions(indicator: Indicator) -> Select[IndicatorVersion]:
    kept = IndicatorVersion
    return (
        select(kept)
        .where(kept.indicator_id == indicator.id, kept.archived_at.is_(None))
        .order_by(kept.effective_from, kept.id)
    )
