"""Views narrow lists by ids of records; in a pack the ids stand as the keys of the records.

A view that points to a record of which packs do not speak (a customer, an order) means nothing elsewhere and
stays where it is, rather than come in as a wider list than its name says.
"""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import ColumnElement, and_, exists, inspect, select
from sqlalchemy.orm import Session, aliased

from domain.core.custom_field import CustomField, CustomKind
from domain.core.entity import Entity
from domain.core.kinds import kinds, target_of
from domain.organisation.person import Person
from domain.organisation.unit import Unit
from domain.reporting.saved_view import SavedView
from domain.transfer.portable import IdOf, KeyOf, Values

SIGN, NOT, OWN = ":", "not", "custom."
OWN_LINKS: Mapping[CustomKind, type[Entity]] = {CustomKind.PERSON: Person, CustomKind.UNIT: Unit}


def is_carried() -> ColumnElement[bool]:
    """Shared, and the first of its name on its list: a second could not be told from it elsewhere."""
    older = aliased(SavedView)
    namesake = exists(select(older.id)).where(
        older.id < SavedView.id, older.screen == SavedView.screen, older.name_zh == SavedView.name_zh,
        older.name_en == SavedView.name_en, older.archived_at.is_(None), older.is_shared(),
    )  # fmt: skip
    return and_(SavedView.is_shared(), SavedView.archived_at.is_(None), ~namesake)


def carried(session: Session, view: SavedView, values: Values, key_of: KeyOf) -> Values | None:
    """The values with keys for ids; None if something cannot be said elsewhere."""
    words = {}
    for name, said in view.words.items():
        targets = _targets(session, view.kind, name)
        out = [_outward(word, targets, key_of) for word in said]
        if None in out:
            return None
        words[name] = out
    return {**values, "words": words}


def read_in(values: Values, id_of: IdOf) -> Values:
    """The values with the ids of this portal."""
    words = {name: [_inward(word, id_of) for word in said] for name, said in values["words"].items()}
    return {**values, "words": words}


def _outward(word: str, targets: frozenset[type[Entity]], key_of: KeyOf) -> Any:
    operator, sign, rest = word.partition(SIGN)
    number = rest if sign and operator == NOT else word
    if not targets or not (number.isascii() and number.isdigit()):
        return word
    (target, *others) = targets
    key = key_of(target, int(number)) if not others else {}
    return {"kind": target.__name__, "key": dict(key), "not": number != word} if key else None


def _inward(word: Any, id_of: IdOf) -> str:
    if isinstance(word, str):
        return word
    number = id_of(kinds()[word["kind"]], word["key"])
    return f"{NOT}{SIGN}{number}" if word["not"] else str(number)


def _targets(session: Session, kind: str | None, name: str) -> frozenset[type[Entity]]:
    """What the field leads to; of a view that does not know its kind, all that a field of the name may."""
    known = kinds()
    if name.startswith(OWN):
        query = select(CustomField.kind).where(CustomField.key == name.removeprefix(OWN))
        if kind is not None:
            query = query.where(CustomField.entity == kind)
        return frozenset(OWN_LINKS[one] for one in session.scalars(query) if one in OWN_LINKS)
    where = [known[kind]] if kind in known else known.values()
    return frozenset(found for one in where if (found := _target(one, name)) is not None)


def _target(kind: type[Entity], name: str) -> type[Entity] | None:
    mapper = inspect(kind)
    if name in mapper.relationships:
        found: type[Entity] = mapper.relationships[name].mapper.class_
        return found
    return target_of(kind, name) if name in mapper.columns else None
