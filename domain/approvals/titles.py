"""What a record is called where its approval is mentioned."""

from typing import Any

from sqlalchemy import inspect, select
from sqlalchemy.orm import RelationshipDirection, Session

from domain.organisation.person import Person

LONGEST = 200
OWN = ("number", "code", "title", "name")


def titles_of(session: Session, record: Any) -> tuple[str, str]:
    """Chinese and English: its number and name; without these, the names of what it is about."""
    own = [str(text) for name in OWN if (text := getattr(record, name, ""))]
    if hasattr(record, "name_zh"):
        names = (record.name_zh, record.name_en)
    elif own:
        names = ("", "")
    else:
        names = _of_links(session, record)
    chinese, english = (" ".join(dict.fromkeys([*own, *filter(None, [name])])) for name in names)
    unnamed = f"#{record.id}"
    return (chinese or unnamed)[:LONGEST], (english or unnamed)[:LONGEST]


def _of_links(session: Session, record: Any) -> tuple[str, str]:
    found: list[tuple[str, str]] = []
    for relation in inspect(type(record)).relationships:
        table: Any = relation.mapper.local_table
        named = "name_zh" in table.c and relation.mapper.class_ is not Person
        if relation.direction is RelationshipDirection.MANYTOONE and named:
            (link,) = relation.local_columns
            key = getattr(record, inspect(type(record)).get_property_by_column(link).key)
            # The table, not the entity: a name is no secret of a unit.
            row = session.execute(select(table.c.name_zh, table.c.name_en).where(table.c.id == key)).first()
            found += [(row.name_zh, row.name_en or row.name_zh)] if row else []
    return " · ".join(one for one, _ in found), " · ".join(one for _, one in found)
