"""Saving a form: what was typed becomes values, the verb of the record carries them out."""

from collections.abc import Mapping, Sequence
from typing import Any

import streamlit as st
from sqlalchemy.orm import Session

from domain.core.custom_values import fill_in, split
from domain.core.document import require_document
from domain.core.editing import edit, find
from domain.core.errors import DomainError, StaleRecord
from domain.core.statement import Statement
from domain.core.stored_file import keep
from domain.core.visibility import actor_of
from ui import address
from ui.conflict import STALE
from ui.fields import CustomColumn, Field, Kind, Masked, kind_of, stored_in
from ui.inputs import Upload, answer
from ui.language import _, say
from ui.open_form import Form, forget
from ui.screen import Shown
from ui.titles import full_title
from ui.wish import Refusal, refuse, tell, wish


def save(form: Form) -> None:
    """Callback: save what was typed, or say at which field it is refused."""
    try:
        values = answers(form)
    except DomainError as refusal:
        refuse(Refusal(say(refusal), refusal.field), form.place)
        return
    saved = wish(lambda session: write(form, session, values), place=form.place)
    if saved is None:
        return
    key, name, statement = saved
    forget(form)
    if statement is not None:
        tell(say(statement), stays=True)
    else:
        tell(_("Saved: {record}", record=name))
    address.go({"id": str(key)})


def answers(form: Form) -> dict[str, Any]:
    """Column -> value, of every field that has a meaning; one that has none is emptied."""
    typed = raw(form)
    hidden = {
        field.key
        for section in form.screen.form
        for field in section.fields
        if not isinstance(section, Shown) and not section.means(field, typed)
    }
    found = dict(answer(field, form.key(field)) for field in form.fields if field.key not in hidden)
    for field in form.fields:
        if field.key in hidden:
            found[stored_in(field).key] = _nothing(field)
    return _without_old_files(form, form.fields, found)


def _nothing(field: Field) -> Any:
    kept = stored_in(field)
    if isinstance(kept, CustomColumn | Masked):
        return None
    (column,) = kept.property.columns
    return None if column.nullable else ""


def raw(form: Form) -> dict[str, Any]:
    """Column -> what its input holds, for conditions: as typed, without a complaint."""
    return {stored_in(field).key: st.session_state.get(form.key(field)) for field in form.fields}


def _without_old_files(form: Form, fields: Sequence[Field], found: dict[str, Any]) -> dict[str, Any]:
    """No new file given: the one that is there stays."""
    if form.record_id is not None:
        for field in fields:
            if kind_of(field) is Kind.FILE and found[field.key] is None:
                del found[field.key]
    return found


def write(form: Form, session: Session, values: Mapping[str, Any]) -> tuple[int, str, Statement | None]:
    """Carry it out: the record's id, its name, and what must be told about it once."""
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
    try:
        edit(session, actor, screen.write, record, values, form.kept("version"))
    except StaleRecord:
        # Told who changed what; the comparison is drawn next, and the next press saves what was chosen.
        form.keep(STALE, True)
        raise
    return record.id, full_title(record), None


def _kept_files(session: Session, values: Mapping[str, Any]) -> dict[str, Any]:
    """Files given are kept and named by their id; where none is given, nothing changes."""
    uploads = {name: value for name, value in values.items() if isinstance(value, Upload)}
    for name, one in uploads.items():
        require_document(one.name, one.content, name)
    ids = {name: keep(session, one.name, one.content).id for name, one in uploads.items()}
    return {**values, **ids}
