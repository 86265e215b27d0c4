"""Which rows an actor sees. One rule, applied to every SELECT, impossible to forget."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any, TypeVar, cast

from sqlalchemy import ColumnElement, ForeignKey, Table, and_, event, false, not_, or_, select, true
from sqlalchemy.orm import (
    LoaderCriteriaOption,
    Mapped,
    ORMExecuteState,
    Session,
    declared_attr,
    mapped_column,
    object_session,
    with_loader_criteria,
)
from sqlalchemy.sql import visitors
from sqlalchemy.sql.base import ExecutableOption

from domain.core.permission import Actor, Permission

K = TypeVar("K")


class BelongsToUnit:
    """Mix into an entity that only those who oversee its unit may see.

    What a visible record points to is named with it: an order shows its customer and salesperson, whatever
    unit they belong to. They are found by nobody else's question, and their own pages stay shut.
    """

    @declared_attr
    def unit_id(cls) -> Mapped[int]:  # noqa: N805
        """The organisational unit that answers for the record."""
        return mapped_column(ForeignKey("unit.id"), index=True, sort_order=1)


class Confidential:
    """Mix into an entity of which people see single records, whatever units they oversee.

    Such records say themselves who sees them (the person they are about, their rater, HR); the portal's own
    runs see all of them. That holds for what a relationship leads to as well, when it is loaded.
    """

    @classmethod
    def visible_to(cls, actor: Actor) -> ColumnElement[bool]:
        """The condition that the actor sees the record: nobody, until a kind says who."""
        return false()

    @classmethod
    def keeps_back(cls, actor: Actor, lines: Any) -> ColumnElement[bool]:
        """The condition that a line about a record that the actor sees is not for them all the same."""
        return false()

    def heard_from(self, session: Session, actor: Actor) -> datetime | None:
        """From when on what others say of the record, and add to it, is for this person too; None: always."""
        return None


LINES: list[type[Any]] = []
"""Kinds of lines that tell of single records, by the columns `entity` and `entity_id`."""


def about_records(kind: type[K]) -> type[K]:
    """Decorate a kind of lines about records: lines about a hidden record are hidden with it."""
    LINES.append(kind)
    return kind


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
    if query.is_relationship_load:
        query.statement = _of_any_unit(query.statement)
    if not query.is_select or query.is_column_load or query.is_relationship_load:
        return
    actor = actor_of(query.session)
    units = actor.units
    if units is not None:
        query.statement = query.statement.options(
            with_loader_criteria(
                BelongsToUnit,
                lambda entity: entity.unit_id.in_(units),
                include_aliases=True,
            )
        )
    if not is_machine(actor):
        query.statement = query.statement.options(*_closing(_tables(query.statement), actor))


def _of_any_unit(statement: Any) -> Any:
    """The loading of what visible records point to, without the condition of units handed on to it.

    `propagate_to_loaders` does not hold it back: SQLAlchemy 2.1 gives `selectinload` all options of a query.
    """
    loading = statement.options()
    loading._with_options = tuple(
        option
        for option in statement._with_options
        if not (isinstance(option, LoaderCriteriaOption) and option.root_entity is BelongsToUnit)
    )
    return loading


def _closing(tables: set[str], actor: Actor) -> Iterator[ExecutableOption]:
    """The conditions of confidential records, and of lines about them, for a statement on these tables."""
    kinds = cast("list[Any]", Confidential.__subclasses__())
    for kind in kinds:
        if kind.__tablename__ in tables:
            yield with_loader_criteria(kind, kind.visible_to(actor), include_aliases=True)
    for lines in LINES:
        if lines.__tablename__ in tables:
            yield with_loader_criteria(lines, _about_visible(lines, actor), include_aliases=True)


def _about_visible(lines: type[Any], actor: Actor) -> ColumnElement[bool]:
    """The condition that a line is not about a confidential record that the actor does not see."""
    kinds = cast("list[Any]", Confidential.__subclasses__())
    return and_(
        true(),
        *(
            or_(
                lines.entity != kind.__name__,
                and_(
                    lines.entity_id.in_(select(kind.id).where(kind.visible_to(actor))),
                    not_(kind.keeps_back(actor, lines)),
                ),
            )
            for kind in kinds
        ),
    )


def _tables(statement: Any) -> set[str]:
    """Names of all tables the statement reads, wherever in it."""
    return {part.name for part in visitors.iterate(statement) if isinstance(part, Table)}
