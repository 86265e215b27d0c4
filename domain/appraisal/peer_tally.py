"""Totals of a 360: how many of a group answered, and the sum of their levels. Single levels are not kept."""

from sqlalchemy import ColumnElement, ForeignKey, String, UniqueConstraint, false
from sqlalchemy.orm import Mapped, mapped_column

from db.base import Base
from domain.appraisal.peer_score import RaterGroup
from domain.core.permission import Actor
from domain.core.visibility import Confidential


class PeerTally(Base, Confidential):
    """One competency of one person as one group sees it. No person finds these rows: only `peer_results`,
    which keeps small groups back, reads the table. Without times, and not in the journal.
    """

    __tablename__ = "peer_tally"
    __table_args__ = (UniqueConstraint("assessment_id", "rater_group", "item_key"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    assessment_id: Mapped[int] = mapped_column(ForeignKey("assessment.id"), index=True)
    rater_group: Mapped[RaterGroup]
    item_key: Mapped[str] = mapped_column(String(80))
    answers: Mapped[int] = mapped_column(insert_default=0)
    total: Mapped[int] = mapped_column(insert_default=0)
    """Sum of levels 1 to 5."""

    @classmethod
    def visible_to(cls, actor: Actor) -> ColumnElement[bool]:
        """Nobody."""
        return false()
