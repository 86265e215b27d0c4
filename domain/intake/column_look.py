"""What a column would give a field: samples as they stand and as they are read, or what must be asked."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from domain.core.fact_spec import FieldSpec
from domain.intake.bad_value import ColumnUnclear
from domain.intake.field_reader import cell_reader, fixed_value
from domain.intake.request import ImportRequest
from domain.intake.table import Cell, Table
from domain.intake.text import is_blank, written
from domain.intake.units import unit_of_header

SHOWN = 3


@dataclass(frozen=True, slots=True)
class Sample:
    """One cell: the text in the file, and its value or the DomainError that says what is wrong."""

    text: str
    value: Any


@dataclass(frozen=True, slots=True)
class ColumnLook:
    """A column seen as a field."""

    samples: tuple[Sample, ...]
    question: ColumnUnclear | None = None
    """Its cells allow two readings; a person has to say which."""
    unit: Decimal = Decimal(1)
    """What its header says one unit is worth."""


def look_at(request: ImportRequest, item: FieldSpec) -> ColumnLook:
    """How the column or the fixed value of a field would be read. KeyError if it has neither."""
    if item.name in request.fixed:
        return ColumnLook((Sample(request.fixed[item.name], fixed_value(request, item)),))
    header = request.columns[item.name]
    cells, unit = samples_of(request.table, header), unit_of_header(header)
    try:
        read = cell_reader(request, item)
    except ColumnUnclear as question:
        return ColumnLook(tuple(Sample(written(cell), None) for cell in cells), question, unit)
    return ColumnLook(tuple(Sample(written(cell), read(cell)) for cell in cells), None, unit)


def samples_of(table: Table, header: str, count: int = SHOWN) -> tuple[Cell, ...]:
    """The first cells of a column that hold something, each only once."""
    found: dict[tuple[type, Cell], Cell] = {}
    for cell in table.column(header):
        if not is_blank(cell):
            found.setdefault((type(cell), cell), cell)
            if len(found) == count:
                break
    return tuple(found.values())
