"""Why the problem arose, as it was found: the chain of whys or the bones of the fish, and the root cause."""

from typing import Any

import streamlit as st

from domain.improvement.cause import CauseAnalysis, CauseCategory, CauseMethod
from ui.improvement.look import Look
from ui.improvement.parts import words
from ui.language import _, label
from ui.routes import literal


def draw_cause(look: Look) -> None:
    """The analysis of the present round."""
    cause = look.issue.cause
    if cause is None:
        st.caption(_("No cause is recorded in this round."))
        if look.issue.previous_cause is not None and look.writes("cause"):
            st.caption(_("The cause of the last round was treated without effect: this time go deeper."))
        return
    draw_analysis(cause)


def draw_analysis(cause: CauseAnalysis) -> None:
    """One analysis, of whatever round."""
    if cause.method is CauseMethod.FIVE_WHYS:
        _draw_chain(cause)
    else:
        _draw_bones(cause)
    with st.container(border=True, key=f"root-cause-{cause.id}"):
        with st.container(horizontal=True, vertical_alignment="center", gap="small"):
            st.markdown(f"**{label('CauseAnalysis.root_cause')}**", width="content")
            st.badge(label(cause.category), color="violet")
        st.markdown(words(cause.root_cause))


def _draw_chain(cause: CauseAnalysis) -> None:
    for number, why in enumerate(cause.whys, 1):
        with st.container(horizontal=True, gap="small", wrap=False):
            st.badge(str(number), color="blue")
            with st.container(gap=None):
                st.markdown(words(why["answer"]))
                _draw_evidence(why)


def _draw_bones(cause: CauseAnalysis) -> None:
    with st.grid(3, min_column_width=200, gap="small"):
        for category in CauseCategory:
            found = [branch for branch in cause.branches if branch["category"] == category.value]
            with st.container(border=True, gap="xsmall", height="stretch"):
                if category is cause.category:
                    st.badge(label(category), color="violet")
                else:
                    st.markdown(f"**{label(category)}**" if found else f":gray[{label(category)}]")
                for branch in found:
                    with st.container(gap=None):
                        st.markdown(words(branch["cause"]))
                        _draw_evidence(branch)
                if not found:
                    st.caption(_("Nothing found here."))


def _draw_evidence(entry: dict[str, Any]) -> None:
    st.caption(f":material/description: {literal(entry['evidence'])}")
