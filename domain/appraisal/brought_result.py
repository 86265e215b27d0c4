"""Results of past periods out of an earlier system: with their source, never taken for scored here."""

from datetime import date
from decimal import Decimal

from sqlalchemy import ColumnElement, ForeignKey, String, UniqueConstraint, or_, select
from sqlalchemy.orm import Mapped, Session, mapped_column, object_session, relationship

from db.bulk import table_of
from db.types import Code, LongText, Name, Scaled
from domain.appraisal.assessment import Assessment
from domain.appraisal.composite import CAP, ZERO
from domain.appraisal.cycle import AppraisalCycle
from domain.appraisal.grade import Grade, OutOfScale
from domain.appraisal.separation import AboutYourself
from domain.core.entity import Entity
from domain.core.errors import Missing, RuleBroken
from domain.core.permission import Actor, Permission
from domain.core.visibility import Confidential, actor_of, overseen
from domain.organisation.person import Person
from domain.organisation.unit import Unit


class PeriodBackwards(RuleBroken):
    """The period would be empty."""

    text = "The last day of the period lies before the first."


class GradeUnknown(RuleBroken):
    """A grade that nothing here can count."""

    text = "The scale has no grade {code}. Say in the file which of ours it was: {grades}."


class NothingBrought(RuleBroken):
    """Neither a grade nor a score."""

    text = "A result has a grade, a score, or both."


class AssessedHere(RuleBroken):
    """The period would count twice."""

    text = "{cycle}: the person is assessed here in that period; the result of the portal counts."


class BroughtResult(Entity, Confidential):
    """One person's result of one past period, as another system had it. It has no lines, no seal, no appeal.

    `period` is what that system called the period; `grade_code` a grade of the scale here.
    """

    __tablename__ = "brought_result"
    __table_args__ = (UniqueConstraint("person_id", "period"),)
    read_permission = Permission.ASSESSMENTS_READ
    write_permission = Permission.ASSESSMENTS_ADMINISTER

    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    unit_id: Mapped[int] = mapped_column(ForeignKey("unit.id"), index=True)
    """The person's unit when it was brought in: whose HR answers for it."""
    period: Mapped[Code]
    first_on: Mapped[date]
    last_on: Mapped[date] = mapped_column(index=True)
    grade_code: Mapped[str] = mapped_column(String(80), insert_default="")
    score: Mapped[Decimal | None] = mapped_column(Scaled(4))
    """Points of 0 to 120."""
    system: Mapped[Name]
    """Where it comes from."""
    note: Mapped[LongText] = mapped_column(insert_default="")

    person: Mapped[Person] = relationship(lazy="raise")
    unit: Mapped[Unit] = relationship(lazy="raise")

    @classmethod
    def visible_to(cls, actor: Actor) -> ColumnElement[bool]:
        """The person, the superior and who stands above the superior, HR of the unit."""
        t, me = table_of(Person).c, actor.person_id or 0
        reports = select(t.id).where(t.superior_id == me)
        below = select(t.id).where(t.superior_id.in_(reports))
        return or_(
            cls.person_id == me,
            cls.person_id.in_(reports),
            cls.person_id.in_(below),
            overseen(actor, Permission.ASSESSMENTS_ADMINISTER, cls.unit_id),
        )

    def check(self) -> None:
        """A source, a period, a result on our scale; not one's own, and none for a period assessed here."""
        for name in ("period", "system"):
            if not (getattr(self, name) or "").strip():
                raise Missing(field=name, field_name=f"BroughtResult.{name}")
        if self.last_on < self.first_on:
            raise PeriodBackwards(field="last_on")
        if not self.grade_code and self.score is None:
            raise NothingBrought(field="grade_code")
        if self.score is not None and not ZERO <= self.score <= CAP:
            raise OutOfScale(field="score", field_name="BroughtResult.score", least=ZERO, most=CAP)
        session = object_session(self)
        if session is not None:
            if self.person_id == actor_of(session).person_id:
                raise AboutYourself(field="person_id")
            self._check_scale(session)
            self._check_period(session)

    def _check_scale(self, session: Session) -> None:
        t = table_of(Grade).c
        known = session.scalars(select(t.code).where(t.archived_at.is_(None)).order_by(t.position)).all()
        if self.grade_code and self.grade_code not in known:
            raise GradeUnknown(field="grade_code", code=self.grade_code, grades=", ".join(known))

    def _check_period(self, session: Session) -> None:
        a, c = table_of(Assessment).c, table_of(AppraisalCycle).c
        query = (
            select(c.code)
            .join_from(table_of(Assessment), table_of(AppraisalCycle), a.cycle_id == c.id)
            .where(
                a.person_id == self.person_id, a.archived_at.is_(None),
                c.first_on <= self.last_on, c.last_on >= self.first_on,
            )
        )  # fmt: skip
        if (code := session.scalar(query.limit(1))) is not None:
            raise AssessedHere(field="period", cycle=code)
