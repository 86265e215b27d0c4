"""Requests for approval: somebody wants to take a step, and a route says who must agree first."""

from datetime import datetime
from typing import Any, ClassVar

from sqlalchemy import JSON, ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from db.base import Base
from db.types import LongText, Name
from domain.approvals.decision import ApprovalDecision
from domain.approvals.request_state import REQUEST_WORKFLOW, RequestState
from domain.approvals.route import RouteVersion
from domain.approvals.tier import Tier
from domain.core.workflow import Workflow, WorkflowEntity
from domain.organisation.person import Person
from domain.organisation.unit import Unit


class ApprovalSeat(Base):
    """Somebody who decides in one tier. Everybody has one seat in a request at most.

    Worked out from the route and the organisation, again at each decision and each night, for those who have
    not decided yet.
    """

    __tablename__ = "approval_seat"
    __table_args__ = (UniqueConstraint("request_id", "person_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    request_id: Mapped[int] = mapped_column(ForeignKey("approval_request.id"), index=True)
    tier: Mapped[int]
    place: Mapped[int]
    """Order within the tier: whose turn it is, where one decides after the other."""
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    added: Mapped[bool] = mapped_column(insert_default=False)
    """An approver asked for this person's approval beside their own."""


class ApprovalRequest(WorkflowEntity):
    """One wish to take one step of one record, with the version of the route it began with.

    Not limited to the record's unit: whoever has a seat reads what is needed to decide; lists show only what
    the reader submitted or decides on.
    """

    __tablename__ = "approval_request"
    __table_args__ = (
        UniqueConstraint("entity", "entity_id", "step", "counts"),
        Index("ix_approval_request_state", "state"),
    )

    entity: Mapped[str] = mapped_column(String(80))
    entity_id: Mapped[int]
    title: Mapped[Name]
    """What the record was called when it was submitted ..."""
    title_en: Mapped[Name]
    """... and in English, where it has two names."""
    step: Mapped[str] = mapped_column(String(40))
    version_id: Mapped[int] = mapped_column(ForeignKey("route_version.id"), index=True)
    unit_id: Mapped[int | None] = mapped_column(ForeignKey("unit.id"))
    submitter_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    user_id: Mapped[int] = mapped_column(ForeignKey("app_user.id"))
    """The account with whose rights the step is taken in the end."""
    reason: Mapped[LongText] = mapped_column(insert_default="")
    submitted_at: Mapped[datetime]
    frozen: Mapped[dict[str, Any]]
    """Path of a field -> value that decided, and `state`: if one changes, the request is outdated."""
    asked: Mapped[list[int]] = mapped_column(JSON)
    """Numbers of the tiers that apply, in order."""
    tier: Mapped[int]
    """The tier that decides now."""
    tier_since: Mapped[datetime]
    due_at: Mapped[datetime | None]
    reminded_at: Mapped[datetime | None]
    escalated_at: Mapped[datetime | None]
    ended_at: Mapped[datetime | None]
    counts: Mapped[bool | None] = mapped_column(insert_default=True)
    """True while it lives, empty afterwards: the database allows one live request for a step of a record."""
    state: Mapped[RequestState] = mapped_column(insert_default=RequestState.RUNNING)

    route_version: Mapped[RouteVersion] = relationship(lazy="raise")
    submitter: Mapped[Person] = relationship(lazy="raise")
    unit: Mapped[Unit | None] = relationship(lazy="raise")
    decisions: Mapped[list[ApprovalDecision]] = relationship(lazy="raise", order_by=ApprovalDecision.id)
    seats: Mapped[list[ApprovalSeat]] = relationship(
        lazy="raise", order_by=(ApprovalSeat.tier, ApprovalSeat.place), viewonly=True
    )

    workflow: ClassVar[Workflow["ApprovalRequest"]] = REQUEST_WORKFLOW

    @property
    def current(self) -> Tier:
        """The tier that decides now; the version must be loaded."""
        return self.route_version.levels[self.tier]

    def overdue(self, now: datetime) -> bool:
        """The present tier should have decided by now."""
        return self.state is RequestState.RUNNING and self.due_at is not None and self.due_at < now
