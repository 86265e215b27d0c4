"""Remind people, once each, of what has become late in the loop, and of windows that are over."""

from collections.abc import Iterator
from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session, selectinload

from domain.core.statement import Statement
from domain.improvement.issue import Issue
from domain.improvement.issue_state import IssueState
from domain.improvement.locked_issue import PARTS
from domain.improvement.queries import overdue_issues
from domain.improvement.tell_issue import NextStepIsYours, able, link_to, name_of, verb
from domain.improvement.waiting import NEXT_STEP, overdue_measures
from domain.messaging.audience import Audience, audience
from domain.messaging.occasion import Occasion
from domain.messaging.tell import Telling, tell_all


class MeasureLate(Statement):
    """To whoever carries it out, and to the owner of the issue."""

    text = "Measure “{measure}” of {issue} was due {due}."


class IssueLate(Statement):
    """To the owner."""

    text = "{issue} should have been implemented by {due}."


def remind(session: Session, today: date, now: datetime) -> int:
    """Tell of late measures and issues, and of observation windows that are over; how many were told."""
    people = audience(session, today)
    tellings = [*_measures(session, people, today), *_issues(session, people, today)]
    return tell_all(session, [*tellings, *_windows(session, people, today)], now, people.actors)


def _measures(session: Session, people: Audience, today: date) -> Iterator[Telling]:
    for measure in session.scalars(overdue_measures(today)):
        yield Telling(
            recipients=people.of_persons([measure.owner_id, measure.issue.owner_id]),
            occasion=Occasion.OVERDUE,
            statement=MeasureLate(measure=measure.title, issue=name_of(measure.issue), due=measure.due_on),
            link=link_to(measure.issue),
            key=f"measure:{measure.id}:{measure.due_on}",
        )


def _issues(session: Session, people: Audience, today: date) -> Iterator[Telling]:
    for issue in session.scalars(overdue_issues(today)):
        yield Telling(
            recipients=people.of_persons([issue.owner_id]),
            occasion=Occasion.OVERDUE,
            statement=IssueLate(issue=name_of(issue), due=issue.due_on),
            link=link_to(issue),
            key=f"issue:{issue.id}:{issue.due_on}",
        )


def _windows(session: Session, people: Audience, today: date) -> Iterator[Telling]:
    query = (
        select(Issue)
        .where(Issue.archived_at.is_(None), Issue.state == IssueState.OBSERVING, Issue.observed_until < today)
        .options(*PARTS, selectinload(Issue.owner))
    )
    for issue in session.scalars(query):
        step = Issue.workflow.step(NEXT_STEP[issue.state], issue)
        yield Telling(
            recipients=able(step, issue, people),
            occasion=Occasion.YOUR_TURN,
            statement=NextStepIsYours(issue=name_of(issue), action=verb(step.name)),
            link=link_to(issue),
            key=f"issue:{issue.id}:window:{issue.observed_until}",
        )
