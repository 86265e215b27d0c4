"""The scale of grades. Data: every organisation has its own."""

from enum import StrEnum

from sqlalchemy import or_, select
from sqlalchemy.orm import Mapped, Session, mapped_column, object_session, validates

from db.bulk import table_of
from db.types import Code, Name, Quantity
from domain.core.code_list import ItemTone
from domain.core.entity import Entity
from domain.core.errors import RuleBroken
from domain.core.permission import Permission


class Gate(StrEnum):
    """What limits a grade, however high the score (F05)."""

    MAJOR_VIOLATION = "major_violation"
    """A major violation was confirmed in the period."""
    PROVEN_FRAUD = "proven_fraud"
    """A fraud was proven in the period."""
    ITEM = "item"
    """An item whose score was 0 caps the grade."""

    @property
    def tone(self) -> str:
        """How grave it looks."""
        return {"major_violation": "bad", "proven_fraud": "bad", "item": "waiting"}[self.value]


class OutOfScale(RuleBroken):
    """A number that no score, coefficient or share can have."""

    text = "{field_name} lies between {least} and {most}."


class GradeInUse(RuleBroken):
    """Scores would be left without a grade."""

    text = "“{code}” is the lowest grade, or somebody has it whose result is not published yet."


class Grade(Entity):
    """One grade: from which score on it is earned, what it is worth, how many should have it.

    `least_score` is inclusive, in points of 0 to 120. `quota` is the share in per cent that calibration
    compares with; `coefficient` multiplies a bonus. `gate`: with such a violation nobody gets a better grade.
    """

    __tablename__ = "grade"
    read_permission = Permission.ASSESSMENTS_READ
    write_permission = Permission.ASSESSMENTS_ADMINISTER

    code: Mapped[Code] = mapped_column(unique=True)
    name_zh: Mapped[Name]
    name_en: Mapped[Name]
    least_score: Mapped[Quantity]
    coefficient: Mapped[Quantity]
    quota: Mapped[Quantity]
    position: Mapped[int]
    """1 is the best."""
    tone: Mapped[ItemTone] = mapped_column(insert_default=ItemTone.CALM)
    gate: Mapped[Gate | None]
    """The best grade one can have in spite of this."""

    @validates("archived_at")
    def _keep_used(self, _name: str, value: object) -> object:
        session = object_session(self)
        if value is not None and session is not None and (self.least_score == 0 or self._is_given(session)):
            raise GradeInUse(code=self.code)
        return value

    def _is_given(self, session: Session) -> bool:
        """Whether it stands in a result that is not published, whoever asks."""
        from domain.appraisal.result import AssessmentResult

        t = table_of(AssessmentResult).c
        given = or_(t.grade_id == self.id, t.grade_by_score_id == self.id)
        return session.scalar(select(t.id).where(t.published_at.is_(None), given).limit(1)) is not None

    def check(self) -> None:
        """Refuse numbers outside their scales."""
        for name, most in (("least_score", 120), ("coefficient", 10), ("quota", 100)):
            if not 0 <= getattr(self, name) <= most:
                raise OutOfScale(field=name, field_name=f"Grade.{name}", least=0, most=most)
