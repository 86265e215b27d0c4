"""Organisational units: a tree with one root, the company."""

from sqlalchemy import ForeignKey, select
from sqlalchemy.orm import Mapped, mapped_column, object_session, relationship

from db.types import Code, Name
from domain.core.entity import Entity
from domain.core.errors import RuleBroken
from domain.core.permission import Permission
from domain.organisation.chain import chain_from

ROOT_CODE = "ROOT"


class UnitIsItsOwnParent(RuleBroken):
    """The tree would become a ring."""

    text = "A unit cannot stand below itself."


class OnlyOneRoot(RuleBroken):
    """There is one company, and it stands above everything."""

    text = "Every unit except the company itself stands below another one."


class Unit(Entity):
    """A department, branch or team that answers for business."""

    __tablename__ = "unit"
    read_permission = Permission.ORGANISATION_READ
    write_permission = Permission.ORGANISATION_WRITE

    code: Mapped[Code] = mapped_column(unique=True)
    name_zh: Mapped[Name]
    name_en: Mapped[Name]
    parent_id: Mapped[int | None] = mapped_column(ForeignKey("unit.id"), index=True)
    to_be_completed: Mapped[bool] = mapped_column(insert_default=False)
    """Created because a row named it; somebody should add what is missing."""

    parent: Mapped["Unit | None"] = relationship(lazy="raise", remote_side="Unit.id")

    def check(self) -> None:
        """Refuse a second root, and a unit below itself, however many units lie between."""
        if (self.parent_id is None) != (self.code == ROOT_CODE):
            raise OnlyOneRoot(field="parent_id")
        session = object_session(self)
        if self.parent_id is None or session is None:
            return
        with session.no_autoflush:
            above = {row.id: row.parent_id for row in session.execute(select(Unit.id, Unit.parent_id))}
        if self.id in chain_from(self.parent_id, above):
            raise UnitIsItsOwnParent(field="parent_id")
