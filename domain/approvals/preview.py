"""Who would approve this? What a version of a route makes of a record, existing or imagined."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy.orm import Session

from domain.approvals.condition import Judgement
from domain.approvals.condition_field import fields_of
from domain.approvals.find_route import weigh
from domain.approvals.routable import require_step
from domain.approvals.route import ApprovalRoute, RouteVersion
from domain.approvals.seat_people import Panel, bench
from domain.approvals.staff import staff_on
from domain.approvals.subject import Subject
from domain.approvals.tier import Tier
from domain.core.workflow import Step, WorkflowEntity
from domain.organisation.directory import Colleague, colleagues


@dataclass(frozen=True)
class TierPreview:
    """One tier: whether it is asked, why, and who decides in it."""

    tier: Tier
    judgement: Judgement
    people: tuple[Colleague, ...]

    @property
    def asked(self) -> bool:
        """It applies to the subject."""
        return self.judgement.holds

    @property
    def stuck(self) -> bool:
        """It applies, and nobody could decide."""
        return self.asked and not self.people


@dataclass(frozen=True)
class Preview:
    """Whether the route applies, why, and its tiers."""

    judgement: Judgement
    tiers: tuple[TierPreview, ...]

    @property
    def possible(self) -> bool:
        """A request could begin: every tier that applies has somebody of its own."""
        return self.judgement.holds and not any(one.stuck for one in self.tiers)


def preview(session: Session, version: RouteVersion, subject: Subject, today: date) -> Preview:
    """Try the version out; nothing is written, nobody is told."""
    route = session.get_one(ApprovalRoute, version.route_id)
    kind = require_step(route.entity, route.step)
    staff = staff_on(session, today)
    found = weigh(version, subject, fields_of(session, kind), staff)
    panel = Panel(staff, subject, _step(kind, route.step, subject))
    levels = version.levels
    seats = dict(zip(found.asked, bench(panel, [levels[number] for number in found.asked]), strict=True))
    names = {one.id: one for one in colleagues(session, [p for people in seats.values() for p in people])}
    return Preview(
        found.judgement,
        tuple(
            TierPreview(tier, found.tiers[number], tuple(names[p] for p in seats.get(number, ())))
            for number, tier in enumerate(levels)
        ),
    )


def _step(kind: type[WorkflowEntity], name: str, subject: Subject) -> Step[Any] | None:
    if subject.record is None:
        return None
    steps = [step for step in kind.workflow.steps if step.name == name]
    here = (step for step in steps if subject.record.state in step.sources)
    return next(here, steps[0])
