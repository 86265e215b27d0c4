"""What happened to a record: who, when, which field from what to what, why."""

from collections.abc import Callable, Iterator, Sequence
from datetime import date, datetime
from decimal import Decimal, InvalidOperation
from typing import Any

import pyarrow as pa
import streamlit as st
from sqlalchemy.orm import InstrumentedAttribute

from domain import entities
from domain.core.custom_definition import PREFIX
from domain.core.journal import JournalEntry
from domain.records.put_back import PUT_BACK
from ui import formats
from ui.fields import Kind, choices_of, kind_of
from ui.history_names import Names, link_target
from ui.language import _, label
from ui.steps import step_name
from ui.table import text


def draw_history(changes: Sequence[JournalEntry], names: Names) -> None:
    """One line per changed field, the latest change first."""
    if not changes:
        st.caption(_("No change by hand is recorded. Imported rows are journalled as a batch."))
        return
    draw_changes(changes, names, key="history")


def draw_changes(changes: Sequence[JournalEntry], names: Names, *, key: str) -> None:
    """The lines themselves."""
    lines = [line for entry in changes for _field, *line in change_lines(entry, names)]
    columns = {
        name: pa.array([line[at] for line in lines], pa.string()) for at, name in enumerate(headings())
    }
    st.dataframe(pa.table(columns), hide_index=True, alt=_("History"), key=key)


def headings() -> tuple[str, ...]:
    """What the columns of a history are called."""
    return (_("When"), _("Who"), _("What"), _("Field"), _("Before"), _("After"), _("Reason"))


def action_name(entity: str, action: str) -> str:
    """What was done, in words: `journal.<action>` if the catalogue has it, else the step of the workflow."""
    named = label(f"journal.{action}")
    return step_name(entity, action) if named == f"journal.{action}" else named


def field_names(entry: JournalEntry) -> list[str]:
    """Which fields the line is about."""
    return [field_name(entry.entity, name) for name in entry.changes or {}]


def field_name(entity: str, name: str) -> str:
    """What people call the field that the journal names."""
    return label(f"{entity}.{name}")


def reason_of(entry: JournalEntry) -> str:
    """Why, in words; of a value put back, from which line of the journal."""
    if entry.action == PUT_BACK:
        return _("Restored from entry {number}", number=entry.reason)
    return entry.reason


def change_lines(entry: JournalEntry, names: Names) -> Iterator[tuple[str, ...]]:
    """For each changed field its key, then what the columns of a history say."""
    head = (formats.instant(entry.at), entry.actor, action_name(entry.entity, entry.action))
    changed: dict[str, Any] = entry.changes or {}
    for name, values in changed.items():
        old, new = values if isinstance(values, list) and len(values) == 2 else (None, values)
        said = (spoken(entry.entity, name, value, names) for value in (old, new))
        yield (name, *head, field_name(entry.entity, name), *said, reason_of(entry))
    if not changed:
        yield ("", *head, "", "", "", reason_of(entry))


def spoken(entity: str, column: str, value: Any, names: Names) -> str:
    """A journalled value in words: choices by their label, records by their name, figures as elsewhere."""
    if column.startswith(PREFIX):
        return names.get((f"{entity}.{column}", value), text(value, Kind.TEXT))
    target = link_target(entity, column)
    if target is not None and value is not None:
        return names.get((target.__name__, value), f"#{value}")
    attribute: Any = getattr(getattr(entities, entity, None), column, None)
    what = kind_of(attribute) if isinstance(attribute, InstrumentedAttribute) else Kind.TEXT
    if what is Kind.CHOICE and value in {member.value for member in choices_of(attribute)}:
        return label(attribute.type.enum_class(value))
    try:
        return text(_READ[what](value) if what in _READ and value is not None else value, what)
    except (ValueError, TypeError, InvalidOperation):
        return str(value)


_READ: dict[Kind, Callable[[Any], Any]] = {
    Kind.INSTANT: datetime.fromisoformat,
    Kind.DAY: date.fromisoformat,
    Kind.MONEY: Decimal,
    Kind.QUANTITY: Decimal,
    Kind.RATIO: Decimal,
}
"""From what the journal keeps back to the value."""
