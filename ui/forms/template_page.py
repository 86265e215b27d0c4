"""The page of a form: its versions, and the editor of the draft beside a preview."""

from collections.abc import Mapping, Sequence
from typing import Any

import streamlit as st
from sqlalchemy import select
from sqlalchemy.orm import Session

from db.unit_of_work import reading
from domain.core.clock import now
from domain.core.editing import find
from domain.core.errors import DomainError
from domain.core.permission import Actor, Permission
from domain.core.visibility import actor_of
from domain.forms.draft_form import new_form, next_version, write_content
from domain.forms.option_text import PATTERN
from domain.forms.question import QuestionKind
from domain.forms.template import FormTemplate, FormVersion, VersionOfForm
from ui import formats
from ui.colours import badge_colour
from ui.forms.questions import draw_questions
from ui.forms.tables import content_of, question_table, section_table
from ui.language import _, label, say
from ui.routes import literal
from ui.wish import Refusal, refuse, show_refusal, wish


def create_form(session: Session, actor: Actor, values: Mapping[str, Any]) -> FormTemplate:
    """A form with an empty draft."""
    return new_form(session, actor, values, now())


def draw_template(actor: Actor, template: FormTemplate) -> None:
    """Versions, the latest first; the draft can be written."""
    with reading(actor) as session:
        query = select(FormVersion).where(FormVersion.template_id == template.id)
        versions = session.scalars(query.order_by(FormVersion.number.desc())).all()
    mine = actor.may(Permission.CONFIGURATION_WRITE)
    place = f"form:{template.id}"
    show_refusal(place)
    if mine and not any(one.state is VersionOfForm.DRAFT for one in versions):
        st.button(
            _("Draft the next version"), icon=":material/edit_note:", key=f"{place}:next",
            on_click=_next, args=(template.id, place),
        )  # fmt: skip
    for version in versions:
        with st.container(border=True):
            _draw_version(version, place, mine)


def _draw_version(version: FormVersion, place: str, mine: bool) -> None:
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        st.subheader(_("Version {number}", number=version.number), anchor=False, width="content")
        colour: Any = badge_colour(version.state)
        st.badge(label(version.state), color=colour)
        st.caption(formats.instant(version.state_since), width="content")
    if version.state is VersionOfForm.DRAFT and mine:
        _draw_editor(version, place)
    else:
        with st.expander(_("What it asks")):
            draw_questions(version.asks, f"{place}:{version.id}:shown", disabled=True)


def _draw_editor(version: FormVersion, place: str) -> None:
    key = f"{place}:{version.id}:{version.version}"
    st.caption(_("Sections. Weights of a scorecard total 100, among sections and within each."))
    sections = st.data_editor(
        section_table(version.asks), key=f"{key}:sections", num_rows="dynamic", hide_index=True,
        column_config={
            "zh": st.column_config.TextColumn(_("Section (Chinese)"), required=True),
            "en": st.column_config.TextColumn(_("Section (English)")),
            "weight": st.column_config.NumberColumn(_("Weight"), default=100, min_value=0, max_value=100),
        },
    )  # fmt: skip
    names = [row["zh"] for row in sections.to_pylist() if row["zh"]]
    st.caption(_("Questions. Options of a choice are written as {pattern}.", pattern=literal(PATTERN)))
    questions = st.data_editor(
        question_table(version.asks), key=f"{key}:questions:{len(names)}", num_rows="dynamic",
        hide_index=True, column_config=_columns(names),
    )  # fmt: skip
    said = (sections.to_pylist(), questions.to_pylist())
    with st.container(horizontal=True):
        st.button(
            _("Save draft"), icon=":material/check:", key=f"{key}:save", disabled=not names,
            on_click=_save, args=(version.id, version.version, *said, place),
        )  # fmt: skip
        st.button(
            label("step.put_in_force"), type="primary", key=f"{key}:force", on_click=_put_in_force,
            args=(version.id, place), disabled=not version.content,
            help=_("What was saved last comes into force; the version before is retired."),
        )  # fmt: skip
    if version.content:
        with st.expander(_("Preview")):
            draw_questions(version.asks, f"{key}:preview")


def _columns(names: Sequence[str]) -> dict[str, Any]:
    config = st.column_config
    return {
        "section": config.SelectboxColumn(_("Section"), options=list(names), required=True),
        "key": config.TextColumn(label("CodeListItem.code"), required=True, validate="^[a-z][a-z0-9_]*$"),
        "zh": config.TextColumn(_("Question (Chinese)"), required=True, width="large"),
        "en": config.TextColumn(_("Question (English)"), width="large"),
        "kind": config.SelectboxColumn(
            _("Answer"), options=[label(kind) for kind in QuestionKind], required=True,
            default=label(QuestionKind.YES_NO),
        ),
        "weight": config.NumberColumn(_("Weight"), default=0, min_value=0, max_value=100),
        "required": config.CheckboxColumn(label("CustomField.required"), default=True),
        "lowest": config.NumberColumn(_("Scale from"), default=1, step=1),
        "highest": config.NumberColumn(_("Scale to"), default=5, step=1),
        "options": config.TextColumn(_("Options"), width="large"),
        "help_zh": config.TextColumn(label("CustomField.help_zh")),
        "help_en": config.TextColumn(label("CustomField.help_en")),
    }  # fmt: skip


def _save(version_id: int, version: int, sections: Any, questions: Any, place: str) -> None:
    try:
        content = content_of(sections, questions)
    except DomainError as refusal:
        refuse(Refusal(say(refusal), None), place)
        return

    def work(session: Session) -> None:
        write_content(session, actor_of(session), version_id, content, version)

    wish(work, done=_("Draft saved."), place=place)


def _next(template_id: int, place: str) -> None:
    def work(session: Session) -> FormVersion:
        return next_version(session, actor_of(session), template_id, now())

    wish(work, done=_("There is a draft now; what is in force stays in force."), place=place)


def _put_in_force(version_id: int, place: str) -> None:
    def work(session: Session) -> None:
        version = find(session, FormVersion, version_id)
        version.workflow.take("put_in_force", version, actor_of(session), now())

    wish(work, done=_("In force: it can be filled in from now on."), place=place)
