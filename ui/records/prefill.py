"""What a new record has before anybody types: values of the one it copies, or the one it belongs to."""

from typing import Any

from sqlalchemy import UniqueConstraint, inspect
from sqlalchemy.orm import Session

from db.unit_of_work import reading
from domain.core.clock import today
from domain.core.editing import find
from domain.core.entity import Entity
from domain.core.errors import DomainError
from domain.core.permission import Actor
from domain.core.workflow import WorkflowEntity
from ui import address, table
from ui.fields import CustomColumn, Field, Kind, Masked, kind_of, stored_in, target_of
from ui.open_form import Form, forget
from ui.question import whole
from ui.record import look
from ui.screen import Screen
from ui.titles import NAMES

COPY = "copy"
DATES = frozenset({Kind.DAY, Kind.INSTANT})


def given_to_new(screen: Screen, actor: Actor) -> dict[str, Any]:
    """Field key -> value, as the address asks; an input typed under another address is dropped."""
    form = Form(screen, None)
    words = {name: tuple(said) for name, said in address.everything().items()}
    if form.kept("given") != words:
        forget(form)
        form.keep("given", words)
    copied = whole(address.get(COPY) or "")
    given = copy_of(screen, actor, copied) if copied is not None else {}
    return given | _parents(form, actor)


def copy_of(screen: Screen, actor: Actor, key: int) -> dict[str, Any]:
    """The values of a record that another one may share."""
    record = look(screen, actor, key).entity
    return {
        field.key: table.value(record, field, today())
        for field in screen.asked_fields
        if _may_be_shared(field, screen.entity)
    }


def _may_be_shared(field: Field, entity: type[Entity]) -> bool:
    """No number, no unique value, no file, no state, and of what has a workflow no date."""
    if isinstance(field, CustomColumn | Masked):
        return kind_of(field) is not Kind.FILE
    dated = issubclass(entity, WorkflowEntity) and kind_of(field) in DATES
    return not (dated or field.key in {*NAMES, "state", "status"} or field.key in _unique(entity))


def _unique(entity: type[Entity]) -> set[str]:
    """Fields by which records are told apart. Of several together, those that are no links."""
    mapper = inspect(entity)
    alone = {column.key for column in mapper.columns if column.unique}
    together = {
        column.key
        for constraint in getattr(mapper.local_table, "constraints", ())
        if isinstance(constraint, UniqueConstraint)
        for column in constraint.columns
        if not column.foreign_keys
    }
    return alone | together


def _parents(form: Form, actor: Actor) -> dict[str, Any]:
    asked = {
        field.key: (target_of(field), key)
        for field in form.fields
        if kind_of(field) is Kind.LINK and (key := whole(address.get(stored_in(field).key) or "")) is not None
    }
    if not asked:
        return {}
    with reading(actor) as session:
        found = {name: _seen(session, target, key) for name, (target, key) in asked.items()}
    return {name: record for name, record in found.items() if record is not None}


def _seen(session: Session, target: type[Entity], key: int) -> Entity | None:
    try:
        return find(session, target, key)
    except DomainError:
        return None
