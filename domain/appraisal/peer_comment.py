"""Words of a 360, on loose leaves: no author, no time, and a key that says nothing of the order."""

from uuid import uuid4

from sqlalchemy import ColumnElement, ForeignKey, String, false
from sqlalchemy.orm import Mapped, mapped_column

from db.base import Base
from db.types import LongText
from domain.appraisal.peer_score import RaterGroup
from domain.core.permission import Actor
from domain.core.visibility import Confidential


def _leaf() -> str:
    return uuid4().hex


class PeerComment(Base, Confidential):
    """What somebody wrote about a person. No person finds it but by way of `peer_results`."""

    __tablename__ = "peer_comment"

    id: Mapped[str] = mapped_column(String(32), primary_key=True, insert_default=_leaf)
    assessment_id: Mapped[int] = mapped_column(ForeignKey("assessment.id"), index=True)
    rater_group: Mapped[RaterGroup]
    text: Mapped[LongText]

    @classmethod
    def visible_to(cls, actor: Actor) -> ColumnElement[bool]:
        """Nobody."""
        return false()
