"""Courses: what is taught, what a certificate of it is worth, how it is examined."""

from enum import StrEnum

from sqlalchemy import ForeignKey, String, select
from sqlalchemy.orm import Mapped, mapped_column, object_session, relationship

from db.types import Code, LongText, Money, Name, Quantity
from domain.core.entity import Entity
from domain.core.errors import RuleBroken
from domain.core.permission import Permission
from domain.indicators.indicator import Indicator
from domain.messaging.words import Both
from domain.organisation.person import Person

MOST_ATTEMPTS = 3
LEAST_COOL_DOWN = 24
USUAL = {"pass_mark": 80, "attempts": MOST_ATTEMPTS, "cool_down_hours": LEAST_COOL_DOWN}
"""What holds where a form leaves the number empty."""


class CourseCategory(StrEnum):
    """What a course is about."""

    CONTROL = "control"
    RISK = "risk"
    LAW = "law"
    SECURITY = "security"
    PRODUCT = "product"
    SKILL = "skill"


class CourseExam(StrEnum):
    """How it is found out whether somebody has learned it."""

    QUIZ = "quiz"
    """Questions of the bank, answered on-line and marked by the portal."""
    MARKS = "marks"
    """The trainer gives a mark; somebody else certifies."""
    NONE = "none"
    """Taking part is enough; somebody else than the trainer certifies."""


class OutOfBounds(RuleBroken):
    """A number of the course that its exam could not work with."""

    text = "{field_name}: from {least} to {most}, not {value}."


class UnknownIndicator(RuleBroken):
    """The effect of the course would be sought in figures that do not exist."""

    text = "There is no indicator {code}. Name the codes of indicators, separated by commas."


class CourseRetired(RuleBroken):
    """What is not taught any more leads to no certificate."""

    text = "“{course}” is not taught any more."


class Course(Entity):
    """A course of the catalogue. Its code is what requirements, records and certificates name it by."""

    __tablename__ = "course"
    read_permission = Permission.TRAINING_READ
    write_permission = Permission.TRAINING_ADMINISTER

    code: Mapped[Code] = mapped_column(unique=True)
    name_zh: Mapped[Name]
    name_en: Mapped[Name]
    category: Mapped[CourseCategory] = mapped_column(index=True)
    about: Mapped[LongText] = mapped_column(insert_default="")
    hours: Mapped[Quantity | None]
    valid_months: Mapped[int | None]
    """How long a certificate holds; None: it does not expire."""
    exam: Mapped[CourseExam] = mapped_column(insert_default=CourseExam.QUIZ)
    pass_mark: Mapped[int] = mapped_column(insert_default=USUAL["pass_mark"])
    """Percent of the points."""
    attempts: Mapped[int] = mapped_column(insert_default=MOST_ATTEMPTS)
    """At the exam of one enrolment."""
    cool_down_hours: Mapped[int] = mapped_column(insert_default=LEAST_COOL_DOWN)
    """Between one attempt and the next."""
    questions: Mapped[int | None]
    """How many are drawn for an attempt; None: the whole bank."""
    short_questions: Mapped[int | None]
    """How many are drawn for the short exam of a recertification; None: half of those."""
    cost: Mapped[Money | None]
    """Per session."""
    indicators: Mapped[str] = mapped_column(String(400), insert_default="")
    """Codes of the indicators that the course is meant to move, separated by commas."""
    behaviour_weeks: Mapped[int | None]
    """After how many weeks the superior says whether behaviour has changed; None: not asked."""
    trainer_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    """Who usually teaches it, and looks after its questions."""

    trainer: Mapped[Person | None] = relationship(lazy="raise")

    @property
    def indicator_codes(self) -> tuple[str, ...]:
        """The codes of the indicators that show whether it worked."""
        parts = self.indicators.replace("，", ",").replace("、", ",").split(",")
        return tuple(code for part in parts if (code := part.strip()))

    def require_taught(self) -> None:
        """Raise CourseRetired once the course was taken out of the catalogue."""
        if self.archived_at is not None:
            raise CourseRetired(course=Both(self.name_zh, self.name_en))

    def check(self) -> None:
        """Refuse numbers that no exam could work with, and indicators that do not exist."""
        for name, usual in USUAL.items():
            if getattr(self, name) is None:
                setattr(self, name, usual)
        self._require("pass_mark", 1, 100)
        self._require("attempts", 1, MOST_ATTEMPTS)
        self._require("cool_down_hours", LEAST_COOL_DOWN, 24 * 365)
        for name in ("valid_months", "questions", "short_questions", "behaviour_weeks"):
            self._require(name, 1, 1000)
        for name in ("hours", "cost"):
            self._require(name, 0, 10**9)
        self._require_indicators()

    def _require(self, name: str, least: int, most: int) -> None:
        value = getattr(self, name)
        if value is not None and not least <= value <= most:
            raise OutOfBounds(field=name, field_name=f"Course.{name}", least=least, most=most, value=value)

    def _require_indicators(self) -> None:
        session = object_session(self)
        codes = self.indicator_codes if self.indicators else ()
        if not codes or session is None:
            return
        with session.no_autoflush:
            known = set(session.scalars(select(Indicator.code).where(Indicator.code.in_(codes))))
        for code in codes:
            if code not in known:
                raise UnknownIndicator(field="indicators", code=code)
