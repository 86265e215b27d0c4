"""The life of one version of a route: drafted by one person, put into force by another."""

from datetime import datetime
from enum import StrEnum
from typing import TYPE_CHECKING

from sqlalchemy.orm import Session, object_session

from domain.approvals.check_route import check_version
from domain.core.clock import business_date
from domain.core.errors import DomainError, RuleBroken
from domain.core.permission import Actor, Permission
from domain.core.workflow import Step, Workflow

if TYPE_CHECKING:
    from domain.approvals.route import RouteVersion


class RouteState(StrEnum):
    """Only approved versions count."""

    DRAFT = "draft"
    PROPOSED = "proposed"
    APPROVED = "approved"
    DISCARDED = "discarded"

    @property
    def tone(self) -> str | None:
        """A proposal waits for somebody else."""
        return {"draft": "calm", "proposed": "waiting", "approved": "good"}.get(self.value, "calm")


class NoPerson(RuleBroken):
    """Separation of duties compares persons."""

    text = "Your account is not linked to a person, so separation of duties cannot be checked."


class DrafterApproves(RuleBroken):
    """Whoever wrote the rule would put it into force."""

    text = "You drafted this version of the route; somebody else must put it into force."


def a_person(_: "RouteVersion", actor: Actor) -> DomainError | None:
    """A known person acts."""
    return NoPerson() if actor.person_id is None else None


def not_the_drafter(version: "RouteVersion", actor: Actor) -> DomainError | None:
    """Another person than all who drafted it."""
    return DrafterApproves() if actor.person_id in version.drafter_ids else None


def is_sound(version: "RouteVersion", _: Actor) -> DomainError | None:
    """Conditions and tiers fit together and to the kind of record."""
    session = object_session(version)
    if session is None:
        raise RuntimeError("the version is not in a session")
    try:
        check_version(session, version)
    except DomainError as refusal:
        return refusal
    return None


def remember_proposer(_: Session, version: "RouteVersion", actor: Actor, __: datetime) -> None:
    """Who proposed it has drafted it, too."""
    add_drafter(version, actor)


def take_effect(_: Session, version: "RouteVersion", actor: Actor, now: datetime) -> None:
    """Who put it into force; it does not reach back before that day."""
    version.approved_by_id = actor.person_id
    version.effective_from = max(version.effective_from, business_date(now))


def add_drafter(version: "RouteVersion", actor: Actor) -> None:
    """Remember somebody who wrote on the draft, once."""
    if actor.person_id is not None and actor.person_id not in version.drafter_ids:
        version.drafter_ids = [*version.drafter_ids, actor.person_id]


S = RouteState
VERSION_WORKFLOW: Workflow["RouteVersion"] = Workflow(
    initial=S.DRAFT,
    editable_in=frozenset({S.DRAFT}),
    steps=(
        Step(
            name="propose", source=S.DRAFT, target=S.PROPOSED, permission=Permission.APPROVALS_DEFINE,
            guards=(a_person, is_sound), effects=(remember_proposer,),
        ),
        Step(
            name="discard", source=S.DRAFT, target=S.DISCARDED, permission=Permission.APPROVALS_DEFINE,
            guards=(a_person,),
        ),
        Step(
            name="put_into_force", source=S.PROPOSED, target=S.APPROVED,
            permission=Permission.APPROVALS_APPROVE, guards=(a_person, not_the_drafter, is_sound),
            effects=(take_effect,), allowed_days=7,
        ),
        Step(
            name="send_back", source=S.PROPOSED, target=S.DRAFT, permission=Permission.APPROVALS_APPROVE,
            guards=(a_person, not_the_drafter), needs_reason=True, allowed_days=7,
        ),
    ),
)  # fmt: skip
