"""Kept sentences in the present language, and outcomes as badges."""

from collections.abc import Iterable, Mapping
from typing import Any

import streamlit as st

from domain.indicators.reading import Recalled
from ui.colours import badge_colour
from ui.language import in_language, label, say
from ui.routes import literal


def said(kept: Iterable[Mapping[str, Any]]) -> list[str]:
    """Sentences as they were kept, in words."""
    return [say(Recalled(one["text"], _fitting(one["facts"]))) for one in kept]


def _fitting(facts: Mapping[str, str]) -> dict[str, str]:
    """A name kept in both languages (`item`, `item_en`) becomes the one that fits."""
    return {
        name: in_language(value, facts[f"{name}_en"]) if f"{name}_en" in facts else value
        for name, value in facts.items()
    }


def draw_sentences(kept: Iterable[Mapping[str, Any]]) -> None:
    """A numbered list: the calculation, step by step."""
    st.markdown("\n".join(f"{place}. {literal(text)}" for place, text in enumerate(said(kept), 1)))


def draw_badge(member: Any) -> None:
    """A state, a kind, an outcome."""
    colour: Any = badge_colour(member)
    st.badge(label(member), color=colour)
