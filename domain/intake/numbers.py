"""Numbers of cells, exactly as written."""

import re
from dataclasses import dataclass
from decimal import Decimal

from domain.intake.bad_value import (
    InexactNumber,
    NotANumber,
    NotWhole,
    PercentNotAllowed,
    UnitContradiction,
)
from domain.intake.number_style import DIGITS, LONGEST, PARTS, QUICK, NumberStyle, in_style
from domain.intake.table import Cell
from domain.intake.text import check_error, narrow, plain_digits, shown
from domain.intake.units import MONEY_WORD, ONE, SCALES

PLACEHOLDERS = frozenset(("", "-", "--", "---", "/", "\\", "n/a", "na", "null", "none", "nil", "无", "空"))
"""What stands for "no value" in columns of numbers and dates, in lower case."""


EXPONENT = re.compile(r"[-+]?\d+(?:[.,]\d+)?e[-+]?\d+", re.ASCII)


@dataclass(frozen=True)
class Parts:
    """A number taken apart."""

    digits: str
    negative: bool
    scale: Decimal | None
    """What the cell itself states: 万, %, 元 (1); None if nothing."""


def parse_number(
    cell: Cell, style: NumberStyle = NumberStyle.POINT, unit: Decimal = ONE, *, percent: bool = True
) -> Decimal | None:
    """The value of a cell, exactly; None if blank or a placeholder (-, N/A).

    `unit` is what one unit of the column is worth (see `unit_of_header`); a unit in the cell itself
    (12万, 15%) must agree with it. Percentages are fractions: 15% is 0.15. With `style` AMBIGUOUS only
    numbers that are the same either way are read. BadValue says what is wrong.
    """
    match cell:
        case None:
            return None
        case bool():
            raise NotANumber(cell)
        case int() | float() | Decimal():
            return scaled(finite(cell), unit)
        case str():
            pass
        case _:
            raise NotANumber(cell)
    text = narrow(cell)
    check_error(text)
    text = text.lower()
    if text in PLACEHOLDERS:
        return None
    parts = take_apart(text, cell)
    value = digits_value(parts.digits, style, cell)
    if parts.scale is not None and parts.scale < ONE and not percent:
        raise PercentNotAllowed(cell)
    if parts.scale is not None and unit not in (ONE, parts.scale):
        raise UnitContradiction(cell)
    return scaled(
        value.copy_negate() if parts.negative else value, unit if parts.scale is None else parts.scale
    )


def parse_money(cell: Cell, style: NumberStyle = NumberStyle.POINT, unit: Decimal = ONE) -> Decimal | None:
    """An amount; a percentage is refused. Its currency, where stated, is `units.currency_of`."""
    return parse_number(cell, style, unit, percent=False)


def parse_whole(cell: Cell, style: NumberStyle = NumberStyle.POINT, unit: Decimal = ONE) -> int | None:
    """A count. NotWhole for fractions."""
    number = parse_number(cell, style, unit, percent=False)
    if number is not None and number != number.to_integral_value():
        raise NotWhole(str(cell))
    return None if number is None else int(number)


def finite(number: float | Decimal) -> Decimal:
    """A typed number as Decimal, by the digits that identify it (0.1 is 0.1)."""
    exact = shown(number) if isinstance(number, float) else Decimal(number)
    if not exact.is_finite():
        raise NotANumber(number)
    return Decimal(plain_digits(exact))


def take_apart(text: str, cell: str) -> Parts:
    """Sign, digits and unit of a narrowed, lower-case text."""
    quick = QUICK.fullmatch(text)
    if quick and len(text) <= LONGEST:
        return Parts(quick[2], quick[1] == "-", None)
    found = PARTS.fullmatch(text) if len(text) <= LONGEST else None
    if found is None:
        raise InexactNumber(cell) if EXPONENT.fullmatch(text) else NotANumber(cell)
    before, after = found["before"], found["after"]
    around = re.sub(rf"{MONEY_WORD}|\s", "", before) + "|" + re.sub(rf"{MONEY_WORD}|\s", "", after)
    if around not in {"|", "-|", "+|", "|-", "(|)"}:
        raise NotANumber(cell)
    scale = SCALES[found["scale"]] if found["scale"] else None
    if scale is None and re.search("元|圆", after):
        scale = ONE
    return Parts(found["digits"].strip(), around in {"-|", "|-", "(|)"}, scale)


def digits_value(digits: str, style: NumberStyle, cell: str) -> Decimal:
    """The digits in the style of the column."""
    if style is not NumberStyle.AMBIGUOUS:
        plain = in_style(digits, style)
        if plain is None:
            raise NotANumber(cell)
        return Decimal(plain)
    values = {Decimal(plain) for plain in (in_style(digits, each) for each in DIGITS) if plain is not None}
    if len(values) != 1:
        raise NotANumber(cell)
    return values.pop()


def scaled(number: Decimal, unit: Decimal) -> Decimal:
    """number x unit without rounding; `unit` is a power of ten. Zero has no sign."""
    if number.is_zero():
        return Decimal(0)
    if unit != ONE:
        sign, digits, exponent = number.as_tuple()
        assert isinstance(exponent, int)  # noqa: S101  finite
        number = Decimal((sign, digits, exponent + unit.adjusted()))
    return Decimal(plain_digits(number))
