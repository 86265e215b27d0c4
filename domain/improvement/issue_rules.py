"""What must hold before an issue moves on. Each rule answers with the reason to wait, or None."""

from typing import TYPE_CHECKING

from sqlalchemy.orm import object_session

from domain.core.errors import DomainError, Missing, RuleBroken
from domain.core.loaded import loaded
from domain.core.permission import Actor
from domain.core.workflow import who_took
from domain.improvement.approval import fingerprint
from domain.improvement.issue_state import IssueState
from domain.improvement.measure import MeasureState
from domain.improvement.separation import workers

if TYPE_CHECKING:
    from domain.improvement.issue import Issue

PROBLEM = ("title", "what", "place", "occurred", "size")


class NotAnOriginal(RuleBroken):
    """A duplicate must lead to an issue that is being worked on."""

    text = "Name the issue that this one repeats; not itself, nor a rejected, cancelled or duplicate one."


class ContainmentNeeded(RuleBroken):
    """Before causes are looked for, the bleeding must stop."""

    text = "Severity is {severity}: record what was done at once to contain the damage."


class CauseMissing(RuleBroken):
    """No analysis is recorded for this round."""

    text = "Record the cause analysis of this round first."


class EffectNotRegistered(RuleBroken):
    """Nobody said beforehand what effect is expected."""

    text = "Register beforehand which indicator should improve, by how much and by when."


class NoMeasures(RuleBroken):
    """A plan without measures is none."""

    text = "Plan at least one measure with an owner and a due date."


class PlanChanged(RuleBroken):
    """The approval covers another plan than the present one."""

    text = "The plan is not the one that was approved. Revise it and have it approved again."


class MeasureUnfinished(RuleBroken):
    """One open measure keeps the issue in progress."""

    text = "“{measure}” is not done yet ({state})."


class NothingReopened(RuleBroken):
    """Proof is sent back for certain measures, not in general."""

    text = "Say which measures lack proof; they are opened again."


class StandardMissing(RuleBroken):
    """An improvement that is not made the standard will be lost."""

    text = "Record what was made the standard: rule, control, training, system setting."


class VerifierMissing(RuleBroken):
    """Nobody independent verified the effect."""

    text = "An issue is closed only after somebody who took no part in the work found it effective."


def problem_is_stated(issue: "Issue", _: Actor) -> DomainError | None:
    """What, where, when and how much are written down."""
    blank = next((name for name in PROBLEM if not getattr(issue, name).strip()), None)
    return Missing(field=blank, field_name=f"Issue.{blank}") if blank else None


def rated_and_assigned(issue: "Issue", _: Actor) -> DomainError | None:
    """Severity, owner and due date are set."""
    names = ("severity", "owner_id", "due_on")
    blank = next((name for name in names if getattr(issue, name) is None), None)
    return Missing(field=blank, field_name=f"Issue.{blank}") if blank else None


def original_is_named(issue: "Issue", _: Actor) -> DomainError | None:
    """The issue it repeats is named, and is itself alive or was closed."""
    original = loaded(issue, "duplicate_of").duplicate_of
    dead = (IssueState.REJECTED, IssueState.DUPLICATE, IssueState.CANCELLED)
    if original is None or original.id == issue.id or original.state in dead:
        return NotAnOriginal(field="duplicate_of_id")
    return None


def damage_is_contained(issue: "Issue", _: Actor) -> DomainError | None:
    """High and critical issues say what was done at once."""
    if issue.severity is not None and issue.severity.severe and not issue.containment.strip():
        return ContainmentNeeded(field="containment", severity=issue.severity)
    return None


def cause_is_found(issue: "Issue", _: Actor) -> DomainError | None:
    """Method, cause and category are recorded, deeper than in the round before."""
    cause = loaded(issue, "causes").cause
    if cause is None:
        return CauseMissing()
    try:
        cause.check()
    except DomainError as incomplete:
        return incomplete
    return cause.not_deeper_than(issue.previous_cause)


def effect_is_registered(issue: "Issue", _: Actor) -> DomainError | None:
    """Indicator, baseline, window and expected change are fixed."""
    return EffectNotRegistered() if loaded(issue, "plans").plan is None else None


def measures_are_planned(issue: "Issue", _: Actor) -> DomainError | None:
    """There is at least one measure."""
    return None if loaded(issue, "measures").current_measures else NoMeasures()


def plan_is_as_approved(issue: "Issue", _: Actor) -> DomainError | None:
    """Nothing of what was approved has changed since."""
    return None if issue.approved_hash == fingerprint(issue) else PlanChanged()


def all_measures_are_done(issue: "Issue", _: Actor) -> DomainError | None:
    """Every measure is done and proven."""
    for measure in loaded(issue, "measures").current_measures:
        if measure.state is not MeasureState.DONE:
            return MeasureUnfinished(measure=measure.title, state=measure.state)
    return None


def some_measure_is_reopened(issue: "Issue", actor: Actor) -> DomainError | None:
    """At least one measure was opened again."""
    return NothingReopened() if all_measures_are_done(issue, actor) is None else None


def standard_is_recorded(issue: "Issue", _: Actor) -> DomainError | None:
    """What was standardised is written down."""
    return None if issue.standardised.strip() else StandardMissing(field="standardised")


def verifier_is_known(issue: "Issue", _: Actor) -> DomainError | None:
    """Somebody independent found it effective."""
    session = object_session(issue)
    found = who_took(session, issue, "find_effective") if session is not None else set()
    valid = issue.verifier_id in found and issue.verifier_id not in workers(issue)
    return None if valid else VerifierMissing()
