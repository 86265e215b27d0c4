"""Colours of marks: by role, and of layers by what they are layers of."""

from collections.abc import Callable, Mapping

import altair as alt

from ui.charts.style import Style
from ui.colours import Tone

PLAIN, QUIET, STRONG = "plain", "quiet", "strong"
"""Colours without a meaning of status: the figure itself, what stands back, what stands out."""
ON_LIGHT = (
    "#D6E6F4", "#B4D2EC", "#8DBBE1", "#63A1D4", "#3F86C4", "#246BAF", "#155594", "#0B3D75", "#94A0AB",
)  # fmt: skip
ON_DARK = (
    "#16436F", "#1F568F", "#2C6CAB", "#4284C4", "#629DD6", "#88B7E4", "#B1D1F0", "#DBEAF9", "#5C6873",
)  # fmt: skip
"""An order in one hue, and last what is over."""


def quiet(look: Style) -> str:
    """What stands back."""
    return "#4A5661" if look.dark else "#C3CBD2"


def role_colour(look: Style) -> alt.Color:
    """Colour by role: one without status, or that of a status."""
    roles = {PLAIN: look.series[0], QUIET: quiet(look), STRONG: look.series[1]}
    roles |= {tone.value: colour for tone, colour in look.tones.items()}
    scale = alt.Scale(domain=list(roles), range=list(roles.values()))
    return alt.Color("role", type="nominal", legend=None, scale=scale)


def _ordered(look: Style, count: int) -> tuple[str, ...]:
    chosen = ON_DARK if look.dark else ON_LIGHT
    if count == len(chosen):
        return chosen
    step = (len(chosen) - 2) / max(1, count - 1)
    return tuple(chosen[round(at * step)] for at in range(count))


def _loyal(look: Style, _count: int) -> tuple[str, ...]:
    return look.series[0], look.series[2], quiet(look)


def _risky(look: Style, _count: int) -> tuple[str, ...]:
    return look.tones[Tone.WAITING], look.tones[Tone.BAD]


ORDER, LOYAL, RISKY = "order", "loyal", "risky"
PALETTES: Mapping[str, Callable[[Style, int], tuple[str, ...]]] = {
    ORDER: _ordered,
    LOYAL: _loyal,
    RISKY: _risky,
}
"""Colours of layers: one hue by order; who stays, comes, goes; who is in danger."""
