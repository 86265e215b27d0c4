"""Colours: status has three, series have six, and neither borrows from the other."""

from enum import Enum, StrEnum

TEAL, AMBER, CRIMSON, GREY = "#00796B", "#F2A900", "#B3261E", "#6B7280"
AMBER_TEXT = "#9A6700"
SERIES = ("#0072B2", "#E69F00", "#009E73", "#CC79A7", "#56B4E9", "#D55E00")


class Tone(StrEnum):
    """What a state means to whoever looks at it."""

    GOOD = "good"
    WAITING = "waiting"
    BAD = "bad"
    CALM = "calm"
    ACTIVE = "active"


_TONES: dict[str, Tone] = {
    "won": Tone.GOOD,
    "active": Tone.GOOD,
    "posted": Tone.GOOD,
    "committed": Tone.GOOD,
    "effective": Tone.GOOD,
    "closed": Tone.GOOD,
    "open": Tone.ACTIVE,
    "lost": Tone.BAD,
    "confirmed": Tone.BAD,
    "rejected": Tone.BAD,
    "not_effective": Tone.BAD,
    "off_track": Tone.BAD,
    "at_risk": Tone.WAITING,
    "on_track": Tone.GOOD,
    "draft": Tone.CALM,
    "cancelled": Tone.CALM,
    "disabled": Tone.CALM,
    "dismissed": Tone.CALM,
    "disqualified": Tone.CALM,
    "undone": Tone.CALM,
}
_BADGES = {
    Tone.GOOD: "green",
    Tone.WAITING: "orange",
    Tone.BAD: "red",
    Tone.CALM: "gray",
    Tone.ACTIVE: "blue",
}


def tone_of(member: Enum) -> Tone:
    """What a state means: by its own `tone`, if its enum says so, else by its usual sense."""
    own = getattr(member, "tone", None)
    return Tone(own) if own else _TONES.get(str(member.value), Tone.ACTIVE)


def badge_colour(member: Enum) -> str:
    """The theme colour of a badge for this state."""
    return _BADGES[tone_of(member)]
