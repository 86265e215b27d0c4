"""What whoever looks may do with an assessment now, and why not what they may not."""

from domain.appraisal.assessment import Assessment
from domain.appraisal.assessment_rules import NoSecondRater, SecondRaterThere
from domain.core.permission import Actor
from ui.language import say
from ui.steps import Offer

ASIDE = frozenset(
    {
        "settle_goals",
        "reopen_goals",
        "skip_self",
        "skip_second",
        "send_back_self",
        "send_back_rating",
        "rate_again",
        "calibrate_again",
    }
)
"""Ways out of the straight course; shown only to those who may take them."""
BY_FORM = frozenset({"appeal", "decide_appeal"})
"""Steps that follow from an appeal: it has its own form and its own page."""


def offers_of(assessment: Assessment, actor: Actor) -> tuple[Offer, ...]:
    """The steps that have a meaning here. Ask while the session is open: rules look things up.

    Of the two ways to end a rating only the one is shown that fits: with a second rater or without.
    """
    found = []
    for step, refusal in assessment.workflow.offers(assessment, actor):
        pointless = isinstance(refusal, NoSecondRater | SecondRaterThere)
        aside = step.name in ASIDE
        if step.name in BY_FORM or pointless or (refusal is not None and aside):
            continue
        found.append(Offer(step.name, step.needs_reason, say(refusal) if refusal else None, aside))
    return tuple(sorted(found, key=lambda offer: offer.aside))
