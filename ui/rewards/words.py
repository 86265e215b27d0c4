"""Kept sentences in the present language, and outcomes as badges."""

from collections.abc import Iterable, Mapping
from typing import Any

import streamlit as st

from domain.indicators.reading import Recalled
from ui.colours import badge_colour
from ui.language import label, say
from ui.routes import literal


def said(kept: Iterable[Mapping[str, Any]]) -> list[str]:
    """Sentences as they were kept, in words."""
    return [say(Recalled(one["text"], one["facts"])) for one in kept]


def draw_sentences(kept: Iterable[Mapping[str, Any]]) -> None:
    """A numbered list: the calculation, step by step."""
    st.markdown("\n".join(f"{place}. {literal(text)}" for place, text in enumerate(said(kept), 1)))


def draw_badge(member: Any) -> None:
    """A state, a kind, an outcome."""
    colour: Any = badge_colour(member)
    st.badge(label(member), color=colour)
