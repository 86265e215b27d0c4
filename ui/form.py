"""The form of a record, new or existing. What was typed stays until it is saved or given up."""

from collections.abc import Mapping
from contextlib import AbstractContextManager
from typing import Any

import streamlit as st

from db.unit_of_work import reading
from domain.core.clock import today
from domain.core.entity import Entity
from domain.core.permission import Actor
from ui import address, custom, table
from ui.conflict import draw_conflict, notice_conflict
from ui.fields import CustomColumn, Field, Kind, Masked, kind_of, name_of, stored_in
from ui.inputs import Options, as_typed, ask, options_for
from ui.language import _, label
from ui.open_form import Form, forget, locks_of
from ui.routes import literal
from ui.saving import raw, save
from ui.screen import Screen, Section, Shown
from ui.wish import Refusal, refusal_at, show_refusal

NOTHING_GIVEN: Mapping[str, Any] = {}


def draw_form(
    screen: Screen, record: Entity | None, actor: Actor, given: Mapping[str, Any] = NOTHING_GIVEN
) -> None:
    """Every asked field with its widget; a refusal stands at the field it is about.

    `given` is what a new record has before anybody types: field key -> value.
    """
    form = Form(screen, record.id if record else None)
    with reading(actor) as session:
        options = options_for(form.fields, session, screen.choices)
    refusal = refusal_at(form.place)
    show_refusal(form.place, but=frozenset(stored_in(field).key for field in form.fields))
    if record is not None:
        notice_conflict(form, record)
        draw_conflict(form, options)
    drawing = _Drawing(form, record, options, refusal, given)
    with _frame(form):
        for section in screen.form:
            if not isinstance(section, Shown):
                drawing.section(section)
        st.caption(_("＊ must be filled in"))
        with st.container(horizontal=True):
            button = st.button if form.conditional else st.form_submit_button
            button(_("Save"), type="primary", icon=":material/check:", on_click=save, args=(form,))
            button(_("Cancel"), on_click=_cancel, args=(form,))


def _frame(form: Form) -> AbstractContextManager[Any]:
    """Answers go up together; one by one only where what is asked depends on them."""
    if form.conditional:
        return st.container(border=True)
    return st.form(form.place, enter_to_submit=False)


class _Drawing:
    """One drawing of a form."""

    def __init__(
        self,
        form: Form,
        record: Entity | None,
        options: Options,
        refusal: Refusal | None,
        given: Mapping[str, Any],
    ) -> None:
        self.form, self.record, self.options, self.refusal, self.given = form, record, options, refusal, given
        self.locks = locks_of(form.screen, record) if record is not None else {}
        self.asked = {field.key for field in form.fields}
        for field in form.fields if form.conditional else ():
            st.session_state.setdefault(form.key(field), as_typed(self.present(field), kind_of(field)))

    def section(self, section: Section) -> None:
        """The fields of a section that have a meaning; locked ones greyed, with the reason."""
        rows = [self.of(row, section) for row in section.rows]
        if not any(rows):
            return
        if len(self.form.screen.form) > 1:
            st.subheader(label(f"section.{section.key}"), anchor=False)
        for row in rows:
            long = [kind_of(field) for field in row] == [Kind.LONG_TEXT]
            for field, column in zip(row, st.columns(1 if long else max(2, len(row))), strict=False):
                with column:
                    self.field(field)

    def of(self, row: tuple[Field, ...], section: Section) -> list[Field]:
        """Those of a row that are drawn."""
        typed = raw(self.form) if section.conditions else {}
        drawn = (one for one in row if one.key in self.asked or one.key in self.locks)
        return [one for one in drawn if section.means(one, typed)]

    def field(self, field: Field) -> None:
        """One field, and why it was refused."""
        if isinstance(field, Masked):
            st.caption(name_of(field))
            st.markdown(literal(table.text(self.present(field), kind_of(field))))
            return
        if field.key in self.locks:
            self.locked(field, self.locks[field.key])
            return
        ask(
            field, self.present(field), self.form.key(field), self.options,
            filled_in=self.record is None and field.key in self.form.screen.filled_in,
        )  # fmt: skip
        if self.refusal and self.refusal.field == stored_in(field).key:
            st.markdown(f":red[:material/error: {self.refusal.text}]")

    def locked(self, field: Field, why: str) -> None:
        """A field that cannot be changed now, as it is."""
        version = self.record.version if self.record is not None else 0
        draw = st.text_area if kind_of(field) is Kind.LONG_TEXT else st.text_input
        draw(
            f":material/lock: {name_of(field)}", value=table.text(self.present(field), kind_of(field)),
            disabled=True, help=why, key=f"{self.form.key(field)}:locked:{version}",
        )  # fmt: skip

    def present(self, field: Field) -> Any:
        """What the record has now, or what a new one has at first."""
        if self.record is not None:
            return table.value(self.record, field, today())
        if field.key in self.given:
            return self.given[field.key]
        return custom.preset_of(field) if isinstance(field, CustomColumn) else None


def _cancel(form: Form) -> None:
    forget(form)
    if form.record_id is None:
        address.go({})
