"""An assessment with all it is scored from, read for many at once.

Read from the tables, past the row filter: a score must not depend on who asks for it to be computed, and
whoever asks learns no more than their own rows.
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from sqlalchemy import Row
from sqlalchemy.orm import Session

from db.bulk import select_in, table_of
from domain.appraisal.assessment import PRO_RATA_BELOW, RATED_FROM, Assessment
from domain.appraisal.assessment_item import AssessmentItem
from domain.appraisal.content import ScorecardContent
from domain.appraisal.curve import Curve
from domain.appraisal.item_score import ItemScore
from domain.appraisal.rating import Rating, RatingRole
from domain.appraisal.result import AssessmentResult
from domain.appraisal.scorecard_item import Scope, ScorecardItem

ASSESSMENT, ITEM, RATING = table_of(Assessment), table_of(AssessmentItem), table_of(Rating)
SCORE, RESULT = table_of(ItemScore), table_of(AssessmentResult)
LATER = {RatingRole.MANAGER: 0, RatingRole.SECOND: 1, RatingRole.CALIBRATED: 2}


@dataclass
class Sheet:
    """One assessment as scoring reads it."""

    id: int
    person_id: int
    unit_id: int
    share: Decimal
    content: ScorecardContent
    agreed: dict[str, Row[Any]] = field(default_factory=dict)
    """Line -> what was agreed for it."""
    levels: dict[str, int] = field(default_factory=dict)
    """Line -> the level that counts: calibrated before second before manager."""
    kept: dict[str, Row[Any]] = field(default_factory=dict)
    """Item -> its score as it is kept."""
    result: Row[Any] | None = None

    @property
    def is_rated(self) -> bool:
        """The person was there for enough of the period."""
        return self.share >= RATED_FROM

    def curve(self, item: ScorecardItem) -> Curve:
        """The curve with the target as agreed, in proportion for whoever was there for part of the period."""
        found, agreed = item.scoring, self.agreed.get(item.key)
        if agreed is not None and agreed.target is not None:
            found = found.agreed(agreed.target, agreed.floor, agreed.stretch)
        if item.is_amount and item.scope is Scope.PERSON and self.share < PRO_RATA_BELOW:
            return found.pro_rata(self.share)
        return found

    def goals(self, item: ScorecardItem) -> list[Row[Any]]:
        """The free goals of an item."""
        start = f"{item.key}."
        return [row for key, row in self.agreed.items() if key.startswith(start) and row.goal]


def read_sheets(session: Session, assessments: Collection[int]) -> list[Sheet]:
    """The sheets of these assessments, by id."""
    t = ASSESSMENT.c
    columns = (t.id, t.person_id, t.unit_id, t.share_of_period, t.content)
    found = {row.id: _sheet(row) for row in select_in(session, columns, t.id, assessments)}
    for row in _of(session, ITEM, assessments):
        found[row.assessment_id].agreed[row.key] = row
    for row in sorted(_of(session, RATING, assessments), key=lambda one: LATER[one.role]):
        found[row.assessment_id].levels[row.item_key] = row.level
    for row in _of(session, SCORE, assessments):
        found[row.assessment_id].kept[row.item_key] = row
    for row in _of(session, RESULT, assessments):
        if row.revision == 1:
            found[row.assessment_id].result = row
    return [found[key] for key in sorted(found)]


def _sheet(row: Row[Any]) -> Sheet:
    content = ScorecardContent.of(row.content)
    return Sheet(row.id, row.person_id, row.unit_id, row.share_of_period, content)


def _of(session: Session, table: Any, assessments: Collection[int]) -> Iterable[Row[Any]]:
    return select_in(session, tuple(table.c), table.c.assessment_id, assessments)
