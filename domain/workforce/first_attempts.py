"""Which try at an exam was the first (K47)."""

from collections import defaultdict
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from db.bulk import chunks, table_of
from domain.core.derived_columns import write_differences
from domain.core.entity import MANUAL
from domain.core.fact_spec import Columns, Touched
from domain.workforce.training_record import TrainingKind, TrainingRecord

TRAINING = table_of(TrainingRecord)
READ = tuple(
    TRAINING.c[name]
    for name in (
        *("id", "unit_id", "person_id", "course_code", "kind", "completed_on", "passed", "attempt"),
        *("is_first_attempt", "period"),
    )
)


def settle(session: Session, touched: Touched) -> None:
    """Look again at the exams of every touched person.

    The source's own number decides; where it gives none, the earliest exam of the person in the course.
    """
    people = {row["person_id"] for row in touched.get("training_record", ())}
    for some in chunks(sorted(people)):
        judge(session, TRAINING.c.person_id.in_(some))


def catch_up(session: Session) -> None:
    """Look again at the exams of everybody of whom something was entered by hand."""
    people = session.scalars(select(TRAINING.c.person_id).where(TRAINING.c.source == MANUAL).distinct())
    for some in chunks(sorted(people)):
        judge(session, TRAINING.c.person_id.in_(some))


def judge(session: Session, which: Any) -> None:
    """Judge the exams that a condition chooses; it must choose whole people."""
    query = select(*READ).where(which).order_by(TRAINING.c.completed_on, TRAINING.c.id)
    exams: dict[tuple[int, str], list[Columns]] = defaultdict(list)
    judged: list[tuple[Columns, Columns]] = []
    for row in session.execute(query):
        exam = dict(row._mapping)
        if exam["passed"] is None or exam["kind"] is not TrainingKind.COURSE:
            judged.append((exam, {"is_first_attempt": None}))
        else:
            exams[exam["person_id"], exam["course_code"]].append(exam)
    for tries in exams.values():
        for place, exam in enumerate(tries, 1):
            judged.append((exam, {"is_first_attempt": (exam["attempt"] or place) == 1}))
    write_differences(session, TrainingRecord, judged)
