"""Rows to add and rows to change: only what differs from what is kept is written."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Table
from sqlalchemy.orm import Session

from db.bulk import insert_rows, update_rows
from domain.core.clock import now


class DifferingRows:
    """Rows to add and rows to change, of one table."""

    def __init__(self) -> None:
        self.new: list[dict[str, Any]] = []
        self.changed: list[dict[str, Any]] = []

    def take(self, kept: Any, row: dict[str, Any], compared: Sequence[str]) -> None:
        """Add the row, or what of it differs from the kept one."""
        if kept is None:
            self.new.append(row)
        elif any(getattr(kept, name) != row[name] for name in compared):
            changes = {name: row[name] for name in compared}
            self.changed.append({"id": kept.id, "version": kept.version + 1, "updated_at": now(), **changes})

    def write(self, session: Session, table: Table) -> int:
        """Write them; how many."""
        insert_rows(session, table, self.new)
        update_rows(session, table, self.changed)
        return len(self.new) + len(self.changed)
