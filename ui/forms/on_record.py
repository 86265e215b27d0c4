"""Forms on the page of a record: what was filled in, and filling in another."""

from collections.abc import Sequence
from typing import Any

import streamlit as st
from sqlalchemy.orm import Session

from db.unit_of_work import reading
from domain.core.clock import now
from domain.core.permission import Actor
from domain.core.visibility import actor_of
from domain.forms.fill_form import fill_form
from domain.forms.filled_form import FilledForm
from domain.forms.queries import filled_on, forms_for
from domain.forms.template import FormVersion
from ui import formats
from ui.forms.questions import answer_in_words, draw_questions
from ui.language import _, in_language, label
from ui.routes import literal
from ui.wish import forget_refusal, show_refusal, wish


def draw_forms(record: Any, actor: Actor) -> None:
    """Nothing at all where no form is meant for such records and none was filled in."""
    entity = type(record).__name__
    with reading(actor) as session:
        offered, filled = forms_for(session, entity), filled_on(session, entity, record.id)
    if not offered and not filled:
        return
    st.subheader(label("related.filled_forms"), anchor=False)
    for one in filled:
        _draw_filled(one)
    if type(record).may_be_added_to(actor, getattr(record, "unit_id", None)):
        _draw_offers(offered, entity, record.id)


def _draw_filled(one: FilledForm) -> None:
    template = one.form_version.template
    mark = "" if one.score is None else _("score {score}", score=formats.number(one.score))
    parts = (
        in_language(template.name_zh, template.name_en),
        mark,
        one.by.display_name,
        formats.instant(one.at),
    )
    with st.expander(literal(" · ".join(part for part in parts if part))):
        for question in one.form_version.asks.questions:
            said = answer_in_words(question, one.answers.get(question.key))
            asked = in_language(question.text_zh, question.text_en)
            st.markdown(f"{literal(asked)}  \n**{literal(said or formats.NOTHING)}**")


def _draw_offers(offered: Sequence[FormVersion], entity: str, key: int) -> None:
    names = {one.id: in_language(one.template.name_zh, one.template.name_en) for one in offered}
    versions = {one.id: one for one in offered}
    place = f"fill:{entity}:{key}"
    chosen = st.pills(_("Fill in"), list(names), format_func=names.__getitem__, key=f"{place}:which")
    if chosen is None:
        return
    round_ = st.session_state.get(f"{place}:round", 0)
    with st.container(border=True):
        answers = draw_questions(versions[chosen].asks, f"{place}:{chosen}:{round_}")
        show_refusal(place)
        st.button(
            _("Save the form"), type="primary", icon=":material/check:", key=f"{place}:save",
            on_click=_fill, args=(chosen, entity, key, answers, place),
        )  # fmt: skip


def _fill(version_id: int, entity: str, key: int, answers: dict[str, Any], place: str) -> None:
    def work(session: Session) -> FilledForm:
        return fill_form(session, actor_of(session), version_id, entity, key, answers, now())

    if wish(work, done=_("Kept with the record."), place=place) is not None:
        forget_refusal(place)
        st.session_state[f"{place}:round"] = st.session_state.get(f"{place}:round", 0) + 1
        st.session_state[f"{place}:which"] = None
