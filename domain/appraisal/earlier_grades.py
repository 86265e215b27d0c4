"""Which grades people had before: in cycles of the portal, and in periods brought in from outside."""

from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from db.bulk import select_in, table_of
from domain.appraisal.assessment import Assessment
from domain.appraisal.brought_result import BroughtResult
from domain.appraisal.cycle import AppraisalCycle
from domain.appraisal.grade import Grade
from domain.appraisal.result import AssessmentResult
from domain.appraisal.scorecard_item import Names


@dataclass(frozen=True)
class EarlierGrade:
    """The published grade of one period; without code the person was not rated.

    `assessment_id` is None, and `system` says where it comes from, where it was not scored here.
    """

    period: str
    """The code of the cycle, or what the other system called it."""
    name: Names
    last_on: date
    grade_code: str | None
    assessment_id: int | None = None
    system: str = ""


def earlier_grades(session: Session, people: Collection[int], until: date) -> dict[int, list[EarlierGrade]]:
    """Person -> grades of periods that ended by the day, the latest first, whoever asks.

    Of two for the same days the one scored here stands, even where the other was brought in before it.
    """
    found: dict[int, list[EarlierGrade]] = defaultdict(list)
    own = _own(session, people, until)
    for person, _, grade in own:
        found[person].append(grade)
    days = {(person, first_on, one.last_on) for person, first_on, one in own}
    b = table_of(BroughtResult).c
    rows = select_in(
        session, (b.person_id, b.period, b.first_on, b.last_on, b.grade_code, b.system), b.person_id, people,
        b.archived_at.is_(None), b.last_on <= until,
    )  # fmt: skip
    for row in rows:
        if (row.person_id, row.first_on, row.last_on) not in days:
            name = Names((row.period,), (row.period,))
            grade = EarlierGrade(row.period, name, row.last_on, row.grade_code or None, None, row.system)
            found[row.person_id].append(grade)
    for grades in found.values():
        grades.sort(key=lambda one: (one.last_on, one.assessment_id or 0, one.period), reverse=True)
    return found


def seen_before(session: Session, people: Collection[int], first_on: date) -> dict[int, EarlierGrade]:
    """Person -> the latest grade before that day, where the session's actor may see it: not another's."""
    latest = {
        person: grades[0] for person, grades in earlier_grades(session, people, first_on).items() if grades
    }
    here = [one.assessment_id for one in latest.values() if one.assessment_id is not None]
    own = select(AssessmentResult.assessment_id).where(AssessmentResult.assessment_id.in_(here))
    brought = select(BroughtResult.person_id).where(
        BroughtResult.person_id.in_([key for key, one in latest.items() if one.assessment_id is None])
    )
    seen, known = set(session.scalars(own)), set(session.scalars(brought))
    return {
        person: one
        for person, one in latest.items()
        if (person in known if one.assessment_id is None else one.assessment_id in seen)
    }


def _own(session: Session, people: Collection[int], until: date) -> list[tuple[int, date, EarlierGrade]]:
    """(person, first day, grade) of everything published here; the last revision of each."""
    a, r, c, g = map(table_of, (Assessment, AssessmentResult, AppraisalCycle, Grade))
    query = select(c.c.id, c.c.code, c.c.name_zh, c.c.name_en, c.c.first_on, c.c.last_on)
    cycles = {row.id: row for row in session.execute(query.where(c.c.last_on <= until))}
    codes = {row.id: row.code for row in session.execute(select(g.c.id, g.c.code))}
    columns = (a.c.id, a.c.person_id, a.c.cycle_id, r.c.revision, r.c.grade_id)
    rows = select_in(
        session, columns, a.c.person_id, people, r.c.assessment_id == a.c.id, r.c.published_at.is_not(None),
        a.c.archived_at.is_(None),
    )  # fmt: skip
    last = {row.id: row for row in sorted(rows, key=lambda row: row.revision) if row.cycle_id in cycles}
    return [
        (row.person_id, cycles[row.cycle_id].first_on, _grade(cycles[row.cycle_id], row, codes))
        for row in last.values()
    ]


def _grade(cycle: Any, row: Any, codes: Mapping[int, str]) -> EarlierGrade:
    name = Names((cycle.name_zh,), (cycle.name_en,))
    return EarlierGrade(cycle.code, name, cycle.last_on, codes.get(row.grade_id), row.id)
