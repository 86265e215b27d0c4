"""Which part of an issue may be written when, and by whom. Verbs obey it, screens draw by it."""

from collections.abc import Callable
from dataclasses import dataclass

from domain.core.acting_person import known_person
from domain.core.errors import DomainError, Locked, NotPermitted
from domain.core.permission import Actor, Permission
from domain.improvement.issue import Issue
from domain.improvement.issue_state import IssueState
from domain.improvement.separation import NotTheReporter, the_owner

S = IssueState


def reporter_or_secretary(issue: Issue, actor: Actor) -> DomainError | None:
    """Whoever reported it, or whoever decides on reports."""
    if actor.person_id == issue.reporter_id or actor.may(Permission.ISSUES_TRIAGE, issue.unit_id):
        return known_person(issue, actor)
    return NotTheReporter()


@dataclass(frozen=True, kw_only=True)
class Section:
    """Fields that are written together. Its label is `section.<name>`."""

    name: str
    fields: tuple[str, ...]
    states: frozenset[IssueState]
    permission: Permission
    rule: Callable[[Issue, Actor], DomainError | None]

    def refusal(self, issue: Issue, actor: Actor) -> DomainError | None:
        """Why the actor may not write this section now; None if they may."""
        if issue.state not in self.states:
            return Locked(field_name=f"section.{self.name}", state=issue.state)
        if not actor.may(self.permission, issue.unit_id):
            return NotPermitted(permission=self.permission)
        return self.rule(issue, actor)


SECTIONS = (
    Section(
        name="problem", fields=("title", "what", "place", "occurred", "size", "indicator_id"),
        states=frozenset({S.IDENTIFIED}), permission=Permission.ISSUES_RAISE, rule=reporter_or_secretary,
    ),
    Section(
        name="containment", fields=("containment",), permission=Permission.ISSUES_OWN, rule=the_owner,
        states=frozenset({S.TRIAGED, S.CAUSE_ANALYSIS, S.PLAN_PROPOSED, S.PLAN_APPROVED, S.IN_PROGRESS}),
    ),
    Section(
        name="cause", fields=("method", "whys", "branches", "category", "root_cause"),
        states=frozenset({S.CAUSE_ANALYSIS}), permission=Permission.ISSUES_OWN, rule=the_owner,
    ),
    Section(
        name="effect", permission=Permission.ISSUES_OWN, rule=the_owner,
        fields=(
            "indicator_id", "observed_unit_id", "control_unit_id", "baseline_months", "window_months",
            "transition_months", "seasonal", "change_kind", "expected_change",
        ),
        states=frozenset({S.CAUSE_ANALYSIS}),
    ),
    Section(
        name="measures", fields=("title", "owner_id", "due_on"),
        states=frozenset({S.CAUSE_ANALYSIS}), permission=Permission.ISSUES_OWN, rule=the_owner,
    ),
)  # fmt: skip


def section_offers(issue: Issue, actor: Actor) -> dict[str, DomainError | None]:
    """Every section by name, with the reason why it is read-only now, or None."""
    return {section.name: section.refusal(issue, actor) for section in SECTIONS}


def require_section(issue: Issue, actor: Actor, name: str) -> None:
    """Raise the reason why the section may not be written."""
    refusal = section_offers(issue, actor)[name]
    if refusal:
        raise refusal
