"""What the person says about the period as a whole."""

import streamlit as st
from sqlalchemy.orm import Session

from domain.appraisal.assessment import Assessment
from domain.appraisal.rate import rate_self
from domain.core.visibility import actor_of
from ui.appraisal.look import AssessmentLook
from ui.appraisal.rating_form import Rates, rates_now
from ui.improvement.parts import said, words
from ui.language import _, label
from ui.wish import show_refusal, wish


def draw_summary(seen: AssessmentLook) -> None:
    """The words; the person writes them while rating themselves."""
    one, place = seen.assessment, f"assessments:{seen.assessment.id}:summary"
    if rates_now(seen) is Rates.SELF:
        st.subheader(label("Assessment.self_summary"), anchor=False)
        st.text_area(
            label("Assessment.self_summary"), value=one.self_summary, key=place, height=110,
            label_visibility="collapsed", on_change=_keep, args=(one.id, place),
            placeholder=_("What went well, what did not, what you need to do better"),
        )  # fmt: skip
        st.caption(f":material/cloud_done: {_('What you choose and write is kept at once.')}")
        show_refusal(place)
    elif one.self_summary and seen.sees_own_words:
        st.subheader(label("Assessment.self_summary"), anchor=False)
        st.markdown(words(one.self_summary))


def _keep(key: int, place: str) -> None:
    def work(session: Session) -> Assessment:
        return rate_self(session, actor_of(session), key, {}, said(place))

    wish(work, place=place)
