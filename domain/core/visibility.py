"""Which rows an actor sees. One rule, applied to every SELECT, impossible to forget."""

from sqlalchemy import ForeignKey, event
from sqlalchemy.orm import (
    Mapped,
    ORMExecuteState,
    Session,
    declared_attr,
    mapped_column,
    with_loader_criteria,
)

from domain.core.permission import Actor


class BelongsToUnit:
    """Mix into an entity that only those who oversee its unit may see."""

    @declared_attr
    def unit_id(cls) -> Mapped[int]:  # noqa: N805
        """The organisational unit that answers for the record."""
        return mapped_column(ForeignKey("unit.id"), index=True, sort_order=1)


def actor_of(session: Session) -> Actor:
    """The actor on whose behalf the session was opened."""
    actor = session.info["actor"]
    if not isinstance(actor, Actor):
        raise TypeError("open sessions through unit_of_work(actor) or reading(actor)")
    return actor


@event.listens_for(Session, "do_orm_execute")
def show_own_units_only(query: ORMExecuteState) -> None:
    """Add the unit condition to every query of a limited session."""
    if not query.is_select or query.is_column_load or query.is_relationship_load:
        return
    units = actor_of(query.session).units
    if units is not None:
        query.statement = query.statement.options(
            with_loader_criteria(
                BelongsToUnit, lambda entity: entity.unit_id.in_(units), include_aliases=True
            )
        )
