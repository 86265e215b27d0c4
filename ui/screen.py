"""What a screen is: a declaration. `ui.show` draws it; nothing here draws.

A column *is* the mapped attribute: its type picks widget, format, filter and export; its key picks the
label. A field of another entity is refused when the file is imported.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Self, TypeGuard

from sqlalchemy import Select
from sqlalchemy.orm import Session

from domain.core.entity import Entity
from domain.core.permission import Actor, Permission
from domain.core.statement import Statement
from ui.fields import Attribute, Field, Kind, Masked

Made = Entity | tuple[Entity, Statement]
"""A new record, and what must be told about it once (a first password)."""
Verb = Callable[[Session, Actor, Mapping[str, Any]], Made]
"""Makes a record of what a form asked for."""


@dataclass(frozen=True)
class Computed:
    """A column that is worked out from the record, not stored. Its label is `<Entity>.<key>`."""

    key: str
    value: Callable[[Any, date], Any]
    kind: Kind = Kind.TEXT


Column = Field | Computed


def is_stored(column: Column) -> TypeGuard[Field]:
    """Whether lists can sort, filter and add up by the column."""
    return not isinstance(column, Computed | Masked)


Condition = Callable[[Mapping[str, Any]], bool]
"""Looks at the values of a record (column -> value) and says whether a field has any meaning."""


@dataclass(frozen=True)
class When:
    """A field that is asked and shown only if its condition holds. The entity's own `check` holds it too."""

    field: Field
    holds: Condition


Placed = Field | When


@dataclass(frozen=True, init=False)
class Section:
    """Fields that belong together; a tuple is one row. Its heading is `section.<key>`."""

    key: str
    rows: tuple[tuple[Field, ...], ...]
    conditions: Mapping[str, Condition]
    """Field key -> when it has a meaning; a field that is not named always has."""

    def __init__(self, key: str, *rows: Placed | tuple[Placed, ...]) -> None:
        whole = [row if isinstance(row, tuple) else (row,) for row in rows]
        bare = tuple(tuple(one.field if isinstance(one, When) else one for one in row) for row in whole)
        named = {one.field.key: one.holds for row in whole for one in row if isinstance(one, When)}
        object.__setattr__(self, "key", key)
        object.__setattr__(self, "rows", bare)
        object.__setattr__(self, "conditions", named)

    def narrowed(self, rows: Iterable[tuple[Field, ...]]) -> Self:
        """The same section with other rows, its conditions kept."""
        placed = (
            tuple(When(one, self.conditions[one.key]) if one.key in self.conditions else one for one in row)
            for row in rows
        )
        return type(self)(self.key, *placed)

    def means(self, one: Field, values: Mapping[str, Any]) -> bool:
        """Whether the field has a meaning beside these values."""
        return one.key not in self.conditions or self.conditions[one.key](values)

    @property
    def fields(self) -> tuple[Field, ...]:
        """All fields, in reading order."""
        return tuple(one for row in self.rows for one in row)


class Shown(Section):
    """A section that is read, never asked: figures the portal works out or another system owns."""


@dataclass(frozen=True, kw_only=True)
class Related:
    """Records of another entity that point here. Its heading is `related.<key>`."""

    key: str
    by: Attribute
    """The foreign key on the other entity."""
    columns: tuple[Column, ...]
    order_by: Attribute
    descending: bool = False
    page: str | None = None
    """The address (`url_path`) of the screen where such a record opens."""


@dataclass(frozen=True)
class Tile:
    """How many records a question finds; pressing it shows them. Its name is `tile.<key>`."""

    key: str
    question: Callable[[date], Select[Any]]
    view: Mapping[str, str] = field(default_factory=dict)
    """The list's address when the tile is pressed."""


@dataclass(frozen=True)
class View:
    """A list under a name: what its address says. Its name is `view.<key>`.

    What words cannot say (what waits for me, what is overdue today) a question can; the address then has
    `view=<key>`.
    """

    key: str
    asks: Mapping[str, str]
    question: Callable[[Actor, date], Select[Any]] | None = None

    @property
    def words(self) -> dict[str, list[str]]:
        """What the address says under each name; several values are parted by commas."""
        return {name: said.split(",") for name, said in self.asks.items()}


