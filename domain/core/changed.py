"""Which fields of a record are about to be written; rules about what may change begin here."""

from typing import Any

from sqlalchemy import inspect


def is_written(record: Any, *names: str) -> bool:
    """Whether one of these fields has a value that the database does not have yet; of a new record too."""
    attributes = inspect(record).attrs
    return any(attributes[name].history.has_changes() for name in names)


def was_changed(record: Any, *names: str) -> bool:
    """Whether one of these fields of a record that is kept already gets another value."""
    return bool(inspect(record).persistent) and is_written(record, *names)
