"""The form of a record, new or existing. What was typed stays until it is saved or given up."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import streamlit as st
from sqlalchemy.orm import Session

from db.unit_of_work import reading
from domain.core.clock import today
from domain.core.custom_values import fill_in, split
from domain.core.editing import edit, find
from domain.core.entity import Entity
from domain.core.errors import DomainError, StaleRecord
from domain.core.permission import Actor
from domain.core.statement import Statement
from domain.core.stored_file import keep
from domain.core.visibility import actor_of
from ui import address, custom, table
from ui.fields import CustomColumn, Field, Kind, kind_of, stored_in
from ui.inputs import Options, Upload, answer, ask, options_for
from ui.language import _, label, say
from ui.screen import Screen, Section, Shown
from ui.titles import full_title
from ui.wish import Refusal, forget_refusal, refusal_at, refuse, show_refusal, tell, wish

EDITING = "editing"


@dataclass(frozen=True)
class Form:
    """One form on the screen: whose it is, and where its input is kept."""

    screen: Screen
    record_id: int | None

    @property
    def place(self) -> str:
        """The start of every widget key, and where refusals are shown."""
        return f"{self.screen.url_path}:{self.record_id or 'new'}:form"

    def key(self, field: Field) -> str:
        """Where the input of a field is kept."""
        return f"{self.place}:{field.key}"

    @property
    def fields(self) -> tuple[Field, ...]:
        """What is asked: some things are fixed once a record is there."""
        fixed = {one.key for one in self.screen.asked_only_new} if self.record_id else set()
        return tuple(one for one in self.screen.asked_fields if one.key not in fixed)


def begin(screen: Screen, record: Entity) -> None:
    """Callback: open the form on the record as it is now."""
    form = Form(screen, record.id)
    forget(form)
    st.session_state[f"{form.place}:version"] = record.version
    st.session_state[EDITING] = form.place


def is_open(screen: Screen, record_id: int | None) -> bool:
    """Whether this record's form is open."""
    return bool(st.session_state.get(EDITING) == Form(screen, record_id).place)


def forget(form: Form) -> None:
    """Callback: leave the form; what was typed is dropped."""
    forget_refusal(form.place)
    for key in [key for key in st.session_state if str(key).startswith(form.place)]:
        del st.session_state[key]
    if st.session_state.get(EDITING) == form.place:
        del st.session_state[EDITING]


def draw_form(screen: Screen, record: Entity | None, actor: Actor) -> None:
    """Every asked field with its widget; a refusal stands at the field it is about."""
    form = Form(screen, record.id if record else None)
    with reading(actor) as session:
        options = options_for(form.fields, session, screen.choices)
    refusal = refusal_at(form.place)
    show_refusal(form.place, but=frozenset(stored_in(field).key for field in form.fields))
    with st.form(form.place, enter_to_submit=False):
        for section in screen.form:
            if not isinstance(section, Shown):
                _draw_section(form, section, record, options, refusal)
        st.caption(_("＊ must be filled in"))
        with st.container(horizontal=True):
            st.form_submit_button(
                _("Save"), type="primary", icon=":material/check:", on_click=_save, args=(form,)
            )
            st.form_submit_button(_("Cancel"), on_click=_cancel, args=(form,))


def _draw_section(
    form: Form,
    section: Section,
    record: Entity | None,
    options: Options,
    refusal: Refusal | None,
) -> None:
    if len(form.screen.form) > 1:
        st.subheader(label(f"section.{section.key}"), anchor=False)
    asked = {field.key for field in form.fields}
    for whole in section.rows:
        row = [field for field in whole if field.key in asked]
        for field, column in zip(row, st.columns(max(2, len(row)))[: len(row)], strict=True):
            with column:
                ask(field, _present(field, record), form.key(field), options)
                if refusal and refusal.field == stored_in(field).key:
                    st.markdown(f":red[:material/error: {refusal.text}]")


def _present(field: Field, record: Entity | None) -> Any:
    if record is not None:
        return table.value(record, field, today())
    return custom.preset_of(field) if isinstance(field, CustomColumn) else None


def _cancel(form: Form) -> None:
    forget(form)
    if form.record_id is None:
        address.go({})


def _save(form: Form) -> None:
    try:
        values = _answers(form.fields, form)
    except DomainError as refusal:
        refuse(Refusal(say(refusal), refusal.field), form.place)
        return
    saved = wish(lambda session: _write(form, session, values), place=form.place)
    if saved is None:
        return
    key, name, statement = saved
    forget(form)
    if statement is not None:
        tell(say(statement), stays=True)
    else:
        tell(_("Saved: {record}", record=name))
    address.go({"id": str(key)})


def _answers(fields: Sequence[Field], form: Form) -> dict[str, Any]:
    answers = dict(answer(field, form.key(field)) for field in fields)
    if form.record_id is not None:  # no new file given: the one that is there stays
        for field in fields:
            if kind_of(field) is Kind.FILE and answers[field.key] is None:
                del answers[field.key]
    return answers


def _write(form: Form, session: Session, values: Mapping[str, Any]) -> tuple[int, str, Statement | None]:
    actor, screen = actor_of(session), form.screen
    values = _kept_files(session, values)
    if form.record_id is None:
        if screen.create is None:
            raise DomainError
        own, added = split(values)
        made = screen.create(session, actor, own)
        new, statement = made if isinstance(made, tuple) else (made, None)
        fill_in(session, actor, new, added)
        return new.id, full_title(new), statement
    record = find(session, screen.entity, form.record_id)
    if screen.write is None:
        raise DomainError
    version = f"{form.place}:version"
    try:
        edit(session, actor, screen.write, record, values, st.session_state.get(version))
    except StaleRecord:
        # Told once who changed what; the next press saves over it knowingly.
        st.session_state[version] = record.version
        raise
    return record.id, full_title(record), None


def _kept_files(session: Session, values: Mapping[str, Any]) -> dict[str, Any]:
    """Files given are kept and named by their id; where none is given, nothing changes."""
    uploads = {name: value for name, value in values.items() if isinstance(value, Upload)}
    ids = {name: keep(session, one.name, one.content).id for name, one in uploads.items()}
    return {**values, **ids}
