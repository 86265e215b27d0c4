"""What a state means, and the colour of its badge. A word always stands beside the colour."""

from enum import StrEnum
from typing import Any


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
    "reopened": Tone.BAD,
    "not_shown": Tone.BAD,
    "worse": Tone.BAD,
    "critical": Tone.BAD,
    "high": Tone.BAD,
    "medium": Tone.WAITING,
    "partly": Tone.WAITING,
    "inconclusive": Tone.WAITING,
    "done": Tone.GOOD,
    "at_risk": Tone.WAITING,
    "on_track": Tone.GOOD,
    "draft": Tone.CALM,
    "planned": Tone.CALM,
    "low": Tone.CALM,
    "duplicate": Tone.CALM,
    "not_enough_data": Tone.CALM,
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


def tone_of(member: Any) -> Tone:
    """What a state or an item of a list means: by its own `tone`, if it has one, else by its usual sense."""
    own = getattr(member, "tone", None)
    return Tone(own) if own else _TONES.get(str(member.value), Tone.ACTIVE)


def badge_colour(member: Any) -> str:
    """The theme colour of a badge for this state."""
    return _BADGES[tone_of(member)]
