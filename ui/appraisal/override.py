"""Another score in the place of a computed one: with reason and proof, and marked from then on."""

from decimal import Decimal

import streamlit as st
from sqlalchemy.orm import Session

from domain.appraisal.item_score import ItemScore
from domain.appraisal.override_score import drop_override, override_score
from domain.core.clock import now
from domain.core.visibility import actor_of
from ui.appraisal.curve_view import points
from ui.appraisal.look import AssessmentLook, Line
from ui.improvement.parts import said
from ui.language import _, label
from ui.wish import forget_refusal, show_refusal, wish


def draw_override_tool(seen: AssessmentLook, line: Line, score: ItemScore) -> None:
    """For those who may: set a score by hand, or let the computed one count again."""
    place = f"assessments:{seen.assessment.id}:{line.key}:override"
    with st.popover(_("Set by hand"), icon=":material/edit_square:", type="tertiary", key=f"{place}:open"):
        st.caption(_("Computed: {points}. What you set stays marked, with reason and proof.",
                     points=points(score.computed_score)))  # fmt: skip
        st.number_input(
            label("ItemScore.override_score"), 0.0, 120.0, step=1.0, format="%g", key=f"{place}:score",
            value=None if score.score is None else float(score.score),
        )  # fmt: skip
        st.text_area(label("ItemScore.override_reason"), key=f"{place}:reason", height=80)
        st.text_input(
            label("ItemScore.override_evidence"), key=f"{place}:evidence",
            placeholder=_("Number of a document or record; files can be added below"),
        )  # fmt: skip
        show_refusal(place)
        with st.container(horizontal=True):
            st.button(
                _("Set the score"), type="primary", key=f"{place}:set", on_click=_set,
                args=(seen.assessment.id, line.key, place),
            )  # fmt: skip
            if score.is_overridden:
                st.button(
                    _("Let the computed one count"), key=f"{place}:drop", on_click=_drop,
                    args=(seen.assessment.id, line.key, place),
                )  # fmt: skip


def _set(assessment_id: int, key: str, place: str) -> None:
    typed = st.session_state.get(f"{place}:score")

    def work(session: Session) -> ItemScore:
        score = Decimal(str(typed)) if typed is not None else Decimal(-1)
        return override_score(
            session, actor_of(session), assessment_id, key, score, said(f"{place}:reason"),
            said(f"{place}:evidence"), now(),
        )  # fmt: skip

    if wish(work, done=_("The score is set by hand and marked."), place=place) is not None:
        forget_refusal(place)


def _drop(assessment_id: int, key: str, place: str) -> None:
    def work(session: Session) -> ItemScore:
        reason = said(f"{place}:reason")
        return drop_override(session, actor_of(session), assessment_id, key, reason, now())

    wish(work, done=_("The computed score counts again."), place=place)
