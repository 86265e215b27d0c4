"""The step out of observation follows the computed verdict; the verifier's opinion explains it."""

from typing import TYPE_CHECKING

from domain.core.errors import DomainError, RuleBroken
from domain.core.loaded import loaded
from domain.core.period import month_of
from domain.core.permission import Actor
from domain.improvement.effect_review import EffectOutcome

if TYPE_CHECKING:
    from domain.improvement.effect_verdict import EffectVerdict
    from domain.improvement.issue import Issue


class EffectNotComputed(RuleBroken):
    """There is no verdict for the present window."""

    text = "Compute the effect first; that is possible when the observation window has ended."


class VerdictSaysOtherwise(RuleBroken):
    """People do not overrule the figures here."""

    text = "The computed verdict is {verdict}; this step does not follow from it."


class OpinionMissing(RuleBroken):
    """A verdict is a computed figure and a person's judgement of it."""

    text = "Write your opinion on the verdict."


class WindowNotLonger(RuleBroken):
    """Observing again over the same months would find the same."""

    text = "Lengthen the observation window first."


def says_effective(issue: "Issue", actor: Actor) -> DomainError | None:
    """The computed verdict is effective, and the verifier has given an opinion."""
    return _agrees(issue, actor, EffectOutcome.EFFECTIVE)


def says_not_effective(issue: "Issue", actor: Actor) -> DomainError | None:
    """The computed verdict is partly effective, not shown or worse, and the verifier has given an opinion."""
    return _agrees(issue, actor, EffectOutcome.NOT_EFFECTIVE)


def says_not_enough_data(issue: "Issue", actor: Actor) -> DomainError | None:
    """The computed verdict is that data are too few, and the verifier has given an opinion."""
    return _agrees(issue, actor, EffectOutcome.NOT_ENOUGH_DATA)


def window_is_longer(issue: "Issue", _: Actor) -> DomainError | None:
    """The window reaches beyond the one that was judged."""
    latest = loaded(issue, "verdicts").latest_verdict
    if latest is None:
        return EffectNotComputed()
    return WindowNotLonger(field="months") if _judges_present_window(issue, latest) else None


def _agrees(issue: "Issue", actor: Actor, outcome: EffectOutcome) -> DomainError | None:
    latest = loaded(issue, "verdicts").latest_verdict
    if latest is None or not _judges_present_window(issue, latest):
        return EffectNotComputed()
    if latest.verdict.outcome is not outcome:
        return VerdictSaysOtherwise(verdict=latest.verdict)
    if not latest.opinion.strip() or latest.opinion_by_id != actor.person_id:
        return OpinionMissing(field="opinion")
    return None


def _judges_present_window(issue: "Issue", verdict: "EffectVerdict") -> bool:
    plan = loaded(issue, "plans").plan
    if plan is None or issue.implemented_on is None:
        return False
    return verdict.window == plan.window(month_of(issue.implemented_on))
