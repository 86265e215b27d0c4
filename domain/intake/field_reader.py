"""How each field of a fact is read from the cells of a row: decided once for the file."""

import re
from collections.abc import Callable
from datetime import tzinfo
from decimal import Decimal
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import String, Text

from db.bulk import table_of
from db.settings import settings
from db.types import MONEY_PLACES, Scaled
from domain.core.custom_field import CustomKind
from domain.core.custom_values import LONGEST
from domain.core.errors import DomainError
from domain.core.fact_spec import FactSpec, FieldKind, FieldSpec
from domain.intake.bad_value import BadValue, NumberStyleUnclear, TextTooLong
from domain.intake.custom_fields import CustomFieldSpec
from domain.intake.number_style import NumberStyle, number_style
from domain.intake.reading import NUMBERS, Reading, reading_of
from domain.intake.request import ImportRequest
from domain.intake.table import Cell, Row
from domain.intake.units import currency_of

LONGEST_NAME = 200
NAMES = frozenset({FieldKind.CUSTOMER, FieldKind.PRODUCT, FieldKind.PERSON, FieldKind.UNIT})
LARGEST = Decimal(10) ** 10
"""Numbers from here on do not fit a column of eight decimal places; see `_limited`."""
WHOLE = 9
"""A column of whole numbers of four bytes holds what one with nine places would."""
SHARED_SIGNS = {"$": {"USD", "HKD", "TWD", "SGD", "AUD", "CAD"}, "¥": {"CNY", "JPY"}}
"""A bare sign means the base currency if that one is written with it."""
BARE_SIGN = re.compile("(?<![a-z])[$¥]")

Reader = Callable[[Row], Any]
"""The value of a row, or the DomainError that says why there is none."""


class TooLarge(BadValue):
    """More than the portal keeps."""

    text = "{value} is too large. Check the unit of the column."


def field_readers(request: ImportRequest) -> dict[str, Reader]:
    """Field -> how to read it.

    Raises ColumnUnclear when a column allows two readings, BadValue when a fixed value cannot be read.
    """
    readers: dict[str, Reader] = {}
    for item in request.said:
        places = _places(request.spec, item)
        if item.name in request.fixed:
            readers[item.name] = _fixed(request, item)
        else:
            place = request.table.headers.index(request.columns[item.name])
            readers[item.name] = _from_cell(item, _of_column(request, item), places, place)
    return readers | _currency_of_amounts(request)


def cell_reader(request: ImportRequest, item: FieldSpec) -> Callable[[Cell], Any]:
    """How a cell of the column mapped to this field is read: its value, or the DomainError.

    Raises ColumnUnclear.
    """
    places, reading = _places(request.spec, item), _of_column(request, item)
    return lambda cell: _value(item, reading, places, cell)


def fixed_value(request: ImportRequest, item: FieldSpec) -> Any:
    """The value that every row has for this field, or the DomainError that says why there is none."""
    text, places = request.fixed[item.name], _places(request.spec, item)
    return _value(item, _reading(request, item, item.name, [text]), places, text)


def _of_column(request: ImportRequest, item: FieldSpec) -> Reading:
    header = request.columns[item.name]
    cells = list(request.table.column(header))
    return _reading(request, item, header, cells, request.units.get(item.name))


def _fixed(request: ImportRequest, item: FieldSpec) -> Reader:
    value = fixed_value(request, item)
    if isinstance(value, DomainError):
        raise value
    return lambda _: value


def _from_cell(item: FieldSpec, reading: Reading, places: int, place: int) -> Reader:
    """Read the cell at a place; what occurs again is read once."""
    known: dict[tuple[type, Cell], Any] = {}

    def read(row: Row) -> Any:
        cell = row[place]
        key = type(cell), cell
        if key not in known:
            known[key] = _value(item, reading, places, cell)
        return known[key]

    return read


def _value(item: FieldSpec, reading: Reading, places: int, cell: Cell) -> Any:
    try:
        return _limited(item, reading.value(cell), places)
    except BadValue as problem:
        problem.field = item.name
        return problem


def _limited(item: FieldSpec, value: Any, places: int) -> Any:
    """Refuse what its column cannot hold."""
    if isinstance(value, Decimal):
        if abs(value) >= LARGEST * Decimal(10) ** (8 - places):
            raise TooLarge(value)
        return value
    if isinstance(value, str):
        if len(value) > places:
            raise TextTooLong(value, length=len(value), longest=places)
        if item.kind is FieldKind.CURRENCY:
            return currency_of(value) or value.upper()
    return value


def _places(spec: FactSpec, item: FieldSpec) -> int:
    """Decimal places of the column of a number, characters of that of a text."""
    if isinstance(item, CustomFieldSpec):
        return LONGEST.get(item.definition.kind, MONEY_PLACES if item.kind in NUMBERS else LONGEST_NAME)
    if item.kind in NAMES or item.attribute is None:
        return MONEY_PLACES if item.kind in NUMBERS else LONGEST_NAME
    if item.kind is FieldKind.CURRENCY:
        return LONGEST_NAME
    kind = table_of(spec.entity).c[item.attribute].type
    if isinstance(kind, Scaled):
        return kind.places
    if item.kind in NUMBERS:
        return WHOLE
    if isinstance(kind, Text):
        return LONGEST[CustomKind.LONG_TEXT]
    return kind.length or LONGEST_NAME if isinstance(kind, String) else LONGEST_NAME


def _reading(
    request: ImportRequest, item: FieldSpec, header: str, cells: list[Cell], unit: Decimal | None = None
) -> Reading:
    zone: tzinfo = ZoneInfo(settings().time_zone)

    def decide(style: NumberStyle | None) -> Reading:
        return reading_of(
            item.kind, header, cells, order=request.dates, style=style, unit=unit, zone=zone,
            choices=item.choices,
        )  # fmt: skip

    try:
        return decide(request.number_style)
    except NumberStyleUnclear:
        style = _style_of_file(request)
        if style is NumberStyle.AMBIGUOUS:
            raise
        return decide(style)


def _style_of_file(request: ImportRequest) -> NumberStyle:
    """A file has one style of numbers: what one column leaves open, the others may prove."""
    numbers = {item.name for item in request.said if item.kind in NUMBERS}
    headers = {header for name, header in request.columns.items() if name in numbers}
    return number_style(cell for header in headers for cell in request.table.column(header))


def _currency_of_amounts(request: ImportRequest) -> dict[str, Reader]:
    """Without a column of currencies, the header of the amounts or the amounts themselves may name one."""
    item = next((item for item in request.spec.open_fields if item.kind is FieldKind.CURRENCY), None)
    header = request.columns.get("amount", "")
    if item is None or request.says(item.name) or not header or "amount" in request.fixed:
        return {}
    of_header, place = _currency(header), request.table.headers.index(header)
    known: dict[Cell, str | None] = {}

    def read(row: Row) -> str | None:
        cell = row[place]
        if not isinstance(cell, str):
            return of_header
        if cell not in known:
            known[cell] = _currency(cell) or of_header
        return known[cell]

    return {item.name: read}


def _currency(text: str) -> str | None:
    found, base = currency_of(text), settings().currency
    bare = BARE_SIGN.search(text.lower())
    return base if found and bare and base in SHARED_SIGNS[bare[0]] else found
