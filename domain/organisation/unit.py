"""Organisational units: a tree with one root, the company."""

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column, relationship

from db.types import Code, Name
from domain.core.entity import Entity
from domain.core.errors import RuleBroken

ROOT_CODE = "ROOT"


class UnitIsItsOwnParent(RuleBroken):
    """The tree would become a ring."""

    text = "A unit cannot stand below itself."


class Unit(Entity):
    """A department, branch or team that answers for business."""

    __tablename__ = "unit"

    code: Mapped[Code] = mapped_column(unique=True)
    name_zh: Mapped[Name]
    name_en: Mapped[Name]
    parent_id: Mapped[int | None] = mapped_column(ForeignKey("unit.id"), index=True)
    to_be_completed: Mapped[bool] = mapped_column(insert_default=False)
    """Created because a row named it; somebody should add what is missing."""

    parent: Mapped["Unit | None"] = relationship(lazy="raise", remote_side="Unit.id")

    def check(self) -> None:
        """Refuse a unit below itself."""
        if self.parent_id is not None and self.parent_id == self.id:
            raise UnitIsItsOwnParent(field="parent_id")
