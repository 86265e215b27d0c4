"""The scale of grades a new portal starts with; every organisation edits its own."""

from dataclasses import dataclass
from decimal import Decimal

from sqlalchemy import select
from sqlalchemy.orm import Session

from domain.appraisal.grade import Gate, Grade
from domain.core.code_list import ItemTone


@dataclass(frozen=True)
class ShippedGrade:
    """A grade as we ship it."""

    code: str
    name_zh: str
    name_en: str
    least_score: int
    coefficient: str
    quota: int
    tone: ItemTone
    gate: Gate | None = None


SHIPPED_GRADES = (
    ShippedGrade("S", "卓越", "Outstanding", 110, "1.5", 10, ItemTone.GOOD),
    ShippedGrade("A", "优秀", "Excellent", 95, "1.2", 20, ItemTone.GOOD),
    ShippedGrade("B", "良好", "Good", 80, "1.0", 50, ItemTone.ACTIVE),
    ShippedGrade("C", "待改进", "To be improved", 60, "0.6", 15, ItemTone.WAITING, Gate.MAJOR_VIOLATION),
    ShippedGrade("D", "不合格", "Not sufficient", 0, "0", 5, ItemTone.BAD, Gate.PROVEN_FRAUD),
)


def install_grades(session: Session) -> None:
    """Add the shipped scale where there is none at all; a scale somebody made stays as it is."""
    if session.scalar(select(Grade.id).limit(1)) is not None:
        return
    session.add_all(
        Grade(
            code=one.code, name_zh=one.name_zh, name_en=one.name_en, tone=one.tone, gate=one.gate,
            least_score=Decimal(one.least_score), coefficient=Decimal(one.coefficient),
            quota=Decimal(one.quota), position=place,
        )
        for place, one in enumerate(SHIPPED_GRADES, 1)
    )  # fmt: skip
    session.flush()
