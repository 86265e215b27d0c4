"""Change the scale of grades."""

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy.orm import Session

from domain.appraisal.composite import scale_of
from domain.appraisal.grade import Grade
from domain.core.editing import create, edit, find
from domain.core.permission import Actor, Permission

HR = Permission.ASSESSMENTS_ADMINISTER


def define_grade(session: Session, actor: Actor, values: Mapping[str, Any]) -> Grade:
    """Add a grade; ScaleWrong where the scale with it would not work."""
    grade = create(session, actor, HR, Grade, values)
    scale_of(session).check()
    return grade


def change_grades(
    session: Session, actor: Actor, changes: Sequence[tuple[int, Mapping[str, Any]]]
) -> list[Grade]:
    """Change several grades at once, as (id, values): the scale must work after the last of them."""
    grades = []
    for key, values in changes:
        grade = find(session, Grade, key)
        edit(session, actor, HR, grade, values)
        grades.append(grade)
    scale_of(session).check()
    return grades
