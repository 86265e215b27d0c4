"""Appealing against one's published result, from the page of the assessment."""

import streamlit as st
from sqlalchemy.orm import Session

from domain.appraisal.appeal import Appeal
from domain.appraisal.assessment_state import AssessmentState
from domain.appraisal.file_appeal import file_appeal
from domain.core.clock import now
from domain.core.visibility import actor_of
from ui import formats
from ui.appraisal.look import AssessmentLook, find_assessment
from ui.improvement.parts import said
from ui.language import _, label
from ui.routes import record_link
from ui.steps import step_name
from ui.wish import show_refusal, wish

OPEN = (AssessmentState.PUBLISHED, AssessmentState.ACKNOWLEDGED)


def draw_appealing(seen: AssessmentLook) -> None:
    """The form for the person; the way to the appeal for everybody who sees it."""
    one, name = seen.assessment, step_name("Assessment", "appeal")
    if seen.appeal is not None:
        text = _("Appeal: {state}", state=label(seen.appeal.state))
        record_link(seen.appeal, text, f"assessment-{one.id}-appeal")
    if not seen.is_subject or one.state not in OPEN or seen.appeal_until is None:
        return
    place = f"assessments:{one.id}:appeal"
    day = formats.day(seen.appeal_until)
    if seen.today > seen.appeal_until:
        st.button(name, disabled=True, key=place, help=_("The last day to appeal was {day}.", day=day))
        return
    with st.popover(name, icon=":material/gavel:", key=f"{place}:open"):
        st.caption(_("Until {day}. People outside your line decide; your result can only become better.",
                     day=day))  # fmt: skip
        st.text_area(
            label("Appeal.grounds"), key=f"{place}:grounds", height=140,
            placeholder=_("Which line is wrong, what is right, and what proves it"),
        )  # fmt: skip
        show_refusal(place)
        st.button(name, type="primary", key=place, on_click=_file, args=(one.id, place))


def _file(key: int, place: str) -> None:
    def work(session: Session) -> Appeal:
        grounds = said(f"{place}:grounds")
        return file_appeal(session, actor_of(session), find_assessment(session, key), grounds, now())

    wish(work, done=_("Your appeal is filed. HR names a panel from outside your line."), place=place)
