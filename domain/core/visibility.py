"""Which rows an actor sees. One rule, applied to every SELECT, impossible to forget."""

from typing import Any, cast

from sqlalchemy import ColumnElement, ForeignKey, Table, event, select, true
from sqlalchemy.orm import (
    Mapped,
    ORMExecuteState,
    Session,
    declared_attr,
    mapped_column,
    object_session,
    with_loader_criteria,
)
from sqlalchemy.sql import visitors

from domain.core.permission import Actor, Permission


class BelongsToUnit:
    """Mix into an entity that only those who oversee its unit may see."""

    @declared_attr
    def unit_id(cls) -> Mapped[int]:  # noqa: N805
        """The organisational unit that answers for the record."""
        return mapped_column(ForeignKey("unit.id"), index=True, sort_order=1)


class Confidential:
    """Mix into an entity of which people see single records, whatever units they oversee.

    Such records say themselves who sees them (the person they are about, their rater, HR); the portal's own
    runs see all of them. What is reached by a relationship of a visible record is visible with it.
    """

    @classmethod
    def visible_to(cls, actor: Actor) -> ColumnElement[bool]:
        """The condition that the actor sees the record."""
        raise NotImplementedError


def sees(actor: Actor, record: Any) -> bool:
    """Whether another person would find this stored record, as far as confidentiality goes."""
    session, kind = object_session(record), cast(Any, type(record))
    if not issubclass(kind, Confidential) or is_machine(actor) or session is None:
        return True
    return session.scalar(select(kind.id).where(kind.id == record.id, kind.visible_to(actor))) is not None


def overseen(actor: Actor, permission: Permission, unit: Any) -> ColumnElement[bool]:
    """The condition that the unit in a column is one in which the actor has the permission."""
    grants = [grant for grant in actor.grants if permission in grant.permissions]
    if any(grant.units is None for grant in grants):
        return true()
    units = frozenset[int]().union(*(grant.units or () for grant in grants))
    return cast("ColumnElement[bool]", unit.in_(sorted(units)))


def is_machine(actor: Actor) -> bool:
    """Whether the portal acts by itself, for nobody."""
    return actor.user_id is None and actor.person_id is None


def actor_of(session: Session) -> Actor:
    """The actor on whose behalf the session was opened."""
    actor = session.info["actor"]
    if not isinstance(actor, Actor):
        raise TypeError("open sessions through unit_of_work(actor) or reading(actor)")
    return actor


@event.listens_for(Session, "do_orm_execute")
def show_visible_only(query: ORMExecuteState) -> None:
    """Add the condition of units, and of confidential records, to every query of a person's session."""
    if not query.is_select or query.is_column_load or query.is_relationship_load:
        return
    actor = actor_of(query.session)
    units = actor.units
    if units is not None:
        query.statement = query.statement.options(
            with_loader_criteria(
                BelongsToUnit, lambda entity: entity.unit_id.in_(units), include_aliases=True
            )
        )
    if not is_machine(actor):
        query.statement = query.statement.options(
            *(
                with_loader_criteria(kind, kind.visible_to(actor), include_aliases=True)
                for kind in _confidential(query.statement)
            )
        )


def _confidential(statement: Any) -> list[type[Confidential]]:
    """The kinds of confidential records the statement reads, wherever in it."""
    kinds = {kind.__tablename__: kind for kind in Confidential.__subclasses__()}  # type: ignore[attr-defined]
    named = {part.name for part in visitors.iterate(statement) if isinstance(part, Table)}
    return [kinds[name] for name in sorted(named & kinds.keys())]
