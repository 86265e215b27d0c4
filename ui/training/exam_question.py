"""One question of an exam, and what has been chosen for it."""

import streamlit as st

from domain.training.asked_question import AskedQuestion
from domain.training.quiz_question import QuestionKind
from ui.language import _, in_language
from ui.routes import literal


def draw_question(attempt: int, place: int, one: AskedQuestion) -> None:
    """Its words, its points, its options."""
    names = {o.letter: in_language(o.chinese, o.english) for o in one.options}
    with st.container(border=True, key=f"exam-question-{attempt}-{one.question_id}"):
        st.markdown(f"**{place}. {literal(in_language(one.chinese, one.english))}**")
        if one.kind is QuestionKind.MULTIPLE:
            st.caption(_("Several may be right: choose all of them. Points: {points}.", points=one.points))
            for letter, said in names.items():
                key = f"{_key(attempt, one)}:{letter}"
                if key not in st.session_state:
                    st.session_state[key] = letter in one.chosen
                st.checkbox(literal(said), key=key)
            return
        st.caption(_("One is right. Points: {points}.", points=one.points))
        key = _key(attempt, one)
        if key not in st.session_state:
            st.session_state[key] = one.chosen or None
        st.radio(
            _("Your answer"), list(names), index=None, key=key, label_visibility="collapsed",
            format_func={letter: literal(said) for letter, said in names.items()}.__getitem__,
        )  # fmt: skip


def answer_to(attempt: int, one: AskedQuestion) -> str:
    """The letters chosen on the screen; before it was drawn, those that are kept."""
    key = _key(attempt, one)
    if one.kind is not QuestionKind.MULTIPLE:
        return str(st.session_state.get(key, one.chosen) or "")
    chosen = (
        o.letter for o in one.options if st.session_state.get(f"{key}:{o.letter}", o.letter in one.chosen)
    )
    return "".join(sorted(chosen))


def _key(attempt: int, one: AskedQuestion) -> str:
    return f"exam:{attempt}:{one.question_id}"
