"""How the cells of one column are read: decided once for the column, applied cell by cell."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, tzinfo
from decimal import Decimal

from domain.core.fact_spec import FieldKind
from domain.intake.bad_value import DateOrderUnclear, NumberStyleUnclear, PercentUnclear
from domain.intake.choices import parse_boolean, parse_choice
from domain.intake.date_order import DateFormat, DateOrder, date_order
from domain.intake.dates import parse_date
from domain.intake.moments import parse_moment
from domain.intake.months import parse_month
from domain.intake.number_style import NumberStyle, number_style
from domain.intake.numbers import parse_money, parse_number
from domain.intake.table import Cell
from domain.intake.text import narrow, parse_code, parse_text
from domain.intake.units import ONE, unit_of_header

Value = str | Decimal | date | datetime | bool | None
NUMBERS = frozenset((FieldKind.MONEY, FieldKind.QUANTITY, FieldKind.RATIO))
PERCENT = Decimal("0.01")


@dataclass(frozen=True, kw_only=True)
class Reading:
    """What must be known of a column to read its cells."""

    kind: FieldKind
    style: NumberStyle = NumberStyle.POINT
    unit: Decimal = ONE
    """What one unit of the column is worth (10000 for 万元)."""
    order: DateOrder | DateFormat = DateOrder.AMBIGUOUS
    zone: tzinfo | None = None
    choices: Mapping[str, str] = field(default_factory=dict)

    def value(self, cell: Cell) -> Value:
        """The value of a cell, None if blank. BadValue says what is wrong with it."""
        match self.kind:
            case FieldKind.MONEY:
                return parse_money(cell, self.style, self.unit)
            case FieldKind.QUANTITY | FieldKind.RATIO:
                return parse_number(cell, self.style, self.unit, percent=self.kind is FieldKind.RATIO)
            case FieldKind.DATE | FieldKind.MONTH | FieldKind.MOMENT:
                return self._in_the_calendar(cell)
            case FieldKind.BOOLEAN:
                return parse_boolean(cell)
            case FieldKind.CHOICE:
                return parse_choice(cell, self.choices)
            case FieldKind.TEXT:
                return parse_text(cell)
            case _:  # codes, and references to customers, products, people ... by code or name
                return parse_code(cell)

    def _in_the_calendar(self, cell: Cell) -> date | datetime | None:
        if self.kind is FieldKind.MONTH:
            return parse_month(cell)
        if self.kind is FieldKind.MOMENT:
            return parse_moment(cell, self.order, self.zone or UTC)
        return parse_date(cell, self.order, self.zone)


def reading_of(
    kind: FieldKind,
    header: str,
    cells: Iterable[Cell],
    *,
    order: DateOrder | DateFormat | None = None,
    style: NumberStyle | None = None,
    unit: Decimal | None = None,
    zone: tzinfo | None = None,
    choices: Mapping[str, str] | None = None,
) -> Reading:
    """How to read a column, as its header and all its cells prove it; what is given is not asked.

    ColumnUnclear if day and month, comma and point, or percent and fraction cannot be told apart.
    """
    cells = list(cells)
    if kind in NUMBERS:
        style = number_style_of(header, cells) if style is None else style
        unit = unit_of(header, cells) if unit is None else unit
        return Reading(kind=kind, style=style, unit=unit)
    if kind in (FieldKind.DATE, FieldKind.MOMENT):
        return Reading(kind=kind, order=date_order_of(header, cells) if order is None else order, zone=zone)
    return Reading(kind=kind, choices=choices or {})


def number_style_of(header: str, cells: Sequence[Cell]) -> NumberStyle:
    """The proven style; NumberStyleUnclear with an example if nothing proves it."""
    style = number_style(cells, header)
    if style is NumberStyle.AMBIGUOUS:
        example = next(cell for cell in cells if isinstance(cell, str) and "," in narrow(cell))
        digits = narrow(example)
        raise NumberStyleUnclear(
            header=header, value=example, large=digits.replace(",", ""), small=digits.replace(",", ".")
        )
    return style


def date_order_of(header: str, cells: Sequence[Cell]) -> DateOrder:
    """The proven order; DateOrderUnclear with an example if nothing proves it."""
    order = date_order(cells, header)
    if order is DateOrder.AMBIGUOUS:
        example = next(cell for cell in cells if date_order([cell]) is DateOrder.AMBIGUOUS)
        raise DateOrderUnclear(header=header, value=str(example))
    return order


def unit_of(header: str, cells: Sequence[Cell]) -> Decimal:
    """The unit in the header; PercentUnclear where a spreadsheet shows fractions as percent already."""
    unit = unit_of_header(header)
    numbers = [
        cell for cell in cells if isinstance(cell, int | float) and not isinstance(cell, bool) and cell
    ]
    if unit == PERCENT and numbers and all(abs(number) <= 1 for number in numbers):
        raise PercentUnclear(header=header, value=str(numbers[0]))
    return unit
