"""Give a standing order for a report, change it, end it."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import Select, select
from sqlalchemy.orm import Session, joinedload

from domain.access.role import Role
from domain.access.user import User
from domain.core import editing
from domain.core.errors import RuleBroken
from domain.core.permission import Actor, Permission
from domain.reporting.pack import PackCadence, PackKind, ReportPack


class UnknownReader(RuleBroken):
    """A reader was named that the portal does not have."""

    text = "One of the readers is not known here any more. Choose them again."


@dataclass(frozen=True, kw_only=True)
class PackOrder:
    """What is ordered."""

    what: PackKind
    unit_id: int
    language: str
    cadence: PackCadence
    due_day: int
    users: Collection[int] = ()
    roles: Collection[str] = ()

    def values(self) -> dict[str, Any]:
        """As columns."""
        return {
            "what": self.what, "unit_id": self.unit_id, "language": self.language, "cadence": self.cadence,
            "due_day": self.due_day, "users": sorted(self.users), "roles": sorted(self.roles),
        }  # fmt: skip


def order_pack(session: Session, actor: Actor, order: PackOrder, today: date) -> ReportPack:
    """From now on; what was closed before today is not made up for."""
    _require_known(session, order)
    values = {**order.values(), "since": today}
    return editing.create(session, actor, Permission.CONFIGURATION_WRITE, ReportPack, values)


def change_pack(session: Session, actor: Actor, pack_id: int, order: PackOrder, version: int) -> None:
    """Order something else; StaleRecord where somebody changed it meanwhile."""
    _require_known(session, order)
    pack = editing.find(session, ReportPack, pack_id)
    editing.edit(session, actor, Permission.CONFIGURATION_WRITE, pack, order.values(), version)


def end_pack(session: Session, actor: Actor, pack_id: int, now: datetime) -> None:
    """It is not made any more; what was made stays with its readers."""
    pack = editing.find(session, ReportPack, pack_id)
    editing.archive(session, actor, Permission.CONFIGURATION_WRITE, pack, now)


def packs() -> Select[ReportPack]:
    """Standing orders of the units in sight."""
    return (
        select(ReportPack)
        .where(ReportPack.archived_at.is_(None))
        .options(joinedload(ReportPack.unit))
        .order_by(ReportPack.unit_id, ReportPack.what, ReportPack.id)
    )


def _require_known(session: Session, order: PackOrder) -> None:
    users = set(session.scalars(select(User.id).where(User.id.in_(sorted(order.users)))))
    roles = set(session.scalars(select(Role.code).where(Role.code.in_(sorted(order.roles)))))
    if set(order.users) - users or set(order.roles) - roles:
        raise UnknownReader(field="users")
