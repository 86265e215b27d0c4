"""Records of any kind by words: what a person types into the search of the whole portal."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, String, and_, inspect, or_, select
from sqlalchemy.orm import InstrumentedAttribute, Session

from domain.core.entity import Entity, Fact
from domain.core.field_access import access_to
from domain.core.permission import Actor

NUMBERS = ("number", "ref", "code", "username")
NAMES = ("name", "name_zh", "name_en", "title", "display_name", "file_name")
OF_EACH = 5
SHORTEST = 2


@dataclass(frozen=True)
class Hits:
    """Records of one kind that answer to the words, the best first; and whether there are more."""

    kind: type[Entity]
    records: Sequence[Any]
    more: bool


def find_records(session: Session, actor: Actor, text: str, kinds: Iterable[type[Entity]]) -> list[Hits]:
    """Records whose number or name has all the words; of facts, of which there are many, by number only.

    Kinds the actor may not read and fields that are closed to them take no part; the session hides
    records of other units. Shorter than two characters finds nothing.
    """
    words = text.split()
    if sum(map(len, words)) < SHORTEST:
        return []
    return [hits for kind in kinds if (hits := _hits(session, actor, kind, words)) is not None]


def _hits(session: Session, actor: Actor, kind: type[Entity], words: Sequence[str]) -> Hits | None:
    if kind.read_permission is None or not actor.may(kind.read_permission):
        return None
    columns = [one for one in _asked(kind) if access_to(actor, kind, one.key).shows]
    if not columns:
        return None
    query = select(kind).where(kind.archived_at.is_(None), _answers(kind, columns, words))
    found = session.scalars(query.order_by(columns[0], kind.id).limit(OF_EACH + 1)).all()
    return Hits(kind, found[:OF_EACH], len(found) > OF_EACH) if found else None


def _asked(kind: type[Entity]) -> Iterator[InstrumentedAttribute[Any]]:
    columns = inspect(kind).columns
    for name in NUMBERS if issubclass(kind, Fact) else (*NUMBERS, *NAMES):
        if name in columns and isinstance(columns[name].type, String):
            yield getattr(kind, name)


def _answers(
    kind: type[Entity], columns: Sequence[InstrumentedAttribute[Any]], words: Sequence[str]
) -> ColumnElement[bool]:
    if issubclass(kind, Fact):
        number = " ".join(words)
        return or_(*(column.istartswith(number, autoescape=True) for column in columns))
    return and_(*(or_(*(column.icontains(word, autoescape=True) for column in columns)) for word in words))
