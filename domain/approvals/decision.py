"""Decisions on a request: who, when, for whom, why. Never changed afterwards."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from db.types import LongText
from domain.core.entity import Entity


class DecisionKind(StrEnum):
    """What somebody did."""

    APPROVED = "approved"
    REJECTED = "rejected"
    ASKED = "asked"
    """A question to the submitter."""
    ANSWERED = "answered"
    ADDED = "added"
    """Another approver, whose approval is needed as well."""

    @property
    def tone(self) -> str:
        """How it looks."""
        return {"approved": "good", "rejected": "bad"}.get(self.value, "active")


class ApprovalDecision(Entity):
    """One act of one person on one request."""

    __tablename__ = "approval_decision"
    __table_args__ = (UniqueConstraint("request_id", "person_id", "counts"),)

    request_id: Mapped[int] = mapped_column(ForeignKey("approval_request.id"), index=True)
    tier: Mapped[int]
    kind: Mapped[DecisionKind]
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    """Who acted."""
    for_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    """Whose seat it is: the same person, or whoever delegated to them."""
    user_id: Mapped[int | None] = mapped_column(ForeignKey("app_user.id"))
    at: Mapped[datetime]
    reason: Mapped[LongText] = mapped_column(insert_default="")
    added_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    counts: Mapped[bool | None]
    """True for an approval: the database allows one of each person on a request."""
