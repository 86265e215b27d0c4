"""Against what changes are told: the period before, the year before, the target."""

import streamlit as st

from domain.reporting.standing import Comparison
from ui import address
from ui.language import _, label

AGAINST = "against"


def pick_comparison(key: str) -> Comparison:
    """The choice, kept in the address."""
    widget = f"{key}:{AGAINST}"
    known = {member.value: member for member in Comparison}
    address.follow(AGAINST, widget, lambda words: known.get(words[0] if words else "", Comparison.PREVIOUS))
    st.segmented_control(
        _("Compared with"), list(Comparison), format_func=label, key=widget, required=True,
        label_visibility="collapsed", on_change=address.publish, width="content",
        args=(AGAINST, widget, lambda one: [] if one is Comparison.PREVIOUS else [one.value]),
    )  # fmt: skip
    return Comparison(st.session_state[widget] or Comparison.PREVIOUS)
