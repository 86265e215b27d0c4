"""Whose turn it is: the issues that wait for a person, as one query, from the workflow's own rules."""

from collections.abc import Callable
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, exists, false, or_, select, true
from sqlalchemy.orm import selectinload

from domain.core.permission import Actor, Permission
from domain.core.workflow import Step, StepTaken
from domain.improvement.evidence import Evidence
from domain.improvement.issue import Issue
from domain.improvement.issue_state import IssueState
from domain.improvement.measure import ImprovementMeasure, MeasureState
from domain.improvement.separation import (
    OWNER_STEPS,
    independent,
    not_the_owner,
    not_the_reporter,
    the_owner,
)

NEXT_STEP = {
    IssueState.IDENTIFIED: "triage",
    IssueState.TRIAGED: "start_analysis",
    IssueState.CAUSE_ANALYSIS: "propose_plan",
    IssueState.PLAN_PROPOSED: "approve_plan",
    IssueState.PLAN_APPROVED: "start_work",
    IssueState.IN_PROGRESS: "report_implemented",
    IssueState.IMPLEMENTED: "accept_proof",
    IssueState.OBSERVING: "find_effective",
    IssueState.INCONCLUSIVE: "observe_longer",
    IssueState.NOT_EFFECTIVE: "analyse_again",
    IssueState.EFFECTIVE: "close",
}
"""The step that is next in each open state; the person who may take it is waited for."""

M = ImprovementMeasure


def waiting_for(actor: Actor, today: date) -> Select[Issue]:
    """Open issues whose next step is the actor's, oldest wait first.

    An issue in progress waits for its owner only when all measures are done, one under observation for a
    verifier only when the window is over.
    """
    turns = [_turn(step, actor, today) for step in Issue.workflow.steps if step.name in NEXT_STEP.values()]
    return (
        select(Issue)
        .where(Issue.archived_at.is_(None), or_(false(), *turns))
        .options(selectinload(Issue.owner), selectinload(Issue.unit))
        .order_by(Issue.state_since, Issue.id)
    )


def measures_waiting_for(actor: Actor) -> Select[ImprovementMeasure]:
    """Measures under way that the actor owns, the most urgent first."""
    return under_way().where(M.owner_id == (actor.person_id or 0))


def overdue_measures(today: date) -> Select[ImprovementMeasure]:
    """Measures under way whose due date lies in the past, the longest overdue first."""
    return under_way().where(M.due_on < today)


def under_way() -> Select[ImprovementMeasure]:
    """Measures that are being worked on, by due date."""
    return (
        select(M)
        .join(M.issue)
        .where(
            M.archived_at.is_(None),
            M.state.in_([state for state in MeasureState if state.under_way]),
            Issue.state == IssueState.IN_PROGRESS,
        )
        .options(selectinload(M.issue), selectinload(M.owner))
        .order_by(M.due_on, M.id)
    )


def _turn(step: Step[Issue], actor: Actor, today: date) -> ColumnElement[bool]:
    person = actor.person_id
    if person is None or step.permission is None:
        return false()
    rule = next(PERSONS[guard] for guard in step.guards if guard in PERSONS)
    due = DUE[step.name](today) if step.name in DUE else true()
    return and_(Issue.state.in_(step.sources), _where_allowed(actor, step.permission), rule(person), due)


def _where_allowed(actor: Actor, permission: Permission) -> ColumnElement[bool]:
    scopes = [grant.units for grant in actor.grants if permission in grant.permissions]
    if None in scopes:
        return true()
    return Issue.unit_id.in_(frozenset().union(*(units for units in scopes if units)))


def _not_owner(person: int) -> ColumnElement[bool]:
    acted = exists().where(
        StepTaken.entity == Issue.__name__,
        StepTaken.entity_id == Issue.id,
        StepTaken.step.in_(OWNER_STEPS),
        StepTaken.person_id == person,
    )
    return and_(Issue.owner_id.is_distinct_from(person), ~acted)


def _not_worker(person: int) -> ColumnElement[bool]:
    worked = exists().where(
        M.issue_id == Issue.id,
        M.archived_at.is_(None),
        or_(M.owner_id == person, M.finished_by_id == person, _proved(person)),
    )
    return and_(_not_owner(person), ~worked)


def _proved(person: int) -> ColumnElement[bool]:
    return exists().where(Evidence.measure_id == M.id, Evidence.by_id == person)


def _all_done(_: date) -> ColumnElement[bool]:
    unfinished = exists().where(
        M.issue_id == Issue.id,
        M.round == Issue.failures + 1,
        M.archived_at.is_(None),
        M.state != MeasureState.DONE,
    )
    return ~unfinished


PERSONS: dict[Callable[..., Any], Callable[[int], ColumnElement[bool]]] = {
    the_owner: lambda person: Issue.owner_id == person,
    not_the_owner: _not_owner,
    independent: _not_worker,
    not_the_reporter: lambda person: Issue.reporter_id != person,
}
"""Each rule on persons, as a condition of the database."""
DUE: dict[str, Callable[[date], ColumnElement[bool]]] = {
    "report_implemented": _all_done,
    "find_effective": lambda today: Issue.observed_until < today,
}
"""When a step becomes possible without anybody's doing."""
