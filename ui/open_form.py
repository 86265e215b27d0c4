"""A form that is open: whose it is, where its input is kept, and what the record was when it opened."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import streamlit as st

from domain.core.clock import today
from domain.core.entity import Entity
from domain.core.workflow import WorkflowEntity
from ui import table
from ui.fields import Field, Kind, Masked, kind_of, stored_in
from ui.inputs import as_typed
from ui.language import _, say
from ui.screen import Screen, Shown
from ui.wish import forget_refusal

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

    @property
    def conditional(self) -> bool:
        """Whether what is asked depends on what was answered."""
        return any(section.conditions for section in self.screen.form)

    def kept(self, name: str) -> Any:
        """Something this form remembers beside its input."""
        return st.session_state.get(f"{self.place}:{name}")

    def keep(self, name: str, value: Any) -> None:
        """Remember something until the form is left."""
        st.session_state[f"{self.place}:{name}"] = value


def begin(screen: Screen, record: Entity) -> None:
    """Callback: open the form on the record as it is now."""
    form = Form(screen, record.id)
    forget(form)
    form.keep("version", record.version)
    form.keep("base", typed_of(form, record))
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


def typed_of(form: Form, record: Entity) -> dict[str, Any]:
    """The record's values as they would be typed: field key -> what its input holds."""
    return {
        field.key: as_typed(table.value(record, field, today()), kind_of(field))
        for field in form.fields
        if kind_of(field) is not Kind.FILE
    }


def locks_of(screen: Screen, record: Entity) -> Mapping[str, str]:
    """Fields of the form that cannot be changed, each with the reason in words."""
    form = Form(screen, record.id)
    asked = {one.key for one in form.fields}
    locks: dict[str, str] = {}
    for section in screen.form:
        for one in () if isinstance(section, Shown) else section.fields:
            if one.key in screen.closed:
                locks[one.key] = _("Your role may read this, not change it.")
            elif one.key not in asked:
                locks[one.key] = _("This is fixed once the record exists.")
            elif isinstance(record, WorkflowEntity) and not isinstance(one, Masked):
                lock = record.workflow.lock(record, stored_in(one).key)
                if lock is not None:
                    locks[one.key] = say(lock)
    return locks
