"""Words of a 360, on loose leaves: no author, no time, and a number drawn by lot that tells no order."""

from secrets import randbits

from sqlalchemy import BigInteger, ColumnElement, ForeignKey, Integer, false
from sqlalchemy.orm import Mapped, mapped_column

from db.base import Base
from db.types import LongText
from domain.appraisal.peer_score import RaterGroup
from domain.core.permission import Actor
from domain.core.visibility import Confidential


def _lot() -> int:
    return randbits(62)


class PeerComment(Base, Confidential):
    """What somebody wrote about a person. No person finds it but by way of `peer_results`."""

    __tablename__ = "peer_comment"

    # On SQLite such a number is the row's place in the file, so the file tells no order either.
    id: Mapped[int] = mapped_column(
        BigInteger().with_variant(Integer, "sqlite"), primary_key=True, autoincrement=False,
        insert_default=_lot,
    )  # fmt: skip
    assessment_id: Mapped[int] = mapped_column(ForeignKey("assessment.id"), index=True)
    rater_group: Mapped[RaterGroup]
    text: Mapped[LongText]

    @classmethod
    def visible_to(cls, actor: Actor) -> ColumnElement[bool]:
        """Nobody."""
        return false()