@dataclass(frozen=True, kw_only=True)
class Action:
    """A verb on one record that is not a step of its workflow. Its name is `action.<key>`."""

    key: str
    verb: Callable[[Session, Actor, Any, str], object]
    """Gets the session, the actor, the record and the reason. A Statement it gives back is told."""
    permission: Permission
    icon: str | None = None
    needs_reason: bool = False
    offered: Callable[[Any], bool] = lambda _: True


@dataclass(frozen=True, kw_only=True)
class Page:
    """A page written by hand. `draw` gets whoever is signed in and allowed to read it."""

    title_key: str
    icon: str
    url_path: str
    read: Permission | None
    """None: everybody who is signed in."""
    draw: Callable[[Actor], None]
    opens: type[Entity] | None = None
    """The entity whose records this page shows at `?id=`."""
    hidden: bool = False
    """Reached by links only, not by the menu."""
    offered: Callable[[Actor], bool] | None = None
    """Who may open it, where that is more than one permission."""

    def stands_in_menu(self, _: Actor) -> bool:
        """Whether who may open it finds it in the menu."""
        return not self.hidden


@dataclass(frozen=True, kw_only=True)
class Screen:
    """A list, a record, a form and, for workflow entities, the buttons of the present state."""

    title_key: str
    icon: str
    url_path: str
    entity: type[Entity]
    read: Permission
    columns: tuple[Column, ...]
    write: Permission | None = None
    filters: tuple[Field, ...] = ()
    search: tuple[Field, ...] = ()
    order_by: Attribute
    descending: bool = False
    form: tuple[Section, ...] = ()
    related: tuple[Related, ...] = ()
    tiles: tuple[Tile, ...] = ()
    views: tuple[View, ...] = ()
    actions: tuple[Action, ...] = ()
    create: Verb | None = None
    """The verb behind "new"; None: records of this kind are not made by hand."""
    archives: bool = False
    """Whether records may be taken out of lists by hand."""
    empty: str = ""
    """Label key of the sentence an empty list shows."""
    start: str | None = None
    """Address of the page where the first record comes from, for the button below that sentence."""
    detail: Callable[[Actor, Any], None] | None = None
    """Draws what this entity has beyond fields (a matrix, a tree) below the sections."""
    overview: Callable[[Actor], None] | None = None
    """Draws something better than a plain table while nothing is searched or filtered (a tree)."""
    record: Callable[["Screen", Actor, int], None] | None = None
    """Draws the page of one record, where the usual one is not enough; rows then open it, not the drawer."""
    choices: Mapping[str, Callable[[], Mapping[str, str]]] = field(default_factory=dict)
    """Key of a text field -> what may be chosen for it: stored word -> name."""
    asked_only_new: tuple[Field, ...] = ()
    """Fields that are asked when a record is made and fixed from then on."""
    filled_in: frozenset[str] = frozenset()
    """Keys of required fields that the portal fills in when they are left empty."""
    closed: frozenset[str] = frozenset()
    """Keys of fields that this person may read and not write."""
    listed: Callable[[Actor], bool] | None = None
    """Whom the menu offers the list, where that is fewer than may read: others come by links to a record."""

    def stands_in_menu(self, actor: Actor) -> bool:
        """Whether who may open it finds the list in the menu."""
        return self.listed is None or self.listed(actor)

    def __post_init__(self) -> None:
        """Catch a field of another entity when the screen is declared, not when it is opened."""
        asked = (*self.columns, *self.filters, *self.search, self.order_by, *self.shown_fields)
        strays = [one for one in asked if not isinstance(one, Computed) and one.class_ is not self.entity]
        if strays:
            raise ValueError(f"not fields of {self.entity.__name__}: {', '.join(map(str, strays))}")
        for related in self.related:
            other = related.by.class_
            fields = (related.order_by, *related.columns)
            if any(not isinstance(one, Computed) and one.class_ is not other for one in fields):
                raise ValueError(f"related.{related.key} mixes entities")

    @property
    def shown_fields(self) -> tuple[Field, ...]:
        """Every field of the record page."""
        return tuple(one for section in self.form for one in section.fields)

    @property
    def asked_fields(self) -> tuple[Field, ...]:
        """The fields a form asks for."""
        asked = (one for section in self.form if not isinstance(section, Shown) for one in section.fields)
        return tuple(one for one in asked if one.key not in self.closed)


Declaration = Screen | Page
