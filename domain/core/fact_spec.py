"""What can come in from outside: an area declares its facts, the intake reads the declarations."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from sqlalchemy.orm import Session

from domain.core.clearance import Given
from domain.core.entity import Entity
from domain.core.errors import DomainError


class FieldKind(StrEnum):
    """How a cell is read."""

    CODE = "code"
    TEXT = "text"
    MONEY = "money"
    QUANTITY = "quantity"
    RATIO = "ratio"
    DATE = "date"
    MOMENT = "moment"
    """A date with its time of day; in a file without it, the beginning of the day."""
    MONTH = "month"
    """Read as the first day of the month."""
    BOOLEAN = "boolean"
    CHOICE = "choice"
    CURRENCY = "currency"
    UNIT = "unit"
    PERSON = "person"
    CUSTOMER = "customer"
    PRODUCT = "product"
    ORDER = "order"
    OPPORTUNITY = "opportunity"
    INVOICE = "invoice"
    POST = "post"
    CONTRACT = "contract"
    CODE_LIST = "code_list"
    COURSE = "course"
    COURSE_SESSION = "course_session"


def words(text: str) -> tuple[str, ...]:
    """The parts of a text between commas: a short way to write many names."""
    return tuple(word.strip() for word in text.split(","))


@dataclass(frozen=True, kw_only=True)
class FieldSpec:
    """One field of a fact. `attribute` is the mapped column it lands in (None: handled by `prepare`)."""

    name: str
    kind: FieldKind
    attribute: str | None
    required: bool = False
    aliases: tuple[str, ...] = ()
    choices: Mapping[str, str] = field(default_factory=dict)
    """CHOICE: text in a file (folded to lower case) -> stored value."""
    default_from: str | None = None
    """Where a new row says nothing, it takes what it says in this other field."""


Row = Mapping[str, Any]
"""Field name -> value, or column name -> value of what is stored."""
Columns = dict[str, Any]
"""Column name -> value."""
Touched = Mapping[str, Sequence[Mapping[str, Any]]]
"""Fact name -> columns of every row that was written or removed, as they were and as they are."""
Settle = Callable[[Session, Touched], None]
"""Completes rows that depend on others, once after an import or an undo."""


@dataclass(frozen=True, kw_only=True)
class Companion:
    """A row of another fact that a row carries along; `columns` None: there must not be one."""

    fact: str
    source_ref: str
    columns: Columns | None
    link: str
    """The column that holds the id of the row it comes with."""


@dataclass(frozen=True, kw_only=True)
class FactSpec:
    """A fact that can be imported.

    `key` are the fields that identify a row (they make `source_ref`).

    `prepare(row, stored)` gives the columns that do not come straight from a field (periods, net
    amounts) and raises a DomainError when the values contradict each other. `row` has a value for
    every field with a column: what the file says, else what is stored, else None. A field without a
    column is in `row` only when the file says it. Where a field names an order or an invoice, its
    value is that record's columns; customers, products, units and people are keys to be passed on.
    `stored` are the columns of the row before, None for a new one.

    `companions(row, columns, stored)` are rows of other facts that come along (a settled invoice
    brings its receipt); `columns` are those of the finished row.
    """

    name: str
    entity: type[Entity]
    fields: tuple[FieldSpec, ...]
    key: tuple[str, ...]
    prepare: Callable[[Row, Row | None], Columns]
    companions: Callable[[Row, Columns, Row | None], list[Companion]] | None = None
    identity: str | None = None
    """Column that names a record across all sources (the number of a customer); None: source_ref does."""
    closed: frozenset[str] = frozenset()
    """Fields that whoever imports may not write: no column is read for them."""
    given: Given | None = None
    """The duty that a row gives somebody, who must be cleared for it."""
    own: Callable[[Columns, int], DomainError | None] | None = None
    """(columns, person who imports) -> why somebody may not bring in such a row about themselves."""

    @property
    def open_fields(self) -> tuple[FieldSpec, ...]:
        """The fields that a file may speak about."""
        return tuple(item for item in self.fields if item.name not in self.closed)

    def __getitem__(self, name: str) -> FieldSpec:
        return next(item for item in self.fields if item.name == name)
