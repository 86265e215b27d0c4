"""What can be chosen in the editor of a route."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from domain.approvals.comparison import code_of_choice
from domain.approvals.condition_field import ConditionField, Sort, key_column
from domain.organisation.person import Person
from ui.approvals.words import Names, Vocabulary, value_words, vocabulary
from ui.titles import full_title

MOST = 500


@dataclass(frozen=True)
class Options:
    """Names of everything that may be chosen, by code."""

    known: Vocabulary
    records: Mapping[type[Any], Names] = field(default_factory=dict)

    def values(self, one: ConditionField) -> Names:
        """What a field can be compared with, where that can be listed."""
        if one.sort is Sort.CHOICE:
            codes = (code_of_choice(choice) for choice in one.choices)
            return {code: value_words(one, code, self.known) for code in codes}
        if one.sort is Sort.UNIT:
            return self.known.units
        if one.target is Person:
            return self.known.people
        return self.records.get(one.target, {}) if one.target is not None else {}


def options_of(session: Session, fields: Mapping[str, ConditionField]) -> Options:
    """Read it; one question for each kind of record that fields point to."""
    targets = {one.target for one in fields.values() if one.sort is Sort.RECORD and one.target is not Person}
    return Options(
        vocabulary(session), {target: _records(session, target) for target in targets if target is not None}
    )


def _records(session: Session, target: type[Any]) -> Names:
    column: Any = key_column(target)
    mapped: Any = target
    query = select(mapped).where(mapped.archived_at.is_(None)).order_by(column).limit(MOST)
    return {str(getattr(row, column.key)): full_title(row) for row in session.scalars(query)}
