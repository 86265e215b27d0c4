"""The questions of a form as widgets, and the answers given in them."""

from typing import Any

import streamlit as st

from domain.forms.content import Content, FormSection
from domain.forms.question import NOT_APPLICABLE, Question, QuestionKind
from ui.language import _, in_language

Answers = dict[str, Any]


def draw_questions(content: Content, place: str, *, disabled: bool = False) -> Answers:
    """Every question with its widget; what stands in them now."""
    answers: Answers = {}
    for section in content.sections:
        _heading(section)
        for question in section.questions:
            answers[question.key] = _ask(question, f"{place}:{question.key}", disabled)
    return answers


def answer_in_words(question: Question, answer: Any) -> str:
    """An answer as people read it."""
    if answer is None:
        return ""
    if answer == NOT_APPLICABLE:
        return _("Not applicable")
    if question.kind is QuestionKind.YES_NO:
        return _("Yes") if answer == "yes" else _("No")
    named = {one.key: in_language(one.name_zh, one.name_en) for one in question.options}
    return named.get(str(answer), str(answer))


def _heading(section: FormSection) -> None:
    name = in_language(section.name_zh, section.name_en)
    if name:
        st.markdown(f"**{name}**")


def _ask(question: Question, key: str, disabled: bool) -> Any:
    said = in_language(question.text_zh, question.text_en) + (" ＊" if question.required else "")
    told = in_language(question.help_zh, question.help_en) or None
    if question.kind is QuestionKind.TEXT:
        return st.text_area(said, key=key, help=told, disabled=disabled, height=80)
    if question.kind is QuestionKind.NUMBER:
        return st.text_input(said, key=key, help=told, disabled=disabled)
    names = {one: answer_in_words(question, one) for one in _choices(question)}
    return st.segmented_control(
        said, list(names), format_func=names.__getitem__, key=key, help=told, disabled=disabled
    )


def _choices(question: Question) -> list[Any]:
    if question.kind is QuestionKind.YES_NO:
        offered: list[Any] = ["yes", "no"]
    elif question.kind is QuestionKind.SCALE:
        offered = list(range(question.lowest, question.highest + 1))
    else:
        offered = [one.key for one in question.options]
    return [*offered, NOT_APPLICABLE]
