"""Rules: what follows from which grade, score, item or competency. Data: every organisation has its own."""

from decimal import Decimal

from sqlalchemy import ForeignKey, String, select
from sqlalchemy.orm import Mapped, mapped_column, object_session, relationship

from db.types import Code, Name, Scaled
from domain.appraisal.grade import Grade
from domain.core.entity import Entity
from domain.core.errors import RuleBroken
from domain.core.permission import Permission
from domain.rewards.use_state import UseKind
from domain.training.course import Course

Points = Mapped[Decimal | None]


class NoCondition(RuleBroken):
    """A rule that everybody meets."""

    text = "Name at least one condition: grades, a score, an item or a competency gap."


class UnknownGrade(RuleBroken):
    """A rule that nobody can meet."""

    text = "There is no grade {grade}. Write the codes of grades with commas between them: {known}."


class BadHistory(RuleBroken):
    """So many times of fewer cycles."""

    text = "“{times} of the last {cycles} cycles” needs both numbers, grades, and 1 to {cycles} times."


class BadTerm(RuleBroken):
    """A term in the past or out of sight."""

    text = "{field_name} lies between {least} and {most}."


class UseRule(Entity):
    """One rule. All conditions that are named must hold.

    `grades`: codes with commas, any of them. `times` of the last `cycles` published cycles must have one of
    these grades, this one included. `item_key` empty: any item below `item_below` points. `gap_least`: some
    competency so many levels below what is expected. What follows is to be carried out within `run_days`
    and its outcome looked at `review_months` later.
    """

    __tablename__ = "use_rule"
    read_permission = Permission.REWARDS_READ
    write_permission = Permission.REWARDS_PROPOSE

    code: Mapped[Code] = mapped_column(unique=True)
    name_zh: Mapped[Name]
    name_en: Mapped[Name]
    kind: Mapped[UseKind]
    grades: Mapped[str] = mapped_column(String(80), insert_default="")
    times: Mapped[int | None]
    cycles: Mapped[int | None]
    score_from: Points = mapped_column(Scaled(4))
    score_below: Points = mapped_column(Scaled(4))
    item_key: Mapped[str] = mapped_column(String(80), insert_default="")
    item_below: Points = mapped_column(Scaled(4))
    gap_least: Mapped[int | None]
    course_id: Mapped[int | None] = mapped_column(ForeignKey("course.id"))
    run_days: Mapped[int] = mapped_column(insert_default=90)
    review_months: Mapped[int] = mapped_column(insert_default=6)

    course: Mapped[Course | None] = relationship(lazy="raise")

    @property
    def grade_codes(self) -> frozenset[str]:
        """The grades as a set."""
        return frozenset(codes_in(self.grades or ""))

    def check(self) -> None:
        """Refuse rules that everybody or nobody meets."""
        named = (self.score_from, self.score_below, self.item_below, self.gap_least)
        if not self.grade_codes and all(one is None for one in named):
            raise NoCondition(field="grades")
        self._check_history()
        for name, most in (("run_days", 730), ("review_months", 36)):
            value = getattr(self, name)
            if value is not None and not 1 <= value <= most:
                raise BadTerm(field=name, field_name=f"UseRule.{name}", least=1, most=most)
        self.grades = ", ".join(codes_in(self.grades or ""))
        require_grades(self, self.grades, "grades")

    def _check_history(self) -> None:
        times, cycles = self.times, self.cycles
        if times is None and cycles is None:
            return
        if times is None or cycles is None or not self.grade_codes or not 1 <= times <= cycles <= 12:
            raise BadHistory(field="times", times=times or "?", cycles=cycles or "?")


def codes_in(text: str) -> list[str]:
    """Codes between commas, Chinese ones too."""
    return [one.strip() for one in text.replace("，", ",").replace("、", ",").split(",") if one.strip()]


def require_grades(record: Entity, text: str, field: str) -> None:
    """Refuse codes of grades that the scale does not have."""
    session = object_session(record)
    if session is None:
        return
    with session.no_autoflush:
        known = list(session.scalars(select(Grade.code).order_by(Grade.position)))
    if stray := next((one for one in codes_in(text) if one not in known), None):
        raise UnknownGrade(field=field, grade=stray, known=", ".join(known))
