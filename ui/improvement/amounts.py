"""Amounts of change of an indicator, as they are said and as they are typed."""

from decimal import Decimal, InvalidOperation

from db.settings import settings
from domain.core.errors import Missing
from domain.core.rounding import rounded
from domain.improvement.effect_plan import ChangeKind
from domain.indicators.indicator import Indicator, Measured
from ui import formats
from ui.indicators import wording
from ui.inputs import NotANumber
from ui.language import _

HUNDRED = Decimal(100)
COUNT_PLACES = 2
FIELD, FIELD_NAME = "expected_change", "EffectPlan.expected_change"


def amount(value: Decimal | None, indicator: Indicator) -> str:
    """A difference of two figures, without a plus: 66.7 percentage points, 12.3 days."""
    if value is None:
        return formats.NOTHING
    match indicator.measured:
        case Measured.RATIO:
            return formats.points(value).removeprefix("+")
        case Measured.PERCENT:
            return formats.points(value / HUNDRED).removeprefix("+")
        case _:
            return level(value, indicator)


def level(value: Decimal | None, indicator: Indicator) -> str:
    """A level over several months: a mean of counts has digits that mean nothing."""
    if value is not None and indicator.measured is Measured.COUNT:
        return formats.number(rounded(value, COUNT_PLACES))
    return wording.figure(value, indicator)


def plotted(value: Decimal | None, indicator: Indicator) -> Decimal | None:
    """A level on the scale of a chart."""
    if value is not None and indicator.measured is Measured.COUNT:
        return rounded(value, COUNT_PLACES)
    return wording.plotted(value, indicator)


def promised(kind: ChangeKind, change: Decimal, indicator: Indicator) -> str:
    """What was promised: an amount, or a share of the level before."""
    if kind is ChangeKind.RELATIVE:
        return _("{share} of the level before", share=formats.percent(change))
    return amount(change, indicator)


def typed_in(kind: ChangeKind, indicator: Indicator) -> str:
    """The unit in which a change is typed."""
    if kind is ChangeKind.RELATIVE:
        return "%"
    match indicator.measured:
        case Measured.RATIO | Measured.PERCENT:
            return _("percentage points")
        case Measured.DAYS:
            return _("days")
        case Measured.MONEY:
            return settings().currency
        case _:
            return ""


def as_typed(kind: ChangeKind, change: Decimal, indicator: Indicator) -> str:
    """A stored change as it is typed: 0.10 is 10 per cent or 10 percentage points."""
    return formats.number(change * _factor(kind, indicator)).replace(",", "")


def from_typed(kind: ChangeKind, text: str, indicator: Indicator) -> Decimal:
    """What was typed, as it is stored; Missing or NotANumber where it is no number."""
    plain = text.replace(",", "").replace("，", "").replace("%", "").strip()
    if not plain:
        raise Missing(field=FIELD, field_name=FIELD_NAME)
    try:
        number = Decimal(plain)
    except InvalidOperation:
        number = Decimal("NaN")
    if not number.is_finite():
        raise NotANumber(field=FIELD, field_name=FIELD_NAME, value=text)
    return number / _factor(kind, indicator)


def _factor(kind: ChangeKind, indicator: Indicator) -> Decimal:
    shares = kind is ChangeKind.RELATIVE or indicator.measured is Measured.RATIO
    return HUNDRED if shares else Decimal(1)
