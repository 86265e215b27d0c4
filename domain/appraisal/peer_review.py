"""360: somebody is asked how they see a colleague. What they answer is kept without them.

This record says only who was asked and whether they answered. The levels go into totals of their group
(`peer_tally`), the words into loose leaves (`peer_comment`); neither leads back here. So nobody can read who
said what: not the person, not the manager, not HR, not even the author, who answers once.
"""

from datetime import date
from enum import StrEnum
from typing import ClassVar

from sqlalchemy import ColumnElement, ForeignKey, UniqueConstraint, and_, or_
from sqlalchemy.orm import Mapped, mapped_column, relationship

from domain.appraisal.peer_score import RaterGroup
from domain.core.entity import Entity
from domain.core.permission import Actor, Permission
from domain.core.visibility import Confidential, overseen
from domain.organisation.person import Person
from domain.organisation.unit import Unit


class PeerReviewStatus(StrEnum):
    """Whether the colleague has answered."""

    INVITED = "invited"
    ANSWERED = "answered"
    DECLINED = "declined"

    @property
    def tone(self) -> str:
        """How urgent it looks."""
        return {"invited": "waiting", "answered": "good", "declined": "calm"}[self.value]


class PeerReview(Entity, Confidential):
    """One colleague asked about one person. Seen by the colleague, whoever asked, and HR, not by the person.

    The journal says that somebody answered a request, not about whom: those fields are left out of it. No
    relationship leads to the assessment, as what a relationship reaches is visible with the record.
    """

    __tablename__ = "peer_review"
    __table_args__ = (UniqueConstraint("assessment_id", "rater_id"),)
    read_permission = Permission.ASSESSMENTS_READ
    unjournalled: ClassVar[frozenset[str]] = frozenset(
        {"assessment_id", "person_id", "unit_id", "rater_id", "rater_group", "invited_by_id"}
    )

    assessment_id: Mapped[int] = mapped_column(ForeignKey("assessment.id"), index=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    """About whom."""
    unit_id: Mapped[int] = mapped_column(ForeignKey("unit.id"), index=True)
    """The unit of the person."""
    rater_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    rater_group: Mapped[RaterGroup]
    invited_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    due_on: Mapped[date]
    """The last day on which answers are taken."""
    closed_on: Mapped[date | None]
    """HR ended it earlier, for everybody asked about the person."""
    status: Mapped[PeerReviewStatus] = mapped_column(insert_default=PeerReviewStatus.INVITED, index=True)

    person: Mapped[Person] = relationship(lazy="raise", foreign_keys=person_id)
    rater: Mapped[Person] = relationship(lazy="raise", foreign_keys=rater_id)
    invited_by: Mapped[Person | None] = relationship(lazy="raise", foreign_keys=invited_by_id)
    unit: Mapped[Unit] = relationship(lazy="raise")

    @classmethod
    def visible_to(cls, actor: Actor) -> ColumnElement[bool]:
        """The colleague, whoever asked, HR; but not the person, whatever else they are."""
        me = actor.person_id or 0
        return and_(
            cls.person_id != me,
            or_(
                cls.rater_id == me,
                cls.invited_by_id == me,
                overseen(actor, Permission.ASSESSMENTS_ADMINISTER, cls.unit_id),
            ),
        )

    def is_open(self, today: date) -> bool:
        """The colleague may still answer."""
        return self.status is PeerReviewStatus.INVITED and not self.is_closed(today)

    def is_closed(self, today: date) -> bool:
        """No further answer is taken: results may be shown, and nobody's answer changes them any more."""
        return self.closed_on is not None or self.due_on < today
