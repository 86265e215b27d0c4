"""Tell people of the loop: who must act next, what was given to them, what was decided on their work."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import datetime
from functools import partial
from typing import TYPE_CHECKING, Any

from sqlalchemy.orm import Session

from db.settings import LANGUAGES
from domain.core.clock import business_date
from domain.core.language import catalogue
from domain.core.permission import Actor, Permission
from domain.core.statement import Statement
from domain.core.workflow import Step
from domain.improvement.issue_state import IssueState
from domain.improvement.separation import (
    independent,
    not_the_owner,
    not_the_reporter,
    owners,
    workers,
)
from domain.messaging.audience import Audience, audience
from domain.messaging.notice import Link
from domain.messaging.occasion import Occasion
from domain.messaging.tell import Telling, tell_all

if TYPE_CHECKING:
    from domain.improvement.issue import Issue
    from domain.improvement.measure import ImprovementMeasure

ASKS = {
    IssueState.IDENTIFIED: Occasion.YOUR_TURN,
    IssueState.PLAN_PROPOSED: Occasion.APPROVAL_ASKED,
    IssueState.IMPLEMENTED: Occasion.YOUR_TURN,
    IssueState.INCONCLUSIVE: Occasion.YOUR_TURN,
    IssueState.NOT_EFFECTIVE: Occasion.APPROVAL_ASKED,
    IssueState.EFFECTIVE: Occasion.APPROVAL_ASKED,
}
"""States in which somebody else than the owner has to act at once."""
DECISIONS = frozenset(
    {
        "reject", "mark_duplicate", "approve_plan", "send_back_plan", "accept_proof", "send_back_proof",
        "find_effective", "find_not_effective", "find_inconclusive", "analyse_again", "close", "cancel",
        "reopen",
    }
)  # fmt: skip
"""Steps by which somebody else decides on the work of the owner or the report of the reporter."""
APART: dict[Callable[..., Any], Callable[["Issue"], set[int]]] = {
    not_the_owner: lambda issue: owners(issue),
    independent: lambda issue: workers(issue),
    not_the_reporter: lambda issue: {issue.reporter_id},
}
"""Rule on persons -> who may not take the step."""


class NextStepIsYours(Statement):
    """To those who may take the next step, any one of them."""

    text = "{issue}: the next step, “{action}”, is yours."


class IssueAssigned(Statement):
    """To the owner."""

    text = "{issue} has been given to you, due {due}."


class Decided(Statement):
    """To owner and reporter."""

    text = "{issue}: “{action}” by {person}. It is now: {state}."


class MeasureAssigned(Statement):
    """To whoever carries a measure out."""

    text = "Measure “{measure}” of {issue} is yours, due {due}."


class MeasureReturned(Statement):
    """The proof was not enough."""

    text = "Measure “{measure}” of {issue} has been opened again: its proof was not accepted."


class MeasureProposed(Statement):
    """To the owner of the issue."""

    text = "{issue}: the measure “{measure}” is proposed. Plan it or decline it."


def telling_each(steps: tuple[Step["Issue"], ...]) -> tuple[Step["Issue"], ...]:
    """The same steps; each also tells whom it concerns."""
    return tuple(replace(one, effects=(*one.effects, partial(_tell_of_step, one.name))) for one in steps)


def tell_reported(session: Session, issue: "Issue", actor: Actor, now: datetime) -> None:
    """Tell those who decide on a new report."""
    _tell_of_step("raise", session, issue, actor, now)


def tell_owner(session: Session, issue: "Issue", now: datetime, actor: Actor) -> None:
    """Tell the owner that the issue is theirs now."""
    people = audience(session, business_date(now))
    _send(session, [_assigned(issue, people, now)], people, actor, now)


def tell_measure_owner(session: Session, measure: "ImprovementMeasure", actor: Actor, now: datetime) -> None:
    """Effect: the measure is to be carried out, for the first time or once more."""
    people = audience(session, business_date(now))
    facts = {"measure": measure.title, "issue": name_of(measure.issue)}
    again = measure.state.value == "reopened"
    told = Telling(
        recipients=people.of_persons([measure.owner_id]),
        occasion=Occasion.YOUR_TURN if again else Occasion.ASSIGNED,
        statement=MeasureReturned(**facts) if again else MeasureAssigned(**facts, due=measure.due_on),
        link=link_to(measure.issue),
        key=f"measure:{measure.id}:{now.isoformat()}",
    )
    _send(session, [told], people, actor, now)


def tell_proposed(
    session: Session, issue: "Issue", title: str, proposal_id: int, actor: Actor, now: datetime
) -> None:
    """Tell the owner that a measure is proposed; before there is one, the page of the issue shows it."""
    people = audience(session, business_date(now))
    told = Telling(
        recipients=people.of_persons([issue.owner_id]), occasion=Occasion.YOUR_TURN,
        statement=MeasureProposed(issue=name_of(issue), measure=title), link=link_to(issue),
        key=f"proposal:{proposal_id}",
    )  # fmt: skip
    _send(session, [told], people, actor, now)


def tell_all_done(session: Session, issue: "Issue", actor: Actor, now: datetime) -> None:
    """Tell the owner that the last measure is done, so that they can report it."""
    people = audience(session, business_date(now))
    step = issue.workflow.step("report_implemented", issue)
    told = _asked(issue, step, people.of_persons([issue.owner_id]), Occasion.YOUR_TURN, now)
    _send(session, [told], people, actor, now)


def _tell_of_step(name: str, session: Session, issue: "Issue", actor: Actor, now: datetime) -> None:
    people = audience(session, business_date(now))
    _send(session, list(_tellings(name, issue, people, actor, now)), people, actor, now)


def _tellings(name: str, issue: "Issue", people: Audience, actor: Actor, now: datetime) -> Iterator[Telling]:
    from domain.improvement.waiting import NEXT_STEP

    if name == "triage":
        yield _assigned(issue, people, now)
    if name in DECISIONS:
        yield Telling(
            recipients=people.of_persons(
                [issue.owner_id, *(() if issue.state.open else (issue.reporter_id,))]
            ),
            occasion=Occasion.APPROVAL_DECIDED,
            statement=Decided(issue=name_of(issue), action=verb(name), person=actor.name, state=issue.state),
            link=link_to(issue),
            key=f"issue:{issue.id}:{name}:{now.isoformat()}",
        )
    if occasion := ASKS.get(issue.state):
        step = issue.workflow.step(NEXT_STEP[issue.state], issue)
        yield _asked(issue, step, able(step, issue, people), occasion, now)


def able(step: Step["Issue"], issue: "Issue", people: Audience) -> frozenset[int]:
    """Who may take the step: the right in the unit, less those whom a rule on persons keeps away."""
    if step.permission is None:
        return frozenset()
    apart = [APART[guard](issue) for guard in step.guards if guard in APART]
    return people.without_persons(
        people.with_permission(step.permission, issue.unit_id), frozenset().union(*apart)
    )


def _asked(
    issue: "Issue", step: Step["Issue"], recipients: frozenset[int], occasion: Occasion, now: datetime
) -> Telling:
    return Telling(
        recipients=recipients,
        occasion=occasion,
        statement=NextStepIsYours(issue=name_of(issue), action=verb(step.name)),
        link=link_to(issue),
        key=f"issue:{issue.id}:{step.name}:{now.isoformat()}",
    )


def _assigned(issue: "Issue", people: Audience, now: datetime) -> Telling:
    return Telling(
        recipients=people.of_persons([issue.owner_id]),
        occasion=Occasion.ASSIGNED,
        statement=IssueAssigned(issue=name_of(issue), due=issue.due_on),
        link=link_to(issue),
        key=f"issue:{issue.id}:owner:{now.isoformat()}",
    )


def _send(session: Session, tellings: list[Telling], people: Audience, actor: Actor, now: datetime) -> None:
    """Whoever did it knows: their own accounts are left out."""
    own = people.of_persons([actor.person_id]) | ({actor.user_id} if actor.user_id else set())
    others = [replace(one, recipients=frozenset(one.recipients) - own) for one in tellings]
    tell_all(session, others, now, people.actors)


def verb(step: str) -> str:
    """The key under which the catalogues have a step of an issue."""
    own = f"Issue.step.{step}"
    return own if own in catalogue(LANGUAGES[0]) else f"step.{step}"


def name_of(issue: "Issue") -> str:
    """What an issue is called in a sentence."""
    return f"{issue.number} {issue.title}"


def link_to(issue: "Issue") -> Link:
    """Its page, for who may read it."""
    return Link("issues", {"id": str(issue.id)}, Permission.ISSUES_READ, issue.unit_id)
