"""What whoever looks may do with an issue now, and why not what they may not.

The workflow decides. A step whose form asks for what a rule misses (a rating, an opinion) is not refused for
that beforehand; the rule stands when the form is sent.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from domain.core.errors import DomainError, NotPermitted
from domain.core.gate import waiting_steps
from domain.core.permission import Actor, Permission
from domain.core.workflow import Step
from domain.improvement import issue_rules as rules
from domain.improvement import verdict_rules
from domain.improvement.compute_effect import WindowStillOpen
from domain.improvement.conclude import STEPS
from domain.improvement.hand_over import WHILE_OWNED
from domain.improvement.issue import Issue
from domain.improvement.issue_state import IssueState
from domain.improvement.measure import ImprovementMeasure
from domain.improvement.separation import independent, not_the_owner
from domain.improvement.waiting import NEXT_STEP
from ui.language import say

ANSWERED: dict[str, tuple[Any, ...]] = {
    "triage": (rules.rated_and_assigned,),
    "mark_duplicate": (rules.original_is_named,),
    "send_back_proof": (rules.some_measure_is_reopened,),
    "observe_longer": (verdict_rules.window_is_longer,),
    "close": (rules.standard_is_recorded,),
}
"""Rules that the form of a step exists to satisfy."""
ASIDE = frozenset({"reject", "mark_duplicate", "cancel", "reopen", "hand_over", "revise_plan"})
"""Ways out of the straight course; shown only to those who may take them."""
COMPUTE, CONCLUDE, HAND_OVER = "compute_effect", "conclude", "hand_over"


@dataclass(frozen=True)
class Offer:
    """One thing to do: its name, and why it must wait, if it must."""

    step: str
    refusal: str | None
    aside: bool
    next: bool
    """It is the step that the issue waits for."""


def offers_of(issue: Issue, actor: Actor, today: date) -> tuple[Offer, ...]:
    """Ask while the session is open: rules may look things up."""
    found = []
    for step, refusal in _refusals(issue, actor, today):
        aside = step in ASIDE
        if aside and refusal is not None:
            continue
        first = step == NEXT_STEP.get(issue.state) or step in (COMPUTE, CONCLUDE)
        found.append(Offer(step, say(refusal) if refusal else None, aside, first))
    return tuple(sorted(found, key=lambda offer: (offer.aside, not offer.next)))


def measure_offers(measure: ImprovementMeasure, actor: Actor) -> dict[str, DomainError | None]:
    """What may be done with a measure under way; finishing asks for the day, so that is not missed yet."""
    step = ImprovementMeasure.workflow.step("finish", measure)
    known = replace(step, guards=step.guards[:-1])
    extends = actor.may(Permission.ISSUES_APPROVE, measure.unit_id) or (
        actor.may(Permission.ISSUES_OWN, measure.unit_id) and actor.person_id == measure.issue.owner_id
    )
    return {
        "finish": known.refusal(measure, actor),
        "extend": None if extends else NotPermitted(permission=Permission.ISSUES_APPROVE),
    }


def _refusals(issue: Issue, actor: Actor, today: date) -> Iterator[tuple[str, DomainError | None]]:
    waiting = waiting_steps(issue)
    for step in Issue.workflow.steps:
        if issue.state in step.sources and step.name not in STEPS.values():
            known = _without(step, ANSWERED.get(step.name, ()))
            yield step.name, known.refusal(issue, actor) or waiting.get(step.name)
    if issue.state is IssueState.OBSERVING:
        yield COMPUTE, _why_not_compute(issue, actor, today)
        yield CONCLUDE, _why_not_conclude(issue, actor)
    if issue.state in WHILE_OWNED:
        allowed = actor.may(Permission.ISSUES_TRIAGE, issue.unit_id)
        denied = None if allowed else NotPermitted(permission=Permission.ISSUES_TRIAGE)
        yield HAND_OVER, denied or not_the_owner(issue, actor)


def _without(step: Step[Issue], guards: tuple[Any, ...]) -> Step[Issue]:
    return replace(step, guards=tuple(guard for guard in step.guards if guard not in guards))


def _why_not_compute(issue: Issue, actor: Actor, today: date) -> DomainError | None:
    if not actor.may(Permission.ISSUES_VERIFY, issue.unit_id):
        return NotPermitted(permission=Permission.ISSUES_VERIFY)
    refusal = independent(issue, actor) or rules.plan_is_as_approved(issue, actor)
    if refusal is None and issue.observed_until is not None and today <= issue.observed_until:
        return WindowStillOpen(last_day=issue.observed_until)
    return refusal


def _why_not_conclude(issue: Issue, actor: Actor) -> DomainError | None:
    """The step that follows from the computed verdict; its opinion is what the form asks for."""
    verdict = issue.latest_verdict
    outcome = verdict.verdict.outcome if verdict else next(iter(STEPS))
    step = Issue.workflow.step(STEPS[outcome], issue)
    refusal = step.refusal(issue, actor)
    return None if isinstance(refusal, verdict_rules.OpinionMissing) else refusal
