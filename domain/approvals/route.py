"""Approval routes and their versions."""

from datetime import date
from typing import Any, ClassVar

from sqlalchemy import JSON, ColumnElement, ForeignKey, Index, String, UniqueConstraint, and_, or_, select
from sqlalchemy.orm import Mapped, aliased, mapped_column, relationship

from db.types import Code, LongText, Name
from domain.approvals.condition import Conditions
from domain.approvals.routable import require_step
from domain.approvals.route_state import VERSION_WORKFLOW, RouteState
from domain.approvals.tier import Tier
from domain.core.entity import Entity
from domain.core.errors import Missing
from domain.core.permission import Permission
from domain.core.workflow import Workflow, WorkflowEntity


class ApprovalRoute(Entity):
    """Who must agree before one step of one kind of record is taken. What it says is in its versions."""

    __tablename__ = "approval_route"
    __table_args__ = (Index("ix_approval_route_entity_step", "entity", "step"),)

    read_permission = Permission.APPROVALS_READ

    code: Mapped[Code] = mapped_column(unique=True)
    name_zh: Mapped[Name]
    name_en: Mapped[Name]
    entity: Mapped[str] = mapped_column(String(80))
    step: Mapped[str] = mapped_column(String(40))

    versions: Mapped[list["RouteVersion"]] = relationship(
        lazy="raise", back_populates="route", order_by="RouteVersion.number"
    )

    def check(self) -> None:
        """Refuse a route without a name, or for a step that does not exist."""
        if not (self.name_zh.strip() or self.name_en.strip()):
            raise Missing(field="name_zh", field_name="ApprovalRoute.name_zh")
        require_step(self.entity, self.step)


class RouteVersion(WorkflowEntity):
    """What a route says from a day on. Of several routes that apply, the one of lowest priority counts."""

    __tablename__ = "route_version"
    __table_args__ = (UniqueConstraint("route_id", "number"),)

    read_permission = Permission.APPROVALS_READ

    route_id: Mapped[int] = mapped_column(ForeignKey("approval_route.id"), index=True)
    number: Mapped[int]
    priority: Mapped[int] = mapped_column(insert_default=100)
    conditions: Mapped[dict[str, Any]] = mapped_column(insert_default=dict)
    tiers: Mapped[list[dict[str, Any]]] = mapped_column(JSON, insert_default=list)
    watched: Mapped[list[str]] = mapped_column(insert_default=list)
    """Paths of fields which must stay as submitted, beside those that conditions ask about."""
    effective_from: Mapped[date]
    ends_route: Mapped[bool] = mapped_column(insert_default=False)
    """From that day the route asks nobody any more."""
    note: Mapped[LongText] = mapped_column(insert_default="")
    drafter_ids: Mapped[list[int]] = mapped_column(JSON, insert_default=list)
    """Everybody who wrote on the draft; none of them puts it into force."""
    approved_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    state: Mapped[RouteState] = mapped_column(insert_default=RouteState.DRAFT, index=True)

    route: Mapped[ApprovalRoute] = relationship(lazy="raise", back_populates="versions")

    workflow: ClassVar[Workflow["RouteVersion"]] = VERSION_WORKFLOW

    @classmethod
    def is_latest(cls) -> ColumnElement[bool]:
        """The condition that it is the last version of its route that was put into force."""
        later = aliased(cls)
        same_day = and_(later.effective_from == cls.effective_from, later.number > cls.number)
        newer = select(later.id).where(
            later.route_id == cls.route_id,
            later.state == RouteState.APPROVED,
            or_(later.effective_from > cls.effective_from, same_day),
        )
        return and_(cls.state == RouteState.APPROVED, ~newer.exists())

    @property
    def rules(self) -> Conditions:
        """When the route applies."""
        return Conditions.of(self.conditions)

    @property
    def levels(self) -> tuple[Tier, ...]:
        """The tiers, in order."""
        return tuple(Tier.of(one) for one in self.tiers)

    @property
    def decisive(self) -> tuple[str, ...]:
        """Paths of all fields whose values decide about the approval."""
        asked = (self.rules, *(tier.conditions for tier in self.levels))
        return tuple(dict.fromkeys([*(item.field for one in asked for item in one.items), *self.watched]))
