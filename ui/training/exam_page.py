"""One attempt at a course's questions: no clock runs, answers are kept on the way, handed in once."""

from collections.abc import Sequence
from dataclasses import dataclass

import streamlit as st
from sqlalchemy import select
from sqlalchemy.orm import Session, selectinload

from db.unit_of_work import reading
from domain.core.clock import now
from domain.core.errors import NotFound
from domain.core.permission import Actor
from domain.core.visibility import actor_of
from domain.training.asked_question import AskedQuestion, asked_questions
from domain.training.enrolment import Enrolment
from domain.training.own_mistakes import Mistake, own_mistakes
from domain.training.quiz_attempt import AttemptKind, QuizAttempt
from domain.training.submit_attempt import keep_answers, submit_attempt
from ui import address, formats
from ui.language import _, in_language, label
from ui.question import whole
from ui.routes import literal, page_link
from ui.titles import title
from ui.training.exam_question import answer_to, draw_question
from ui.wish import show_refusal, wish

PLACE = "exam"


@dataclass(frozen=True)
class Look:
    """An attempt with what it asks."""

    attempt: QuizAttempt
    questions: Sequence[AskedQuestion]
    """None of somebody else's, nor of one that was handed in."""
    mistakes: Sequence[Mistake]
    """Of one's own exam that was passed."""


def draw(actor: Actor) -> None:
    """The attempt that the address names."""
    key = whole(address.get("id") or "")
    if key is None:
        page_link("my-training", label("page.my_training"), {}, "exam-my-training")
        st.caption(_("Exams begin on the page “My training”."))
        return
    found = look(actor, key)
    one = found.attempt
    page_link("my-training", label("page.my_training"), {}, "exam-my-training")
    st.title(literal(f"{title(one.course)} · {label(one.kind)}"), anchor=False)
    if one.submitted_at is not None:
        _draw_result(one)
        _draw_mistakes(found.mistakes)
    elif one.person_id != actor.person_id:
        st.info(_("This attempt has not been handed in yet."), icon=":material/hourglass_empty:")
    else:
        _draw_questions(found)


def look(actor: Actor, key: int) -> Look:
    """Read it; NotFound if there is none or this person may not see it."""
    with reading(actor) as session:
        one = session.scalars(
            select(QuizAttempt)
            .where(QuizAttempt.id == key)
            .options(
                selectinload(QuizAttempt.course),
                selectinload(QuizAttempt.enrolment).selectinload(Enrolment.course_session),
            )
        ).one_or_none()
        if one is None:
            raise NotFound
        own = one.person_id == actor.person_id
        if not own:
            return Look(one, (), ())
        asked = asked_questions(session, actor, key) if one.submitted_at is None else ()
        return Look(one, asked, own_mistakes(session, actor, key))


def _draw_mistakes(mistakes: Sequence[Mistake]) -> None:
    if not mistakes:
        return
    st.subheader(_("What to look at again"), anchor=False)
    for one in mistakes:
        with st.container(border=True):
            st.markdown(f"**{literal(in_language(one.chinese, one.english))}**")
            explained = in_language(one.explained_zh, one.explained_en)
            st.markdown(literal(explained or _("Not answered rightly. Ask your trainer about it.")))


def _draw_questions(found: Look) -> None:
    one, count = found.attempt, len(found.questions)
    mark = _("Pass mark {mark}%.", mark=one.course.pass_mark) if one.kind is not AttemptKind.PRE else ""
    told = _("Questions: {count}, no time limit. What you answer is kept when you save.", count=count)
    st.caption(f"{told} {mark}".strip())
    for place, question in enumerate(found.questions, 1):
        draw_question(one.id, place, question)
    left = sum(not answer_to(one.id, question) for question in found.questions)
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        st.button(
            _("Save and go on later"), icon=":material/save:", key=f"{PLACE}:{one.id}:save",
            on_click=_save, args=(one.id, found.questions),
        )  # fmt: skip
        with st.popover(_("Hand in"), type="primary", icon=":material/send:", key=f"{PLACE}:{one.id}:sure"):
            if left:
                st.warning(_("Questions not answered: {count}; they count as wrong.", count=left))
            st.markdown(_("After handing in nothing can be changed."))
            st.button(
                _("Hand in now"), type="primary", key=f"{PLACE}:{one.id}:submit", on_click=_submit,
                args=(one.id, found.questions),
            )  # fmt: skip
    show_refusal(f"{PLACE}:{one.id}")


def _answers(key: int, questions: Sequence[AskedQuestion]) -> dict[int, str]:
    return {question.question_id: answer_to(key, question) for question in questions}


def _save(key: int, questions: Sequence[AskedQuestion]) -> None:
    answers = _answers(key, questions)

    def work(session: Session) -> None:
        keep_answers(session, actor_of(session), key, answers)

    wish(work, done=_("Your answers are kept. You can go on at any time."), place=f"{PLACE}:{key}")


def _submit(key: int, questions: Sequence[AskedQuestion]) -> None:
    answers = _answers(key, questions)

    def work(session: Session) -> None:
        submit_attempt(session, actor_of(session), key, answers, now())

    wish(work, done=_("Handed in."), place=f"{PLACE}:{key}")


def _draw_result(one: QuizAttempt) -> None:
    with st.container(border=True, horizontal=True, gap="large"):
        st.metric(_("Score"), f"{formats.number(one.score, 0)}%", width="content")
        st.metric(_("Points"), f"{one.points} / {one.most_points}", width="content")
        st.metric(label("QuizAttempt.submitted_at"), formats.instant(one.submitted_at), width="content")
    if one.kind is AttemptKind.PRE:
        st.info(
            _("This test shows what the course will teach you. It decides nothing."), icon=":material/info:"
        )
    elif one.passed:
        st.success(_("Passed: the pass mark is {mark}%.", mark=one.course.pass_mark), icon=":material/check:")
        st.caption(_("Your standing now: {state}", state=label(one.enrolment.state)))
    else:
        st.error(
            _("Not passed: the pass mark is {mark}%.", mark=one.course.pass_mark), icon=":material/close:"
        )  # fmt: skip
        st.caption(_("Between two attempts lie {hours} hours.", hours=one.course.cool_down_hours))
        st.caption(_("Right answers are not shown, because the questions are used again."))
