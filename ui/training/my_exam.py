"""The exam of a course, as far as it stands open to me."""

import streamlit as st
from sqlalchemy.orm import Session

from domain.core.clock import now
from domain.core.visibility import actor_of
from domain.training.draw_questions import NoQuestions
from domain.training.enrolment import Enrolment
from domain.training.enrolment_state import EnrolmentState
from domain.training.my_training import MyTraining
from domain.training.quiz_attempt import AttemptKind, QuizAttempt
from domain.training.start_attempt import attempt_refusal, start_attempt
from ui import formats
from ui.language import _, say
from ui.wish import wish

PLACE = "my-training"
GO = f"{PLACE}:exam"
S = EnrolmentState


def draw_exam(found: MyTraining, one: Enrolment) -> None:
    """The test before the course, or the exam: begin, go on, or why it must wait."""
    kind = kind_of_test(one)
    if kind is None:
        return
    if one.course_id not in found.with_questions:
        if kind is not AttemptKind.PRE:
            st.caption(say(NoQuestions()))
        return
    tries = found.attempts_at(one)
    begun = next((a for a in tries if a.kind is kind and a.submitted_at is None), None)
    refusal = None if begun else attempt_refusal(one, one.course, tries, kind, now())
    if kind is AttemptKind.PRE and refusal is not None:
        return
    names = {
        AttemptKind.PRE: _("Test before the course"),
        AttemptKind.POST: _("Take the exam"),
        AttemptKind.SHORT: _("Take the short exam"),
    }
    st.button(
        _("Go on with the exam") if begun else names[kind], icon=":material/quiz:",
        type="secondary" if kind is AttemptKind.PRE else "primary", disabled=refusal is not None,
        help=say(refusal) if refusal else None, key=f"{PLACE}:{one.id}:exam", on_click=begin,
        args=(one.id, kind),
    )  # fmt: skip
    if kind is not AttemptKind.PRE:
        st.caption(_history(one, [a for a in tries if a.kind is kind and a.submitted_at is not None]))
    if refusal is not None:
        st.caption(say(refusal))


def kind_of_test(one: Enrolment) -> AttemptKind | None:
    """Which test fits the state; None: none."""
    if one.state in (S.INVITED, S.CONFIRMED):
        return None if one.is_recertification else AttemptKind.PRE
    if one.state is S.PRESENT:
        return AttemptKind.SHORT if one.is_recertification else AttemptKind.POST
    return None


def begin(key: int, kind: AttemptKind) -> None:
    """Callback: draw the questions; the next run goes to them."""

    def work(session: Session) -> int:
        return start_attempt(session, actor_of(session), key, kind, now()).id

    attempt = wish(work, place=f"{PLACE}:{key}")
    if attempt is not None:
        st.session_state[GO] = attempt


def _history(one: Enrolment, tries: list[QuizAttempt]) -> str:
    left = one.course.attempts - len(tries)
    if not tries:
        return _("Pass mark {mark}%, {count} attempts.", mark=one.course.pass_mark, count=left)
    scores = ", ".join(f"{formats.number(a.score, 0)}%" for a in tries)
    return _(
        "Pass mark {mark}%. So far: {scores}. Attempts left: {count}.",
        mark=one.course.pass_mark, scores=scores, count=left,
    )  # fmt: skip
