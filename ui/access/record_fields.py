"""The fields of a kind of record that people know by name, own ones included."""

from collections.abc import Iterator, Mapping
from typing import Any

from sqlalchemy import inspect

from db.unit_of_work import reading
from domain import entities
from domain.core.custom_definition import PREFIX
from domain.core.entity import Entity, Traced
from domain.core.permission import Actor
from ui.custom import defined_for
from ui.language import label

TECHNICAL = frozenset({*Traced.__annotations__, *Entity.__annotations__, "period", "state_since"})


def fields_of(kind: str, actor: Actor) -> Mapping[str, str]:
    """Word of each field (`Customer.region`, `Customer.custom.risk`) -> its name."""
    return dict(_fields(kind, actor))


def _fields(kind: str, actor: Actor) -> Iterator[tuple[str, str]]:
    entity: Any = getattr(entities, kind, None)
    if entity is None:
        return
    mapper = inspect(entity)
    linked = {column.key for link in mapper.relationships for column in link.local_columns}
    plain = [one.key for one in mapper.column_attrs if one.columns[0].key not in linked]
    with reading(actor) as session:
        own = [f"{PREFIX}{one.key}" for one in defined_for(entity, session)]
    for key in (*plain, *(link.key for link in mapper.relationships), *own):
        word = f"{kind}.{key}"
        if key not in TECHNICAL and label(word) != word:
            yield word, label(word)
