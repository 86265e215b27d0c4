"""Which grades people had in earlier cycles, also in periods brought in from an earlier system."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from sqlalchemy.orm import Session

from domain.appraisal.earlier_grades import earlier_grades

NOWHERE = 0
"""In the place of an assessment: the result was not scored here."""


@dataclass(frozen=True)
class PastGrade:
    """The published grade of one cycle; None: the person was not rated.

    Of a result brought in from outside, the code names the system too.
    """

    cycle_code: str
    last_on: date
    assessment_id: int
    grade_code: str | None


def grade_history(session: Session, people: Collection[int], until: date) -> dict[int, list[PastGrade]]:
    """Published grades of the people in periods that ended by the day, the latest first, whoever asks."""
    return {
        person: [
            PastGrade(
                f"{one.period} ({one.system})" if one.system else one.period,
                one.last_on, one.assessment_id or NOWHERE, one.grade_code,
            )
            for one in grades
        ]
        for person, grades in earlier_grades(session, people, until).items()
    }  # fmt: skip
