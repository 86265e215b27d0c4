"""What a record is called among figures: by its name where the reader may read it, else by its number."""

from collections.abc import Iterable
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, String, cast, literal
from sqlalchemy.orm import Session

from db.bulk import select_in
from domain.core.entity import Entity
from domain.core.field_access import access_to
from domain.core.visibility import actor_of

CHINESE, ENGLISH = ("name_zh", "name"), ("name_en",)
NUMBERS = ("number", "code")


class ToldName(NamedTuple):
    """Columns for a query: key, Chinese and English name. A closed name is not even selected."""

    key: ColumnElement[int]
    chinese: ColumnElement[str]
    english: ColumnElement[str]


def told_name(session: Session, kind: type[Entity]) -> ToldName:
    """By what records of the kind are called before whoever the session was opened for."""
    instead = _told(session, kind, NUMBERS)
    number = literal("#").concat(cast(kind.id, String)) if instead is None else instead
    chinese, english = _told(session, kind, CHINESE), _told(session, kind, ENGLISH)
    return ToldName(
        kind.id,  # type: ignore[arg-type]  # a mapped attribute stands for its column
        (number if chinese is None else chinese).label("chinese"),
        (number if english is None else english).label("english"),
    )


def told_names(
    session: Session, kind: type[Entity], keys: Iterable[int | None]
) -> dict[int, tuple[str, str]]:
    """Key -> Chinese and English name of the records of these keys that the reader may see."""
    name = told_name(session, kind)
    wanted = (key for key in keys if key is not None)
    rows = select_in(session, name, name.key, wanted)
    return {row.id: (row.chinese, row.english) for row in rows}


def _told(session: Session, kind: type[Entity], names: tuple[str, ...]) -> Any:
    """The first of these fields that the kind has, or nothing where it is closed."""
    name = next(one for one in names if hasattr(kind, one))
    return getattr(kind, name) if access_to(actor_of(session), kind, name).shows else None
