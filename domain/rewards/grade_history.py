"""Which grades people had in earlier cycles."""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from db.bulk import select_in, table_of
from domain.appraisal.assessment import Assessment
from domain.appraisal.cycle import AppraisalCycle
from domain.appraisal.grade import Grade
from domain.appraisal.result import AssessmentResult


@dataclass(frozen=True)
class PastGrade:
    """The published grade of one cycle; None: the person was not rated."""

    cycle_code: str
    last_on: date
    assessment_id: int
    grade_code: str | None


def grade_history(session: Session, people: Collection[int], until: date) -> dict[int, list[PastGrade]]:
    """Published grades of the people in cycles that ended by the day, the latest first, whoever asks."""
    a, r, c, g = map(table_of, (Assessment, AssessmentResult, AppraisalCycle, Grade))
    columns = (
        a.c.id, a.c.person_id, a.c.cycle_id, r.c.revision, r.c.grade_id, r.c.published_at,
    )  # fmt: skip
    cycles = {row.id: row for row in session.execute(select(c.c.id, c.c.code, c.c.last_on))}
    codes = {row.id: row.code for row in session.execute(select(g.c.id, g.c.code))}
    latest: dict[int, tuple[int, PastGrade, int]] = {}
    for row in select_in(
        session, columns, a.c.person_id, people, r.c.assessment_id == a.c.id, r.c.published_at.is_not(None),
        a.c.archived_at.is_(None),
    ):  # fmt: skip
        cycle = cycles[row.cycle_id]
        if cycle.last_on > until or latest.get(row.id, (0,))[0] > row.revision:
            continue
        past = PastGrade(cycle.code, cycle.last_on, row.id, codes.get(row.grade_id))
        latest[row.id] = (row.revision, past, row.person_id)
    found: dict[int, list[PastGrade]] = defaultdict(list)
    for _, past, person in latest.values():
        found[person].append(past)
    for grades in found.values():
        grades.sort(key=lambda one: (one.last_on, one.assessment_id), reverse=True)
    return found
