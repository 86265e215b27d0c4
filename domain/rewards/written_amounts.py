"""How figures are written in sentences about a bonus. What counts has 28 digits; only amounts are rounded."""

from decimal import Decimal

from db.types import plain_digits
from domain.core.rounding import rounded
from domain.rewards.bonus_amount import CENTS

SHOWN = 6


def points(score: Decimal) -> str:
    """A score as it is shown."""
    return plain_digits(rounded(score, 1))


def money(value: Decimal) -> str:
    """To the cent, with thousands."""
    return f"{rounded(value, CENTS):,.2f}"


def number(kept: str) -> str:
    """A kept figure with thousands."""
    return money(Decimal(kept))


def factor(value: Decimal) -> str:
    """A factor as it is shown."""
    return plain_digits(rounded(value, SHOWN))


def percent(share: Decimal) -> str:
    """A share as a percentage, as it is shown."""
    return f"{plain_digits(rounded(share * 100, SHOWN - 2))}%"


def exact(value: Decimal) -> str:
    """An amount on its way, before it is rounded: thousands, and as many digits as are shown of a factor."""
    whole, _, rest = f"{rounded(value, SHOWN):,f}".partition(".")
    return f"{whole}.{rest}".rstrip("0").rstrip(".")
