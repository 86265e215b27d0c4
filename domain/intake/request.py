"""What a person decides about a file before it is read: which column is which field."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from decimal import Decimal
from functools import partial
from itertools import islice
from typing import Any

from db.settings import LANGUAGES
from domain.core.errors import DomainError
from domain.core.fact_spec import FactSpec, FieldSpec
from domain.core.language import label
from domain.intake.date_order import DateFormat, DateOrder, date_format
from domain.intake.guess import guess_mapping
from domain.intake.number_style import NumberStyle
from domain.intake.table import Table

SAMPLES = 500
"""Rows that show whether a column can be read as a field."""
DEFAULT_SOURCE = "file"


class UnknownField(DomainError):
    """The fact has no such field."""

    text = "The fact {fact} has no field {name}. Fields: {known}."


class UnknownColumn(DomainError):
    """The file has no such column."""

    text = "The file has no column {name}. Columns: {known}."


class FieldWithoutColumn(DomainError):
    """Every row would be refused: nothing in the file says what it needs."""

    text = "No column for {fields}. Say which one: --map FIELD=COLUMN, or --set FIELD=VALUE for all rows."


@dataclass(frozen=True, kw_only=True)
class ImportRequest:
    """A file, the fact it holds, and how its columns are to be read."""

    spec: FactSpec
    table: Table
    columns: Mapping[str, str]
    """Field -> header."""
    fixed: Mapping[str, str] = field(default_factory=dict)
    """Field -> value for every row; wins over a column."""
    source: str = DEFAULT_SOURCE
    """The system the rows come from: the same number from another source is another record."""
    strict: bool = False
    """Refuse rows that name unknown customers, products, units or people."""
    date_format: str = ""
    """Order or pattern of dates; empty: as the columns prove it."""
    number_style: NumberStyle | None = None
    """What comma and point mean; None: as the columns prove it."""
    units: Mapping[str, Decimal] = field(default_factory=dict)
    """Field -> what one unit of its column is worth (10000 for 万元); left out: as its header says."""

    def __post_init__(self) -> None:
        known = {item.name for item in self.spec.fields}
        for name in (*self.columns, *self.fixed):
            if name not in known:
                listed = ", ".join(item.name for item in self.spec.fields)
                raise UnknownField(fact=self.spec.name, name=name, known=listed)
        for header in self.columns.values():
            if header not in self.table.headers:
                raise UnknownColumn(name=header, known=", ".join(self.table.headers))

    @property
    def missing(self) -> tuple[str, ...]:
        """Required fields the rows have no value for: until there are none, nothing can be read."""
        return tuple(item.name for item in self.spec.fields if item.required and not self.says(item.name))

    def require_complete(self) -> None:
        """Raise FieldWithoutColumn if a required field is missing."""
        if self.missing:
            raise FieldWithoutColumn(fields=", ".join(self.missing))

    def says(self, name: str) -> bool:
        """Whether the rows have a value, maybe an empty one, for the field."""
        return name in self.columns or name in self.fixed

    @property
    def said(self) -> tuple[FieldSpec, ...]:
        """The fields the rows have a value for."""
        return tuple(item for item in self.spec.fields if self.says(item.name))

    @property
    def ignored(self) -> tuple[str, ...]:
        """Columns that nothing is read from."""
        used = {header for name, header in self.columns.items() if name not in self.fixed}
        return tuple(header for header in self.table.headers if header not in used)

    @property
    def figures(self) -> dict[str, Any]:
        """How numbers are read, where somebody said so, as JSON keeps it."""
        units = {name: str(unit) for name, unit in self.units.items()}
        return {"number_style": self.number_style and self.number_style.value, "units": units}

    @property
    def dates(self) -> DateOrder | DateFormat | None:
        """How dates are read, where somebody said so."""
        return date_format(self.date_format) if self.date_format else None


def known(spec: FactSpec, said: Mapping[str, str]) -> dict[str, str]:
    """Of what was decided about fields, that about fields which the fact (still) has open."""
    names = {item.name for item in spec.open_fields}
    return {name: text for name, text in said.items() if name in names}


def figures_of(options: Mapping[str, Any]) -> dict[str, Any]:
    """`number_style` and `units` of a request out of what `figures` gave."""
    style = options.get("number_style")
    units = {name: Decimal(unit) for name, unit in (options.get("units") or {}).items()}
    return {"number_style": NumberStyle(style) if style else None, "units": units}


def called(spec: FactSpec, item: FieldSpec) -> FieldSpec:
    """The field with what screens and templates call it, in every language, among its known names."""
    key = f"{spec.entity.__name__}.{item.name}"
    names = (label(key, language) for language in LANGUAGES)
    return replace(item, aliases=(*item.aliases, *(name for name in names if name != key)))


def guessed_columns(spec: FactSpec, table: Table) -> dict[str, str]:
    """Field -> header, where headers and cells leave little doubt."""
    samples = [row for _, row in islice(table.numbered(), SAMPLES)]
    guesses = guess_mapping(map(partial(called, spec), spec.open_fields), table.headers, samples)
    return {item.name: guesses[item.name].header for item in spec.open_fields if item.name in guesses}
