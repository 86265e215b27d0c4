"""What every record has."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any, ClassVar

from sqlalchemy import JSON, ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, declared_attr, mapped_column

from db.base import Base
from domain.core.clock import now
from domain.core.permission import Actor, Permission
from domain.core.visibility import BelongsToUnit

MANUAL = "manual"
"""The source of records that people enter by hand."""


class Entity(Base):
    """A thing with an identity that people keep records about.

    `version` is an optimistic lock: of two people saving the same record, the second is told.
    Nothing is deleted: `archived_at` takes a record out of lists.
    """

    __abstract__ = True

    id: Mapped[int] = mapped_column(primary_key=True, sort_order=-10)
    version: Mapped[int] = mapped_column(insert_default=1, sort_order=900)
    created_at: Mapped[datetime] = mapped_column(insert_default=now, sort_order=901)
    updated_at: Mapped[datetime] = mapped_column(insert_default=now, onupdate=now, sort_order=902)
    archived_at: Mapped[datetime | None] = mapped_column(sort_order=903)
    custom: Mapped[dict[str, Any]] = mapped_column(JSON, insert_default=dict, sort_order=904)

    @declared_attr.directive
    def __mapper_args__(cls) -> dict[str, Any]:  # noqa: N805
        return {"version_id_col": cls.version}

    read_permission: ClassVar[Permission | None] = None
    """Who may read records of this kind; None: they are read only with what they belong to."""
    write_permission: ClassVar[Permission | None] = None
    """Who may change them by hand; None: nobody, they come from files or from the portal itself."""
    add_permissions: ClassVar[frozenset[Permission]] = frozenset()
    """Who else may add files to them."""
    reserved: ClassVar[Mapping[str, frozenset[Permission]]] = {}
    """Fields that only holders of one of the permissions see and write, whatever a role says of fields."""
    unjournalled: ClassVar[frozenset[str]] = frozenset()
    """Fields whose values must not be written down (secrets) or are noise."""

    @classmethod
    def may_be_added_to(cls, actor: Actor, unit_id: int | None) -> bool:
        """Whether the actor may add files to such a record (of a unit)."""
        allowed = (cls.write_permission, *cls.add_permissions)
        return any(one is not None and actor.may(one, unit_id) for one in allowed)

    def check(self) -> None:
        """Raise RuleBroken when the fields contradict each other."""

    def __repr__(self) -> str:
        return f"<{type(self).__name__} {self.__dict__.get('id', 'new')}>"


class Traced(Entity):
    """A record that came in from a file or another system.

    (`source`, `source_ref`) is unique, so that importing again changes nothing; `batch_id` and
    `batch_row` lead from any figure back to the file and the row it came from.
    """

    __abstract__ = True

    add_permissions = frozenset({Permission.FACTS_IMPORT})

    @declared_attr.directive
    def __table_args__(cls) -> tuple[Any, ...]:  # noqa: N805
        # Lists stand in this order and leave out what is archived: an index alone tells who is on a page.
        order = [Index(None, cls.listed_by, "id", "archived_at")] if cls.listed_by else []
        return (UniqueConstraint("source", "source_ref"), *order)

    listed_by: ClassVar[str] = ""
    """The column by which lists of such records stand at first, where there may be very many of them."""

    source: Mapped[str] = mapped_column(String(80), insert_default=MANUAL, sort_order=800)
    source_ref: Mapped[str] = mapped_column(String(200), sort_order=801)
    batch_row: Mapped[int | None] = mapped_column(sort_order=803)

    @declared_attr
    def batch_id(cls) -> Mapped[int | None]:  # noqa: N805
        """The batch that wrote the present values."""
        return mapped_column(ForeignKey("import_batch.id"), index=True, sort_order=802)


class Fact(Traced, BelongsToUnit):
    """A dated business event that figures are computed from.

    `period` is the month (yyyymm) of the event's own date; stored so that sums by month need no
    date function and run unchanged on every engine.
    """

    __abstract__ = True

    read_permission = Permission.FACTS_READ

    period: Mapped[int] = mapped_column(index=True, sort_order=804)

    period_columns: ClassVar[tuple[str, ...]] = ("period",)
    """Every column that names a month in which the row counts in some figure."""
    event_columns: ClassVar[tuple[str, ...]] = ("period",)
    """Those of them in which something happened; the others are appointed (due, promised), maybe ahead."""
    kept_to_date: ClassVar[bool] = False
    """The portal itself keeps these records: a month without any is a month in which nothing happened, so
    figures go on to the present month. Of imported records, nobody knows until the next import."""
