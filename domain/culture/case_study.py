"""The case library: what happened, why, what to learn from it. No names."""

from datetime import date, datetime
from typing import ClassVar

from sqlalchemy import ColumnElement, ForeignKey, String, UniqueConstraint, or_
from sqlalchemy.orm import Mapped, mapped_column, relationship

from db.types import LongText, Name
from domain.core.entity import Entity
from domain.core.errors import Missing
from domain.core.permission import Actor, Permission
from domain.core.visibility import Confidential
from domain.core.workflow import Step, Workflow, WorkflowEntity
from domain.culture import case_rules as rules
from domain.culture.case_state import CaseState, CaseSubject
from domain.culture.reach import kept_by
from domain.culture.safe_text import require_safe
from domain.improvement.issue import Issue
from domain.organisation.person import Person
from domain.organisation.unit import Unit
from domain.oversight.finding import Finding
from domain.workforce.violation import Violation

TEXTS = ("happened", "cause", "lesson")
S = CaseState


class CaseStudy(WorkflowEntity, Confidential):
    """One case. Everybody reads it once somebody else than its author has reviewed it."""

    __tablename__ = "case_study"
    read_permission = Permission.CULTURE_READ
    write_permission = Permission.CULTURE_ADMINISTER

    title: Mapped[Name]
    subject: Mapped[CaseSubject] = mapped_column(index=True)
    tags: Mapped[str] = mapped_column(String(200), insert_default="")
    """Words to find it by, with commas between them."""
    happened: Mapped[LongText]
    cause: Mapped[LongText]
    lesson: Mapped[LongText]
    unit_id: Mapped[int] = mapped_column(ForeignKey("unit.id"), index=True)
    """The unit that keeps it; where it happened is not told."""
    author_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    published_on: Mapped[date | None] = mapped_column(index=True)
    readings: Mapped[int] = mapped_column(insert_default=0)
    """How many people have confirmed to have read it."""
    state: Mapped[CaseState] = mapped_column(insert_default=S.DRAFT, index=True)

    unit: Mapped[Unit] = relationship(lazy="raise")
    author: Mapped[Person] = relationship(lazy="raise")

    workflow: ClassVar[Workflow["CaseStudy"]] = Workflow(
        initial=S.DRAFT,
        steps=(
            Step(
                name="submit", source=S.DRAFT, target=S.IN_REVIEW, permission=Permission.CULTURE_ADMINISTER,
                guards=(rules.names_nobody,), effects=(rules.tell_reviewers,),
            ),
            Step(
                name="publish", source=S.IN_REVIEW, target=S.PUBLISHED,
                permission=Permission.CULTURE_APPROVE, guards=(rules.another_reviews, rules.names_nobody),
                effects=(rules.date_publication, rules.give_points), allowed_days=14,
            ),
            Step(
                name="send_back", source=S.IN_REVIEW, target=S.DRAFT, permission=Permission.CULTURE_APPROVE,
                guards=(rules.another_reviews,), effects=(rules.tell_author,), needs_reason=True,
                allowed_days=14,
            ),
            Step(
                name="withdraw", source=S.PUBLISHED, target=S.WITHDRAWN,
                permission=Permission.CULTURE_ADMINISTER, needs_reason=True,
            ),
        ),
        editable_in=frozenset({S.DRAFT}),
    )  # fmt: skip

    def check(self) -> None:
        """All three parts are told, in safe text."""
        for name in ("title", *TEXTS):
            if not (getattr(self, name) or "").strip():
                raise Missing(field=name, field_name=f"CaseStudy.{name}")
        for name in TEXTS:
            require_safe(getattr(self, name), name)

    @property
    def words(self) -> list[str]:
        """Its tags, one by one."""
        return [word for part in self.tags.replace("，", ",").split(",") if (word := part.strip())]

    @classmethod
    def visible_to(cls, actor: Actor) -> ColumnElement[bool]:
        """Published ones everybody; others their author and whoever keeps the library."""
        return or_(
            cls.state == S.PUBLISHED, cls.author_id == (actor.person_id or 0), kept_by(actor, cls.unit_id)
        )


class CaseSource(Entity, Confidential):
    """The record a case was made from. Readers of the case do not see it: it would tell of whom it is."""

    __tablename__ = "case_source"

    case_id: Mapped[int] = mapped_column(ForeignKey("case_study.id"), unique=True)
    unit_id: Mapped[int] = mapped_column(ForeignKey("unit.id"))
    author_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    violation_id: Mapped[int | None] = mapped_column(ForeignKey("violation.id"), index=True)
    issue_id: Mapped[int | None] = mapped_column(ForeignKey("issue.id"), index=True)
    finding_id: Mapped[int | None] = mapped_column(ForeignKey("finding.id"), index=True)

    case: Mapped[CaseStudy] = relationship(lazy="raise")
    violation: Mapped[Violation | None] = relationship(lazy="raise")
    issue: Mapped[Issue | None] = relationship(lazy="raise")
    finding: Mapped[Finding | None] = relationship(lazy="raise")

    @classmethod
    def visible_to(cls, actor: Actor) -> ColumnElement[bool]:
        """The author, and whoever keeps the library."""
        return or_(cls.author_id == (actor.person_id or 0), kept_by(actor, cls.unit_id))


class CaseReading(Entity, Confidential):
    """That somebody has confirmed to have read a case; only their number is told."""

    __tablename__ = "case_reading"
    __table_args__ = (UniqueConstraint("case_id", "person_id"),)

    case_id: Mapped[int] = mapped_column(ForeignKey("case_study.id"), index=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    read_at: Mapped[datetime]

    case: Mapped[CaseStudy] = relationship(lazy="raise")
    person: Mapped[Person] = relationship(lazy="raise")

    @classmethod
    def visible_to(cls, actor: Actor) -> ColumnElement[bool]:
        """Oneself."""
        return cls.person_id == (actor.person_id or 0)
