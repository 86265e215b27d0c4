"""Pairs of invoices that look like the same claim twice; a person decides, and the decision is remembered."""

from enum import StrEnum
from typing import ClassVar

from sqlalchemy import ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from domain.core.entity import Fact
from domain.receivables.invoice import Invoice


class SuspectStatus(StrEnum):
    """What people decided about the pair."""

    OPEN = "open"
    DISMISSED = "dismissed"
    CONFIRMED = "confirmed"


class DuplicateSuspect(Fact):
    """Two invoices, the later one counted; `score` 60..100 says how alike they are."""

    __tablename__ = "duplicate_suspect"
    __table_args__ = (
        UniqueConstraint("source", "source_ref"),
        UniqueConstraint("first_id", "second_id"),
    )
    period_columns: ClassVar[tuple[str, ...]] = ("period",)

    first_id: Mapped[int] = mapped_column(ForeignKey("invoice.id", ondelete="CASCADE"))
    second_id: Mapped[int] = mapped_column(ForeignKey("invoice.id", ondelete="CASCADE"), index=True)
    score: Mapped[int]
    likeness: Mapped[str] = mapped_column(String(40))
    status: Mapped[SuspectStatus] = mapped_column(insert_default=SuspectStatus.OPEN)

    first: Mapped[Invoice] = relationship(lazy="raise", foreign_keys=[first_id])
    second: Mapped[Invoice] = relationship(lazy="raise", foreign_keys=[second_id])
