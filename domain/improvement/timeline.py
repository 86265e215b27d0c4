"""The life of an issue as it was written down: every step and change of it and of its parts."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import and_, or_, select
from sqlalchemy.orm import Session

from domain.core.journal import JournalEntry
from domain.core.loaded import loaded
from domain.improvement.issue import Issue


@dataclass(frozen=True)
class Moment:
    """One line of the history. `action` of a step is the step's name, else created, changed, raise, ..."""

    at: datetime
    who: str
    entity: str
    entity_id: int
    action: str
    reason: str
    source: str | None
    """State before, where the line is a step."""
    target: str | None
    """State after, where the line is a step."""
    changes: dict[str, Any]
    """Other fields, each [old, new]."""

    @property
    def is_step(self) -> bool:
        """The state changed."""
        return self.target is not None


def timeline(session: Session, issue: Issue) -> list[Moment]:
    """Everything that was committed about the issue and its parts, the oldest first."""
    return moments(lines_about(session, issue))


def lines_about(session: Session, issue: Issue) -> Sequence[JournalEntry]:
    """The lines of the journal about the issue and its parts, the oldest first."""
    loaded(issue, "causes", "plans", "measures", "verdicts")
    proofs = [proof for measure in issue.measures for proof in loaded(measure, "evidence").evidence]
    records = [issue, *issue.causes, *issue.plans, *issue.measures, *issue.verdicts, *proofs]
    ids: dict[str, list[int]] = {}
    for record in records:
        ids.setdefault(type(record).__name__, []).append(record.id)
    conditions = [
        and_(JournalEntry.entity == name, JournalEntry.entity_id.in_(keys)) for name, keys in ids.items()
    ]
    return session.scalars(select(JournalEntry).where(or_(*conditions)).order_by(JournalEntry.seq)).all()


def moments(lines: Iterable[JournalEntry]) -> list[Moment]:
    """Lines of the journal as moments of the issue's life."""
    return [_moment(line) for line in lines]


def _moment(line: JournalEntry) -> Moment:
    changes = dict(line.changes)
    before, after = changes.pop("state", (None, None))
    if before is None:
        after = None
    changes.pop("state_since", None)
    return Moment(
        at=line.at,
        who=line.actor,
        entity=line.entity,
        entity_id=line.entity_id or 0,
        action=line.action,
        reason=line.reason,
        source=before,
        target=after,
        changes=changes,
    )
