"""Assessments: one person in one cycle."""

from collections.abc import Iterator
from datetime import datetime
from decimal import Decimal
from typing import Any, ClassVar

from sqlalchemy import JSON, ColumnElement, ForeignKey, Select, UniqueConstraint, and_, or_, select
from sqlalchemy.orm import Mapped, mapped_column, relationship, validates

from db.bulk import table_of
from db.types import Ratio
from domain.appraisal.assessment_state import COMPARED, CONTESTED, AssessmentState
from domain.appraisal.assessment_workflow import ASSESSMENT_WORKFLOW
from domain.appraisal.content import ScorecardContent
from domain.appraisal.cycle import AppraisalCycle
from domain.appraisal.scorecard import Scorecard
from domain.core.errors import RuleBroken
from domain.core.permission import Actor, Permission
from domain.core.visibility import Confidential, overseen
from domain.core.workflow import Workflow, WorkflowEntity
from domain.organisation.person import Person
from domain.organisation.post import Post
from domain.organisation.unit import Unit

AMONG_RATERS = (
    "submit_rating", "finish_rating", "confirm_rating", "send_back_rating", "skip_second",
    "finish_calibration", "rate_again", "calibrate_again",
)  # fmt: skip
"""Steps whose reasons tell what is thought of a person."""
RATED_FROM = Decimal("0.5")
"""Whoever was there for less of the period is not rated."""
PRO_RATA_BELOW = Decimal("0.8")
"""Whoever was there for less than this has to reach amounts in proportion only."""


class RatesThemselves(RuleBroken):
    """Nobody rates themselves."""

    text = "Nobody rates themselves: choose another rater."


class RatersAlike(RuleBroken):
    """The second look would be the first."""

    text = "The second rater must be somebody else than the first."


class ShareOff(RuleBroken):
    """A share that is no share."""

    text = "The share of the period lies between 0 and 1."


class PublishedIsFixed(RuleBroken):
    """What a result was published about is evidence."""

    text = "{field_name} cannot be changed any more: the assessment is published."


