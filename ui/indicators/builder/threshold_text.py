"""Thresholds as people choose them, and as formulas keep them: `0.9 * plan` is a share of the plan."""

import re
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from enum import StrEnum

from db.types import plain_digits
from domain.indicators.status import Direction


class Against(StrEnum):
    """What a threshold is relative to."""

    NONE = "none"
    FIXED = "fixed"
    PLAN = "plan"
    BASELINE = "baseline"
    """The mean of the indicator's own periods of the year before."""
    PRIOR_YEAR = "prior_year"
    NORM = "norm"
    WEIGHTED_TERMS = "weighted_terms"
    """The average payment term of what was invoiced."""
    LIMITS = "limits"
    """So many sigmas of the control chart (XmR) from its own mean, on the bad side."""
    FORMULA = "formula"


TIMES = (Against.PLAN, Against.BASELINE, Against.PRIOR_YEAR, Against.NORM, Against.WEIGHTED_TERMS)
_NUMBER = r"(-?\d+(?:\.\d+)?)"
_SHARE = re.compile(rf"^(?:{_NUMBER}\s*\*\s*)?(plan|baseline|prior_year|norm|weighted_terms)$")
_LIMITS = re.compile(rf"^mean\s*([+-])\s*(?:{_NUMBER}\s*\*\s*)?sigma_xmr$")
BEGIN = {Against.LIMITS: Decimal(3)}


@dataclass(frozen=True)
class Chosen:
    """A threshold as the widgets show it; `text` only for formulas of one's own."""

    against: Against
    number: Decimal | None = None
    text: str = ""


def chosen(text: str, direction: Direction) -> Chosen:
    """What the widgets show for a kept threshold; what they cannot show stays a formula."""
    text = text.strip()
    if not text:
        return Chosen(Against.NONE)
    if (fixed := number_of(text)) is not None:
        return Chosen(Against.FIXED, fixed)
    if found := _SHARE.match(text):
        return Chosen(Against(found[2]), Decimal(found[1] or 1))
    found = _LIMITS.match(text)
    if found and (found[1] == "-") == (direction is Direction.HB):
        return Chosen(Against.LIMITS, Decimal(found[2] or 1))
    return Chosen(Against.FORMULA, text=text)


def written(one: Chosen, direction: Direction) -> str:
    """The formula that is kept; empty while the number is missing."""
    if one.against is Against.FORMULA:
        return one.text.strip()
    if one.against is Against.NONE or one.number is None:
        return ""
    digits = plain_digits(one.number)
    if one.against is Against.FIXED:
        return digits
    if one.against is Against.LIMITS:
        return f"mean {'-' if direction is Direction.HB else '+'} {digits} * sigma_xmr"
    return f"{digits} * {one.against.value}"


def number_of(text: str) -> Decimal | None:
    """A number as people type it; None if it is none."""
    try:
        found = Decimal(text.replace(",", "").replace("，", "").strip())
    except InvalidOperation:
        return None
    return found if found.is_finite() else None
