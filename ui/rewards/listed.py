"""In whose menu the lists about rewards stand; what concerns oneself is on the page "my development"."""

from domain.core.permission import Actor
from domain.rewards.bonus_line import OVERSIGHT
from domain.rewards.placement import SEEN_BY


def works_on_rewards(actor: Actor) -> bool:
    """Whoever proposes, checks or approves."""
    return any(actor.may(one) for one in OVERSIGHT)


def works_on_people(actor: Actor) -> bool:
    """Those, and whoever rates people."""
    return any(actor.may(one) for one in SEEN_BY)
