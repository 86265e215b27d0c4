"""A clock of the database that a test sets."""

from datetime import UTC, datetime

import pytest
from sqlalchemy.orm import Session

EVENING = datetime(2026, 6, 15, 12, tzinfo=UTC)
"""20:00 in Shanghai."""
ASKING = ("begin", "finish", "questions", "trouble")
"""Modules of scheduling that ask it."""


class Clock:
    """The database's clock, as a test sets it."""

    now = EVENING

    def __call__(self, _: Session) -> datetime:
        return self.now


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    made = Clock()
    for module in ASKING:
        monkeypatch.setattr(f"domain.scheduling.{module}.database_now", made)
    return made
