"""What can come in from outside: an area declares its facts, the intake reads the declarations."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from domain.core.entity import Traced


class FieldKind(StrEnum):
    """How a cell is read."""

    CODE = "code"
    TEXT = "text"
    MONEY = "money"
    QUANTITY = "quantity"
    RATIO = "ratio"
    DATE = "date"
    BOOLEAN = "boolean"
    CHOICE = "choice"
    UNIT = "unit"
    PERSON = "person"
    CUSTOMER = "customer"
    PRODUCT = "product"
    ORDER = "order"
    INVOICE = "invoice"


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


@dataclass(frozen=True, kw_only=True)
class FactSpec:
    """A fact that can be imported.

    `key` are the fields that identify a row (they make `source_ref`).
    `prepare` completes the column values of one row (periods, net amounts) and raises a DomainError
    when they contradict each other; it sees what the file said and, where a field names another
    fact (order, invoice), that record's columns under `<field>`.
    `companions` are further rows of other facts that a row carries along (a settled invoice its receipt).
    `settle` completes what depends on other rows, once per batch, given the ids of rows touched.
    """

    name: str
    entity: type[Traced]
    fields: tuple[FieldSpec, ...]
    key: tuple[str, ...]
    prepare: Callable[[dict[str, Any]], dict[str, Any]]
    companions: Callable[[Mapping[str, Any]], list[tuple[str, dict[str, Any]]]] | None = None
    settle: Callable[..., None] | None = None