class Assessment(WorkflowEntity, Confidential):
    """How one person did in the period of a cycle.

    What is agreed and said by the person is in `items`; ratings, scores and the result are rows of their own,
    which the person sees once it is published. `content` is the scorecard as it was when the cycle began.
    """

    __tablename__ = "assessment"
    __table_args__ = (UniqueConstraint("cycle_id", "person_id"),)
    read_permission = Permission.ASSESSMENTS_READ
    write_permission = Permission.ASSESSMENTS_ADMINISTER

    cycle_id: Mapped[int] = mapped_column(ForeignKey("appraisal_cycle.id"), index=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    unit_id: Mapped[int] = mapped_column(ForeignKey("unit.id"), index=True)
    post_id: Mapped[int | None] = mapped_column(ForeignKey("post.id"))
    scorecard_id: Mapped[int] = mapped_column(ForeignKey("scorecard.id"))
    content: Mapped[list[dict[str, Any]]] = mapped_column(JSON)
    rater_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"), index=True)
    """None: nobody is this person's superior; HR names somebody."""
    second_rater_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"), index=True)
    """None: there is nobody above the rater; the second rating is left out."""
    share_of_period: Mapped[Ratio] = mapped_column(insert_default=Decimal(1))
    """The share of the period in which the person was at work."""
    goals_proposed_at: Mapped[datetime | None]
    """When the rater put the goals forward as they now stand."""
    self_summary: Mapped[str] = mapped_column(insert_default="")
    """What the person says about the period as a whole."""
    published_at: Mapped[datetime | None] = mapped_column(index=True)
    state: Mapped[AssessmentState] = mapped_column(insert_default=AssessmentState.GOALS, index=True)

    cycle: Mapped[AppraisalCycle] = relationship(lazy="raise")
    person: Mapped[Person] = relationship(lazy="raise", foreign_keys=person_id)
    unit: Mapped[Unit] = relationship(lazy="raise")
    post: Mapped[Post | None] = relationship(lazy="raise")
    scorecard: Mapped[Scorecard] = relationship(lazy="raise")
    rater: Mapped[Person | None] = relationship(lazy="raise", foreign_keys=rater_id)
    second_rater: Mapped[Person | None] = relationship(lazy="raise", foreign_keys=second_rater_id)

    workflow: ClassVar[Workflow["Assessment"]] = ASSESSMENT_WORKFLOW

    @classmethod
    def visible_to(cls, actor: Actor) -> ColumnElement[bool]:
        """The person, and whoever has to do with it."""
        return or_(cls.person_id == (actor.person_id or 0), concerns(actor, cls))

    @classmethod
    def keeps_back(cls, actor: Actor, lines: Any) -> ColumnElement[bool]:
        """Why raters sent it back and forth among themselves; the person reads it once it is published."""
        t = table_of(cls).c
        mine = select(t.id).where(t.person_id == (actor.person_id or 0), t.published_at.is_(None))
        return and_(lines.action.in_(AMONG_RATERS), lines.entity_id.in_(mine))

    @property
    def asks(self) -> ScorecardContent:
        """What the person is assessed by."""
        return ScorecardContent.of(self.content or [])

    @property
    def is_rated(self) -> bool:
        """Whether the person was there for enough of the period to be rated."""
        return self.share_of_period >= RATED_FROM

    @property
    def is_handed_in(self) -> bool:
        """Whether the self-assessment is; until then it is a draft, and nobody else's to read."""
        return self.state not in (AssessmentState.GOALS, AssessmentState.SELF_RATING)

    @property
    def is_pro_rata(self) -> bool:
        """Whether amounts are to be reached in proportion only."""
        return self.share_of_period < PRO_RATA_BELOW

    @validates(
        "cycle_id",
        "person_id",
        "unit_id",
        "post_id",
        "scorecard_id",
        "content",
        "rater_id",
        "second_rater_id",
        "share_of_period",
        "self_summary",
        "published_at",
        "archived_at",
    )
    def _keep_published(self, name: str, value: object) -> object:
        if self.published_at is not None and getattr(self, name) != value:
            raise PublishedIsFixed(field=name, field_name=f"Assessment.{name}")
        return value

    def check(self) -> None:
        """Refuse raters who are the person or each other, and shares outside 0 to 1."""
        if self.person_id in (self.rater_id, self.second_rater_id):
            raise RatesThemselves(field="rater_id")
        if self.rater_id is not None and self.rater_id == self.second_rater_id:
            raise RatersAlike(field="second_rater_id")
        if not 0 <= self.share_of_period <= 1:
            raise ShareOff(field="share_of_period")


def concerns(actor: Actor, columns: Any) -> ColumnElement[bool]:
    """The condition that an assessment (its class, or its table's columns) is the actor's to deal with."""
    me = actor.person_id or 0
    return or_(
        columns.rater_id == me,
        columns.second_rater_id == me,
        overseen(actor, Permission.ASSESSMENTS_ADMINISTER, columns.unit_id),
        and_(
            columns.state.in_(sorted(COMPARED)),
            overseen(actor, Permission.ASSESSMENTS_CALIBRATE, columns.unit_id),
            not_above(actor, columns.person_id),
        ),
        and_(
            columns.state.in_(sorted(CONTESTED)),
            overseen(actor, Permission.ASSESSMENTS_DECIDE, columns.unit_id),
            not_above(actor, columns.person_id),
        ),
    )


LINE = 3
"""So many superiors above somebody are no matter of theirs: nobody judges the people they report to."""


def not_above(actor: Actor, person: Any) -> ColumnElement[bool]:
    """The condition that the person in a column is none of those above the actor."""
    return and_(*(person.not_in(above) for above in _line_above(actor.person_id or 0)))


def _line_above(person: int) -> Iterator[Select[int | None]]:
    """The superior, the superior's superior and so on, each as a query."""
    t = table_of(Person).c
    above = select(t.superior_id).where(t.id == person, t.superior_id.is_not(None))
    for _ in range(LINE):
        yield above
        above = select(t.superior_id).where(t.id.in_(above), t.superior_id.is_not(None))
