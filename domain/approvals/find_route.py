"""Which route applies to a step of a record."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from domain.approvals.condition import Judgement
from domain.approvals.condition_field import ConditionField, fields_of
from domain.approvals.routable import routable
from domain.approvals.route import ApprovalRoute, RouteVersion
from domain.approvals.route_state import RouteState
from domain.approvals.staff import Staff, staff_on
from domain.approvals.subject import Subject


@dataclass(frozen=True)
class Matched:
    """A version that applies, why, and what its tiers make of the subject."""

    version: RouteVersion
    judgement: Judgement
    tiers: tuple[Judgement, ...]
    fields: dict[str, ConditionField]
    staff: Staff

    @property
    def asked(self) -> list[int]:
        """Numbers of the tiers that apply, in order."""
        return [number for number, one in enumerate(self.tiers) if one.holds]


def versions_in_force(session: Session, entity: str, step: str, day: date) -> list[RouteVersion]:
    """The version of each route that counts on a day, by priority."""
    rows = session.scalars(
        select(RouteVersion)
        .join(RouteVersion.route)
        .where(
            ApprovalRoute.entity == entity, ApprovalRoute.step == step, ApprovalRoute.archived_at.is_(None),
            RouteVersion.state == RouteState.APPROVED, RouteVersion.effective_from <= day,
        )
        .options(joinedload(RouteVersion.route))
        .order_by(RouteVersion.effective_from, RouteVersion.number)
    )  # fmt: skip
    latest = {row.route_id: row for row in rows}
    return sorted(
        (one for one in latest.values() if not one.ends_route), key=lambda one: (one.priority, one.route_id)
    )


def find_route(session: Session, entity: str, step: str, subject: Subject, day: date) -> Matched | None:
    """The first route in force whose conditions hold; None: the step is taken by its own rules alone."""
    versions = versions_in_force(session, entity, step, day)
    if not versions:
        return None
    staff, fields = staff_on(session, day), fields_of(session, routable()[entity])
    return next(matches(versions, subject, fields, staff), None)


def matches(
    versions: list[RouteVersion], subject: Subject, fields: dict[str, ConditionField], staff: Staff
) -> Iterator[Matched]:
    """Those of the versions that apply to a subject."""
    for version in versions:
        found = weigh(version, subject, fields, staff)
        if found.judgement.holds:
            yield found


def weigh(
    version: RouteVersion, subject: Subject, fields: dict[str, ConditionField], staff: Staff
) -> Matched:
    """What one version makes of a subject, whether it applies or not."""
    above = staff.above
    return Matched(
        version=version,
        judgement=version.rules.judge(subject, fields, above),
        tiers=tuple(tier.conditions.judge(subject, fields, above) for tier in version.levels),
        fields=fields,
        staff=staff,
    )
