"""What an alert says about itself, as the draft of a report in the reader's language."""

from decimal import Decimal

from db.settings import settings
from db.types import plain_digits
from domain.core.language import label, translate
from domain.core.loaded import loaded
from domain.core.rounding import rounded
from domain.improvement.raise_issue import Report
from domain.indicators.alert import Alert
from domain.indicators.alert_state import Level
from domain.indicators.indicator import Measured
from domain.indicators.status import Direction

TITLE = "{indicator} of {unit}: {level} in {period}"
WHAT = "{indicator} ({code}) of {unit} was {value} in {period}; thresholds: amber {amber}, red {red}."
OCCURRED = "Since {first}, most recently in {latest}."
SIZE = "{value}; {beyond} beyond the {level} threshold of {threshold}."
UNKNOWN = "unknown"


def draft_from_alert(alert: Alert, language: str) -> Report:
    """A report with everything the alert knows; the reporter changes what they know better."""
    loaded(alert, "indicator", "unit")
    indicator, unit = alert.indicator, alert.unit
    chinese = language == "zh_CN"
    names = {
        "indicator": indicator.name_zh if chinese else indicator.name_en,
        "unit": unit.name_zh if chinese else unit.name_en,
        "code": indicator.code,
        "level": label(alert.level, language),
        "period": alert.latest_in.label,
        "first": alert.opened_in.label,
        "latest": alert.latest_in.label,
    }

    def figure(value: Decimal | None) -> str:
        return translate(UNKNOWN, language) if value is None else written(value, indicator.measured, language)

    threshold = alert.red if alert.level is Level.RED else alert.amber
    figures = {
        "value": alert.value,
        "amber": alert.amber,
        "red": alert.red,
        "threshold": threshold,
        "beyond": _beyond(alert.value, threshold, indicator.direction),
    }
    facts = names | {name: figure(value) for name, value in figures.items()}

    def said(template: str) -> str:
        return translate(template, language).format(**facts)

    return Report(
        unit_id=alert.unit_id,
        indicator_id=alert.indicator_id,
        title=said(TITLE)[:200],
        what=said(WHAT),
        place=names["unit"],
        occurred=said(OCCURRED),
        size=said(SIZE),
    )


def _beyond(value: Decimal | None, threshold: Decimal | None, direction: Direction) -> Decimal | None:
    if value is None or threshold is None:
        return None
    return abs((abs(value) if direction is Direction.TB else value) - threshold)


def written(value: Decimal, measured: Measured, language: str) -> str:
    """A figure in words: fractions as per cent, money with its currency."""
    if measured is Measured.RATIO:
        return f"{plain_digits(rounded(value * 100, 2))} %"
    number = plain_digits(rounded(value, 2 if measured is not Measured.INDEX else 4))
    if measured is Measured.PERCENT:
        return f"{number} %"
    if measured is Measured.MONEY:
        return f"{number} {settings().currency}"
    return translate("{number} days", language).format(number=number) if measured is Measured.DAYS else number
