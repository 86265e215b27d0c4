"""A declared screen as one person meets it: with the fields people added, without those closed to them.

Everything a screen does (list, filter, sort, search, total, file, record, form) reads the declaration, so
what is not in it can be neither seen nor asked for.
"""

from collections.abc import Iterable
from dataclasses import replace

from db.unit_of_work import reading
from domain.core.field_access import FieldAccess, access_to
from domain.core.numbering import NUMBER, numbered_kinds
from domain.core.permission import Actor
from ui.custom import defined_for, with_own_fields
from ui.fields import Field, Masked, entity_of
from ui.kept import kept
from ui.screen import Column, Computed, Related, Screen, Section


def equipped(screen: Screen, actor: Actor) -> Screen:
    """The screen for this person."""
    with reading(actor) as session:
        found = defined_for(screen.entity, session)
        kinds = kept(session, "numbered kinds", "", lambda: numbered_kinds(session))
    filled_in = frozenset({NUMBER}) if screen.entity.__name__ in kinds else frozenset()
    own = with_own_fields(screen, found, actor)
    return restricted(replace(own, filled_in=screen.filled_in | filled_in), actor)


def restricted(screen: Screen, actor: Actor) -> Screen:
    """The screen as far as the roles of this person open its fields."""
    kinds = {screen.entity, *(one.by.class_ for one in screen.related)}
    if not any(grant.fields for grant in actor.grants) and not any(one.reserved for one in kinds):
        return screen
    readable = frozenset(
        one.key for one in (*screen.filters, *screen.search) if _access(one, actor) is not FieldAccess.HIDDEN
        and _access(one, actor) is not FieldAccess.MASKED
    )  # fmt: skip
    return replace(
        screen,
        columns=_shown(screen.columns, actor),
        filters=tuple(one for one in screen.filters if one.key in readable),
        search=tuple(one for one in screen.search if one.key in readable),
        form=tuple(_section(section, actor) for section in screen.form),
        related=tuple(_related(one, actor) for one in screen.related),
        closed=frozenset(
            one.key for one in screen.shown_fields if _access(one, actor) is not FieldAccess.FULL
        ),
    )


def _access(column: Column, actor: Actor) -> FieldAccess:
    if isinstance(column, Computed):
        return FieldAccess.FULL
    return access_to(actor, entity_of(column), column.key)


def _shown(columns: Iterable[Column], actor: Actor) -> tuple[Column, ...]:
    given = ((one, _access(one, actor)) for one in columns)
    return tuple(
        Masked(one) if access is FieldAccess.MASKED and not isinstance(one, Computed | Masked) else one
        for one, access in given
        if access is not FieldAccess.HIDDEN
    )


def _section(section: Section, actor: Actor) -> Section:
    rows = [_fields(row, actor) for row in section.rows]
    return section.narrowed(row for row in rows if row)


def _fields(row: Iterable[Field], actor: Actor) -> tuple[Field, ...]:
    return tuple(one for one in _shown(row, actor) if not isinstance(one, Computed))


def _related(related: Related, actor: Actor) -> Related:
    return replace(related, columns=_shown(related.columns, actor))
