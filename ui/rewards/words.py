"""Kept sentences in the present language, and outcomes as badges."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import streamlit as st
from sqlalchemy import select

from db.unit_of_work import reading
from domain.indicators.indicator import Indicator
from domain.indicators.reading import Recalled
from ui.colours import badge_colour
from ui.language import in_language, label, say
from ui.routes import literal
from ui.session import current_actor


def said(kept: Iterable[Mapping[str, Any]]) -> list[str]:
    """Sentences as they were kept, in words."""
    return [say(Recalled(one["text"], _fitting(one["facts"]))) for one in kept]


def _fitting(facts: Mapping[str, str]) -> dict[str, str]:
    """A name kept in both languages (`item`, `item_en`) becomes the one that fits."""
    return {
        name: in_language(value, facts[f"{name}_en"]) if f"{name}_en" in facts else value
        for name, value in facts.items()
    }


def draw_sentences(kept: Sequence[Mapping[str, Any]]) -> None:
    """A numbered list: the calculation, step by step, indicators by code and name."""
    told = said(_naming_indicators(kept))
    st.markdown("\n".join(f"{place}. {literal(text)}" for place, text in enumerate(told, 1)))


def _naming_indicators(kept: Sequence[Mapping[str, Any]]) -> list[Mapping[str, Any]]:
    """People know an indicator by its name; its code alone tells them nothing."""
    codes = {one["facts"]["code"] for one in kept if "code" in one["facts"]}
    with reading(current_actor()) as session:
        query = select(Indicator.code, Indicator.name_zh, Indicator.name_en).where(Indicator.code.in_(codes))
        names = {
            row.code: f"{row.code} {in_language(row.name_zh, row.name_en)}" for row in session.execute(query)
        }
    return [
        {**one, "facts": {**one["facts"], "code": names.get(code, code)}}
        if (code := one["facts"].get("code")) is not None
        else one
        for one in kept
    ]


def draw_badge(member: Any) -> None:
    """A state, a kind, an outcome."""
    colour: Any = badge_colour(member)
    st.badge(label(member), color=colour)
