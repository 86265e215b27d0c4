"""One's certificates: how long they hold, on paper, renewed."""

import streamlit as st
from sqlalchemy.orm import Session

from domain.core.clock import now, today
from domain.core.visibility import actor_of
from domain.training.course import CourseExam
from domain.training.my_training import MyCertificate, MyTraining
from domain.training.quiz_attempt import AttemptKind
from domain.training.start_attempt import start_attempt
from domain.training.start_recertification import start_recertification
from ui import formats
from ui.colours import badge_colour
from ui.language import _, label, say
from ui.routes import literal, page_link
from ui.titles import title
from ui.training.certificate_print import draw_certificate_button
from ui.training.my_exam import GO
from ui.wish import show_refusal, wish

PLACE = "my-training:certificates"


def draw_certificates(found: MyTraining) -> None:
    """One card each, what ends first at the front."""
    with st.container(horizontal=True, vertical_alignment="center"):
        st.subheader(_("My certificates"), anchor=False, width="content")
        st.space("stretch")
        page_link(
            "external-certificates", _("Certificate from elsewhere"), {"id": "new"}, "claim-certificate"
        )
    if not found.certificates:
        st.caption(_("You hold no certificate yet."))
        return
    with st.grid(3, min_column_width=260):
        for one in found.certificates:
            _draw(one)


def _draw(one: MyCertificate) -> None:
    with st.container(border=True):
        with st.container(horizontal=True, vertical_alignment="center", gap="small"):
            name = title(one.course) if one.course is not None else one.held.course_code
            st.markdown(f"**{literal(name)}**", width="content")
            st.badge(label(one.status), color=badge_colour(one.status))  # type: ignore[arg-type]
        st.caption(_until(one))
        with st.container(horizontal=True, gap="small"):
            if one.enrolment_id is not None:
                draw_certificate_button(one.enrolment_id, PLACE)
            if one.course is not None and one.course.exam is CourseExam.QUIZ and one.status != "valid":
                st.button(
                    _("Renew"), icon=":material/autorenew:", key=f"{PLACE}:{one.held.record_id}:renew",
                    disabled=one.renewal is not None, help=say(one.renewal) if one.renewal else None,
                    on_click=_renew, args=(one.course.id,),
                )  # fmt: skip
        if one.course is not None:
            show_refusal(f"{PLACE}:{one.course.id}")


def _until(one: MyCertificate) -> str:
    since, until = formats.day_in_words(one.held.completed_on), one.held.valid_until
    if until is None:
        return _("Since {since}, without end", since=since)
    left = (until - today()).days
    if left < 0:
        return _("Ended on {day}", day=formats.day_in_words(until))
    return _("Until {day}, {count} days left", day=formats.day_in_words(until), count=left)


def _renew(course_id: int) -> None:
    def work(session: Session) -> int:
        actor = actor_of(session)
        one = start_recertification(session, actor, course_id, now())
        return start_attempt(session, actor, one.id, AttemptKind.SHORT, now()).id

    attempt = wish(work, place=f"{PLACE}:{course_id}")
    if attempt is not None:
        st.session_state[GO] = attempt
