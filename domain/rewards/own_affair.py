"""Separation of duties in rewards: persons are compared, not accounts."""

from domain.core.errors import RuleBroken


class OwnAffair(RuleBroken):
    """It concerns whoever acts."""

    text = "This concerns yourself; somebody else must do it."


class TookPart(RuleBroken):
    """Whoever did one step may not do the next."""

    text = "You took part in this before (“{action}”); somebody else must take this step."
