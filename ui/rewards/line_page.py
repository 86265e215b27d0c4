"""The page of one line: how somebody's bonus came about, sentence by sentence."""

import streamlit as st

from domain.core.permission import Actor
from domain.rewards.bonus_line import BonusLine
from ui.language import _
from ui.rewards.behind import draw_behind
from ui.rewards.words import draw_sentences


def draw_line(_actor: Actor, line: BonusLine) -> None:
    """The derivation below the amounts."""
    with st.container(border=True, key=f"bonus-line-{line.id}"):
        st.markdown(f"**{_('How it came about')}**")
        draw_sentences(line.said)
        draw_behind(line, "line")
