"""Roles: named bundles of permissions, and their grants to users within a unit, until a date."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from sqlalchemy import JSON, ColumnElement, ForeignKey, UniqueConstraint, or_
from sqlalchemy.orm import Mapped, mapped_column, relationship

from db.types import Code, Name
from domain.access.user import User
from domain.core.entity import Entity
from domain.core.errors import RuleBroken
from domain.core.field_access import FieldAccess
from domain.core.permission import Permission
from domain.organisation.unit import Unit


class UnknownPermission(RuleBroken):
    """The role names a permission that the portal does not have."""

    text = "There is no permission {permission}."


def known_permissions(names: Iterable[str]) -> frozenset[Permission]:
    """The permissions of a stored list; what an older version knew and this one does not is nothing."""
    known = {permission.value: permission for permission in Permission}
    return frozenset(known[name] for name in names if name in known)


def restrictions(fields: Mapping[str, str] | None) -> tuple[tuple[str, str], ...]:
    """The restricted fields of a stored role, as a grant carries them."""
    return tuple(sorted((fields or {}).items()))


class Role(Entity):
    """What a kind of job may do. Data, editable in the portal; the shipped ones are a start."""

    __tablename__ = "role"
    read_permission = Permission.ACCESS_READ
    write_permission = Permission.ACCESS_GRANT

    code: Mapped[Code] = mapped_column(unique=True)
    name_zh: Mapped[Name]
    name_en: Mapped[Name]
    permissions: Mapped[list[str]]
    fields: Mapped[dict[str, Any]] = mapped_column(JSON, insert_default=dict, server_default="{}")
    """Fields that the role restricts: `Customer.tax_number` -> hidden, masked or read."""
    needs_end_date: Mapped[bool] = mapped_column(insert_default=False)
    """Only ever granted until a date: outsiders."""

    def check(self) -> None:
        """Refuse permissions that do not exist."""
        for permission in self.permissions:
            if permission not in set(Permission):
                raise UnknownPermission(field="permissions", permission=permission)
        for access in (self.fields or {}).values():
            FieldAccess(access)


class RoleGrant(Entity):
    """A user holds a role over a unit and all below it, until a date if one is set."""

    __tablename__ = "role_grant"
    __table_args__ = (UniqueConstraint("user_id", "role_id", "unit_id"),)

    user_id: Mapped[int] = mapped_column(ForeignKey("app_user.id"), index=True)
    role_id: Mapped[int] = mapped_column(ForeignKey("role.id"), index=True)
    unit_id: Mapped[int] = mapped_column(ForeignKey("unit.id"))
    until: Mapped[date | None]

    user: Mapped[User] = relationship(lazy="raise")
    role: Mapped[Role] = relationship(lazy="raise")
    unit: Mapped[Unit] = relationship(lazy="raise")

    @classmethod
    def in_force(cls, today: date) -> ColumnElement[bool]:
        """The condition that a grant counts on that day."""
        return cls.archived_at.is_(None) & or_(cls.until.is_(None), cls.until >= today)
