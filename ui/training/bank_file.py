"""A course's questions as a file: taken out, changed in a spreadsheet, brought back."""

from collections.abc import Callable

import streamlit as st

from db.unit_of_work import carry_out
from domain.core.clock import today
from domain.core.permission import Actor
from domain.intake.filled_template import filled_template
from domain.intake.template_file import template_xlsx
from domain.training.course import Course
from domain.training.quiz_question import QuizQuestion
from ui.language import _, current
from ui.lists.files import Format
from ui.routes import page_link
from ui.session import asked_later


def draw_bank_file(course: Course, *, empty: bool) -> None:
    """The list, the file, and the way back in; an empty bank has a template."""
    place = f"course-bank-{course.id}"
    with st.container(horizontal=True, vertical_alignment="center", gap="medium"):
        page_link("questions", _("Question bank"), {"course": str(course.id)}, place)
        page_link("imports", _("Import questions"), {}, f"{place}-import")
        st.download_button(
            _("Template") if empty else _("Questions as a file"),
            data=_maker(course.id), mime=Format.XLSX.mime,
            file_name=f"{course.code}_{_('Questions')}_{today():%Y%m%d}.xlsx", on_click="ignore",
            icon=":material/download:", key=f"{place}-file",
            help=_("With options and right answers, in the shape in which the import reads it back."),
        )  # fmt: skip


def bank_file(actor: Actor, course_id: int, language: str) -> bytes:
    """The questions of the course that the actor sees, as a workbook."""
    mine = QuizQuestion.course_id == course_id
    return carry_out(
        actor,
        lambda session: template_xlsx(
            filled_template(session, actor, "quiz_question", language, today(), mine)
        ),
    )


def _maker(course_id: int) -> Callable[[], bytes]:
    who, language = asked_later(), current()
    return lambda: bank_file(who(), course_id, language)
