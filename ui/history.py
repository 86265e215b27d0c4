"""What happened to a record: who, when, which field from what to what, why."""

from collections.abc import Callable, Iterator, Sequence
from datetime import date, datetime
from decimal import Decimal, InvalidOperation
from typing import Any

import pyarrow as pa
import streamlit as st
from sqlalchemy.orm import InstrumentedAttribute

from domain import entities
from domain.core.journal import JournalEntry
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
    lines = [line for entry in changes for line in _lines(entry, names)]
    headings = (_("When"), _("Who"), _("What"), _("Field"), _("Before"), _("After"), _("Reason"))
    columns = {name: pa.array([line[at] for line in lines], pa.string()) for at, name in enumerate(headings)}
    st.dataframe(pa.table(columns), hide_index=True, alt=_("History"), key=key)


def action_name(entity: str, action: str) -> str:
    """What was done, in words: `journal.<action>` if the catalogue has it, else the step of the workflow."""
    named = label(f"journal.{action}")
    return step_name(entity, action) if named == f"journal.{action}" else named


def field_names(entry: JournalEntry) -> list[str]:
    """Which fields the line is about."""
    return [label(f"{entry.entity}.{name}") for name in entry.changes or {}]


def _lines(entry: JournalEntry, names: Names) -> Iterator[tuple[str, ...]]:
    head = (formats.instant(entry.at), entry.actor, action_name(entry.entity, entry.action))
    changed: dict[str, Any] = entry.changes or {}
    for name, values in changed.items():
        old, new = values if isinstance(values, list) and len(values) == 2 else (None, values)
        field = label(f"{entry.entity}.{name}")
        yield (
            *head,
            field,
            spoken(entry.entity, name, old, names),
            spoken(entry.entity, name, new, names),
            entry.reason,
        )
    if not changed:
        yield (*head, "", "", "", entry.reason)


def spoken(entity: str, column: str, value: Any, names: Names) -> str:
    """A journalled value in words: choices by their label, records by their name, figures as elsewhere."""
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
