"""How good the questions of a course are, for those who look after them."""

import pyarrow as pa
import streamlit as st
from sqlalchemy import select

from db.unit_of_work import reading
from domain.core.permission import Actor, Permission
from domain.training.course import Course, CourseExam
from domain.training.item_quality import ItemQuality, item_qualities
from domain.training.looks_after import looks_after
from domain.training.quiz_question import LETTERS, QuizQuestion, lines
from ui import formats
from ui.colours import badge_colour
from ui.language import _, in_language, label
from ui.routes import literal
from ui.training.bank_file import draw_bank_file


def draw_bank(actor: Actor, course: Course) -> None:
    """Below a course: every question with what its answers say. Nothing for those who see no questions."""
    if not actor.may(Permission.TRAINING_TEACH):
        return
    with reading(actor) as session:
        if not looks_after(session, actor, course.id):
            return
        questions = session.scalars(
            select(QuizQuestion)
            .where(QuizQuestion.course_id == course.id, QuizQuestion.archived_at.is_(None))
            .order_by(QuizQuestion.number)
        ).all()
        found = item_qualities(session, course.id) if questions else {}
    if not questions and course.exam is not CourseExam.QUIZ:
        return
    st.subheader(_("Questions"), anchor=False)
    draw_bank_file(course, empty=not questions)
    if not questions:
        st.caption(_("There are no questions for this course yet."))
        return
    none = ItemQuality(0, None, None)
    rated = [found.get(one.id, none) for one in questions]
    st.dataframe(
        pa.table(
            {
                label("QuizQuestion.number"): [one.number for one in questions],
                label("QuizQuestion.text"): [in_language(one.text_zh, one.text_en) for one in questions],
                _("First answers"): [str(one.answers) for one in rated],
                _("Right"): [formats.percent(one.difficulty, 0) for one in rated],
                _("Discrimination"): [formats.number(one.discrimination, 2) for one in rated],
                _("Verdict"): [label(one.verdict) for one in rated],
            }
        ),
        hide_index=True, key=f"courses:{course.id}:bank",
    )  # fmt: skip
    st.caption(_told())


def draw_quality(actor: Actor, question: QuizQuestion) -> None:
    """Below one question: its options as people see them, and what their answers say."""
    _draw_options(question)
    with reading(actor) as session:
        found = item_qualities(session, question.course_id).get(question.id, ItemQuality(0, None, None))
    with st.container(border=True):
        with st.container(horizontal=True, vertical_alignment="center", gap="small"):
            st.markdown(f"**{_('What answers say')}**", width="content")
            st.badge(label(found.verdict), color=badge_colour(found.verdict))  # type: ignore[arg-type]
        with st.container(horizontal=True, gap="large"):
            st.metric(_("First answers"), str(found.answers), width="content")
            st.metric(_("Right"), formats.percent(found.difficulty, 0), width="content")
            st.metric(_("Discrimination"), formats.number(found.discrimination, 2), width="content")
        st.caption(_told())


def _draw_options(question: QuizQuestion) -> None:
    chinese, english = lines(question.options_zh), lines(question.options_en)
    for letter, zh, en in zip(LETTERS, chinese, english, strict=False):
        mark = " :material/check:" if letter in question.right else ""
        st.markdown(f"**{letter}.** {literal(in_language(zh, en))}{mark}")


def _told() -> str:
    return _(
        "First tries only. Good questions are answered rightly by 30 to 90 percent, and rather by those "
        "who do well in the rest of the exam (discrimination from 0.2 on); from 10 answers on."
    )
