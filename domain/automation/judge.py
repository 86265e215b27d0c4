"""Whether an automation's conditions hold for records."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from db.bulk import chunks
from domain.approvals.condition_field import ConditionField, fields_of
from domain.approvals.subject import subject_of
from domain.automation.automation import Automation
from domain.automation.occurrence import kinds
from domain.core.entity import Entity
from domain.organisation.tree import unit_tree
from domain.organisation.unit import Unit


@dataclass(frozen=True)
class Judge:
    """What is needed to judge records of one kind, read once."""

    kind: type[Entity]
    fields: Mapping[str, ConditionField]
    above: Mapping[str, tuple[str, ...]]
    """Code of a unit -> codes of all over it."""

    def holds(self, session: Session, automation: Automation, record: Any) -> bool:
        """Whether the conditions hold for the record as it is now."""
        return automation.rules.judge(subject_of(session, record, None), self.fields, self.above).holds


def judge_of(session: Session, automation: Automation) -> Judge:
    """For one automation."""
    kind = kinds()[automation.entity]
    codes = {row.id: row.code for row in session.execute(select(Unit.id, Unit.code))}
    tree = unit_tree(session)
    above = {
        code: tuple(codes[one] for one in tree.above(unit) if one != unit and one in codes)
        for unit, code in codes.items()
    }
    return Judge(kind, fields_of(session, kind), above)


def seen_records(session: Session, kind: type[Entity], ids: Collection[int]) -> Iterable[Any]:
    """The records of these ids that the session's actor sees and that are not archived."""
    for chunk in chunks(sorted(set(ids))):
        yield from session.scalars(select(kind).where(kind.id.in_(chunk), kind.archived_at.is_(None)))
