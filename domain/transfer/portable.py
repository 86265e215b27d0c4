"""Which records a pack carries, by what they are known elsewhere, and how they are brought in."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, inspect
from sqlalchemy.orm import Session

from domain.access.role import Role
from domain.access.user import User
from domain.core.editing import create, edit
from domain.core.entity import Entity
from domain.core.kinds import target_of
from domain.core.permission import Actor, Permission
from domain.core.workflow import WorkflowEntity
from domain.organisation.person import Person
from domain.organisation.post import Post
from domain.organisation.unit import Unit

Values = Mapping[str, Any]
Bring = Callable[[Session, Actor, Any, Values, datetime], Any]
"""(session, actor, the record of the same key or None, values, now) -> the record as it is then."""
KeyOf = Callable[[type[Entity], int], Mapping[str, Any]]
"""(kind, id) -> what the record is known by; empty: nothing."""
IdOf = Callable[[type[Entity], Mapping[str, Any]], int]
"""The other way round; NotHere if this portal has none."""
Carry = Callable[[Session, Any, Values, KeyOf], Values | None]
"""(session, record, its values, keys) -> its values as they travel."""
ReadIn = Callable[[Values, IdOf], Values]

OWN_LIFE = frozenset({*Entity.__annotations__, *WorkflowEntity.__annotations__})
"""Columns that tell of a record's life in one portal and mean nothing in another."""
NAMED: Mapping[type[Entity], tuple[str, ...]] = {
    Unit: ("code",),
    Person: ("number",),
    Post: ("code",),
    Role: ("code",),
    User: ("username",),
}
"""Records that a pack refers to and does not carry."""


@dataclass(frozen=True, kw_only=True)
class Portable:
    """A kind of record that packs carry.

    `key` are the attributes by which a record is known in every portal; a link among them stands for the
    key of what it leads to. `bring` replaces create and edit where a kind has verbs of its own.
    """

    kind: type[Entity]
    key: tuple[str, ...]
    permission: Permission = Permission.CONFIGURATION_WRITE
    left_out: frozenset[str] = frozenset()
    only: Callable[[], ColumnElement[bool]] | None = None
    """Which records of the kind; None: all that are not archived."""
    bring: Bring | None = field(default=None)
    carry: Carry | None = None
    """Says what links inside of values mean elsewhere, on the way out; None as its answer: it stays here."""
    read: ReadIn | None = None
    """The same on the way in."""

    @property
    def columns(self) -> tuple[str, ...]:
        """Attributes a pack carries, the key among them."""
        mapper = inspect(self.kind)
        left_out = OWN_LIFE | self.left_out
        return tuple(one.key for one in mapper.column_attrs if one.key not in left_out)

    def links(self) -> dict[str, type[Entity]]:
        """Attribute -> the kind of record it leads to."""
        return {name: kind for name in self.columns if (kind := target_of(self.kind, name)) is not None}

    def write(self, session: Session, actor: Actor, found: Any, values: Values, now: datetime) -> Any:
        """Create the record, or change the one that is there."""
        if self.bring is not None:
            return self.bring(session, actor, found, values, now)
        if found is None:
            return create(session, actor, self.permission, self.kind, values)
        edit(session, actor, self.permission, found, values)
        return found
