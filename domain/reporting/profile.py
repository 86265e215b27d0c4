"""What there is to know about an indicator besides its figures: meaning, owner, definitions by date."""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from sqlalchemy import Select, select
from sqlalchemy.orm import Session, selectinload

from domain.access.role import Role
from domain.core.errors import NotFound
from domain.indicators.indicator import Indicator
from domain.indicators.indicator_version import IndicatorVersion, VersionState

PLAN = "plan"


@dataclass(frozen=True, slots=True)
class VersionCard:
    """One approved definition. `number` counts them from 1, by their date of effect."""

    id: int
    number: int
    effective_from: date
    numerator: str
    denominator: str
    factor: str
    amber: str
    red: str
    target: str
    min_rows: int
    min_coverage: Decimal | None
    note: str


@dataclass(frozen=True, slots=True)
class Profile:
    """An indicator with its owner loaded, its definitions, and the name of the role that answers for it."""

    indicator: Indicator
    versions: tuple[VersionCard, ...]
    role_zh: str = ""
    role_en: str = ""

    def version(self, version_id: int | None) -> VersionCard | None:
        """The definition that a figure was computed with; the newest where the figure names none."""
        return next((v for v in reversed(self.versions) if version_id in (None, v.id)), None)

    def by_plan(self, version_id: int | None) -> bool:
        """Whether the target is the plan: what people set themselves, not a standard."""
        version = self.version(version_id)
        return version is not None and version.target == PLAN


def profiles(session: Session) -> tuple[Profile, ...]:
    """Every indicator in use, by code: KPIs first."""
    query = select(Indicator).where(Indicator.archived_at.is_(None), Indicator.is_active.is_(True))
    return _with_definitions(session, session.scalars(_loaded(query).order_by(Indicator.code)).all())


def profile(session: Session, code: str) -> Profile:
    """One indicator, in use or not; NotFound if there is none of this code."""
    found = session.scalars(_loaded(select(Indicator).where(Indicator.code == code))).one_or_none()
    if found is None:
        raise NotFound
    return _with_definitions(session, [found])[0]


def _loaded(query: Select[Indicator]) -> Select[Indicator]:
    return query.options(selectinload(Indicator.owner))


def _with_definitions(session: Session, indicators: Collection[Indicator]) -> tuple[Profile, ...]:
    versions = _versions(session, [indicator.id for indicator in indicators])
    names = role_names(session)
    return tuple(
        Profile(
            indicator,
            tuple(versions[indicator.id]),
            *names.get(indicator.owner_role, ("", "")),
        )
        for indicator in indicators
    )


def role_names(session: Session) -> dict[str, tuple[str, str]]:
    """What roles are called, in Chinese and in English, by their codes."""
    rows = session.execute(select(Role.code, Role.name_zh, Role.name_en))
    return {code: (chinese, english) for code, chinese, english in rows}


def _versions(session: Session, indicators: Collection[int]) -> defaultdict[int, list[VersionCard]]:
    kept = IndicatorVersion
    query = (
        select(
            kept.indicator_id, kept.id, kept.effective_from, kept.numerator, kept.denominator, kept.factor,
            kept.amber, kept.red, kept.target, kept.min_rows, kept.min_coverage, kept.note,
        )
        .where(
            kept.indicator_id.in_(indicators),
            kept.state == VersionState.APPROVED,
            kept.archived_at.is_(None),
        )
        .order_by(kept.effective_from, kept.id)
    )  # fmt: skip
    cards: defaultdict[int, list[VersionCard]] = defaultdict(list)
    for indicator, key, *facts in session.execute(query):
        cards[indicator].append(VersionCard(key, len(cards[indicator]) + 1, *facts))
    return cards
