"""Separation of duties in the loop: who may not take a step because of what they did before.

Persons are compared, not accounts, and what counts is the record's own history beside its present fields.
"""

from typing import TYPE_CHECKING

from sqlalchemy import select
from sqlalchemy.orm import object_session

from domain.core.acting_person import WrongPerson, known_person
from domain.core.errors import DomainError
from domain.core.loaded import loaded
from domain.core.permission import Actor
from domain.core.workflow import who_took
from domain.improvement.evidence import Evidence

if TYPE_CHECKING:
    from domain.improvement.issue import Issue

OWNER_STEPS = ("start_analysis", "propose_plan", "revise_plan", "start_work", "report_implemented")
"""Whoever took one of these acted as the owner."""


class ReporterDecides(WrongPerson):
    """Triage by the one who reported."""

    text = "You reported this issue; somebody else must decide on it."


class NotTheReporter(WrongPerson):
    """Somebody's report, changed by another."""

    text = "Only the reporter or the committee's secretary may change the report."


class NotTheOwner(WrongPerson):
    """A step of the owner, by another."""

    text = "Only the owner of the issue may take this step."


class NotTheMeasureOwner(WrongPerson):
    """A step of the measure's owner, by another."""

    text = "Only the owner of the measure may take this step."


class OwnerDecides(WrongPerson):
    """Approval, closing or cancelling by the one whose work it is."""

    text = "You own this issue, or acted as its owner; somebody else must take this step."


class WorkerVerifies(WrongPerson):
    """Verification by one of those who did the work."""

    text = "You took part in the work, as owner of the issue or of a measure; somebody else must verify it."


def not_the_reporter(issue: "Issue", actor: Actor) -> DomainError | None:
    """Another person than the reporter decides."""
    return known_person(issue, actor) or (ReporterDecides() if actor.person_id == issue.reporter_id else None)


def the_owner(issue: "Issue", actor: Actor) -> DomainError | None:
    """The owner of the issue acts."""
    return known_person(issue, actor) or (NotTheOwner() if actor.person_id != issue.owner_id else None)


def not_the_owner(issue: "Issue", actor: Actor) -> DomainError | None:
    """Another person than the owner acts, and than anybody who acted as the owner."""
    return known_person(issue, actor) or (OwnerDecides() if actor.person_id in owners(issue) else None)


def independent(issue: "Issue", actor: Actor) -> DomainError | None:
    """Somebody who owned neither the issue nor any of its measures acts."""
    return known_person(issue, actor) or (WorkerVerifies() if actor.person_id in workers(issue) else None)


def owners(issue: "Issue") -> set[int]:
    """The owner of the issue and everybody who acted as such."""
    session = object_session(issue)
    acted = who_took(session, issue, *OWNER_STEPS) if session is not None else set()
    return acted | ({issue.owner_id} if issue.owner_id is not None else set())


def workers(issue: "Issue") -> set[int]:
    """The owners, and all who own, proved or finished one of its measures in any round."""
    session = object_session(issue)
    measures = [measure for measure in loaded(issue, "measures").measures if measure.archived_at is None]
    people = owners(issue) | {measure.owner_id for measure in measures}
    people |= {measure.finished_by_id for measure in measures if measure.finished_by_id is not None}
    if session is None:
        return people
    provers = select(Evidence.by_id).where(Evidence.measure_id.in_([measure.id for measure in measures]))
    return people | set(session.scalars(provers))
