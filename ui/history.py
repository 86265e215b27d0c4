"""What happened to a record: who, when, which field from what to what, why."""

from collections.abc import Iterator, Sequence
from typing import Any

import pyarrow as pa
import streamlit as st

from domain.core.entity import Entity
from domain.core.journal import JournalEntry
from ui import formats
from ui.language import _, label
from ui.steps import step_name

ACTIONS = frozenset({"created", "changed", "deleted", "archived", "restored", "exported"})


def draw_history(changes: Sequence[JournalEntry], entity: type[Entity]) -> None:
    """One line per changed field, the latest change first."""
    if not changes:
        st.caption(_("No change by hand is recorded. Imported rows are journalled as a batch."))
        return
    lines = [line for entry in changes for line in _lines(entry, entity)]
    names = (_("When"), _("Who"), _("What"), _("Field"), _("Before"), _("After"), _("Reason"))
    columns = {name: pa.array([line[at] for line in lines]) for at, name in enumerate(names)}
    st.dataframe(pa.table(columns), hide_index=True, alt=_("History"), key="history")


def action_name(entity: str, action: str) -> str:
    """What was done, in words."""
    return label(f"journal.{action}") if action in ACTIONS else step_name(entity, action)


def _lines(entry: JournalEntry, entity: type[Entity]) -> Iterator[tuple[str, ...]]:
    head = (formats.instant(entry.at), entry.actor, action_name(entry.entity, entry.action))
    changed: dict[str, Any] = entry.changes or {}
    for name, values in changed.items():
        old, new = values if isinstance(values, list) and len(values) == 2 else (None, values)
        field = label(f"{entry.entity}.{name}")
        yield (*head, field, spoken(entity, name, old), spoken(entity, name, new), entry.reason)
    if not changed:
        yield (*head, "", "", "", entry.reason)


def spoken(entity: type[Entity], name: str, value: Any) -> str:
    """A journalled value in words: choices by their label, the rest as it was written down."""
    if value is None or value == "":
        return formats.NOTHING
    if isinstance(value, bool):
        return formats.flag(value)
    members = getattr(getattr(getattr(entity, name, None), "type", None), "enum_class", None)
    if members is not None and value in {member.value for member in members}:
        return label(members(value))
    return ", ".join(map(str, value)) if isinstance(value, list) else str(value)
