"""What lines of the journal mean as events of records."""

from collections import defaultdict
from collections.abc import Iterator, Sequence

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from db.bulk import chunks
from domain.automation.occurrence import CHANGED, CREATED, ORIGIN
from domain.core.journal import JournalEntry

Happened = tuple[JournalEntry, int, frozenset[str]]
"""Line, id of the record, names of the events."""


def happened(session: Session, lines: Sequence[JournalEntry]) -> Iterator[Happened]:
    """The events that the lines tell, without those that automations wrote.

    The first line about a record is its creation, whatever it calls itself; any later one with new values is
    a change; a step counts under its own name too.
    """
    told = [line for line in lines if line.origin != ORIGIN and line.entity_id is not None]
    first = _first_lines(session, told)
    for line in told:
        kind = CREATED if line.seq in first else CHANGED if line.changes else line.action
        yield line, line.entity_id or 0, frozenset({kind, line.action} if line.action != CREATED else {kind})


def _first_lines(session: Session, lines: Sequence[JournalEntry]) -> set[int]:
    ids: dict[str, set[int]] = defaultdict(set)
    for line in lines:
        ids[line.entity].add(line.entity_id or 0)
    found: set[int] = set()
    for entity, records in ids.items():
        for chunk in chunks(sorted(records)):
            query = select(func.min(JournalEntry.seq)).where(
                JournalEntry.entity == entity, JournalEntry.entity_id.in_(chunk)
            )
            found |= set(session.scalars(query.group_by(JournalEntry.entity_id)))
    return found
