"""Every kind of record the portal keeps, by the name of its class, and which kind a column leads to."""

from sqlalchemy import inspect

from domain.core.entity import Entity


def kinds() -> dict[str, type[Entity]]:
    """Name of the class -> the class, of all entities."""
    mapped = (mapper.class_ for mapper in Entity.registry.mappers)
    return {kind.__name__: kind for kind in mapped if issubclass(kind, Entity)}


def target_of(kind: type[Entity], name: str) -> type[Entity] | None:
    """The entity that a foreign key leads to; None for a plain column."""
    tables = {key.column.table.name for key in inspect(kind).columns[name].foreign_keys}
    return next((one for one in kinds().values() if one.__tablename__ in tables), None)
