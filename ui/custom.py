"""Fields that people added, in every place of a screen: list, filter, search, form, record, file."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from domain.core.custom_definition import Definition, definitions
from domain.core.custom_values import to_keep
from domain.core.errors import DomainError
from domain.core.permission import Actor
from ui.fields import CustomColumn, Kind, Masked, kind_of, target_of
from ui.kept import kept
from ui.screen import Screen, Section

SECTION = "custom"
SEARCHED = frozenset({Kind.TEXT, Kind.LONG_TEXT, Kind.WEB_LINK})
UNFILTERED = frozenset({Kind.LONG_TEXT, Kind.WEB_LINK, Kind.FILE})
LINKED = "_linked"


def with_own_fields(screen: Screen, found: Sequence[Definition], actor: Actor) -> Screen:
    """The screen with the custom fields of its records that are open to this person."""
    own = tuple(CustomColumn(screen.entity, one) for one in found if one.open_to(actor))
    if not own:
        return screen
    return replace(
        screen,
        columns=(*screen.columns, *own),
        filters=(*screen.filters, *(one for one in own if kind_of(one) not in UNFILTERED)),
        search=(*screen.search, *(one for one in own if screen.search and kind_of(one) in SEARCHED)),
        form=(*screen.form, Section(SECTION, *_rows(own))),
    )


def defined_for(entity: type[Any], session: Session) -> tuple[Definition, ...]:
    """The fields defined for this kind of record, read once per state of the data."""
    name = entity.__name__
    return kept(session, "custom fields", name, lambda: definitions(session, name))


def attach(records: Sequence[Any], columns: Iterable[Any], session: Session) -> None:
    """Read the records that custom links of these lead to: one query per kind of record."""
    inner = [one.field if isinstance(one, Masked) else one for one in columns]
    links = [one for one in inner if isinstance(one, CustomColumn) and one.definition.target is not None]
    found: dict[tuple[str, int], Any] = {}
    for target in {target_of(one) for one in links}:
        keys = {
            key for record in records for one in links
            if target_of(one) is target and (key := one.definition.read(record)) is not None
        }  # fmt: skip
        rows = session.scalars(select(target).where(target.id.in_(keys))) if keys else ()
        found |= {(target.__name__, row.id): row for row in rows}
    for record in records if links else ():
        vars(record)[LINKED] = found


def value_of(record: Any, column: CustomColumn) -> Any:
    """The value as screens show it; of a link the record it leads to, once attached."""
    value = column.definition.read(record)
    target = column.definition.target
    if target is None or value is None:
        return value
    return vars(record).get(LINKED, {}).get((target.__name__, value))


def preset_of(column: CustomColumn) -> Any:
    """What a new record has before anybody types."""
    try:
        given = to_keep(column.definition, column.definition.preset)
    except DomainError:
        return None
    return column.definition.read_kept(given)


def _rows(own: Sequence[CustomColumn]) -> list[tuple[CustomColumn, ...]]:
    """Two beside each other; a long text alone."""
    rows: list[tuple[CustomColumn, ...]] = []
    for one in own:
        wide = kind_of(one) is Kind.LONG_TEXT
        if rows and not wide and len(rows[-1]) == 1 and kind_of(rows[-1][0]) is not Kind.LONG_TEXT:
            rows[-1] = (*rows[-1], one)
        else:
            rows.append((one,))
    return rows
