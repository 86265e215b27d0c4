"""Up to which order amount whose approval is enough: the matrix that split orders try to pass under."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal


@dataclass(frozen=True, slots=True)
class ApprovalTier:
    """Orders of this net amount and more, in the base currency, need the next level's approval."""

    limit: Decimal
    valid_from: date
    valid_to: date | None = None
    """Last day; null while in force."""


TIERS = (
    ApprovalTier(Decimal(100_000), date(1970, 1, 1)),
    ApprovalTier(Decimal(500_000), date(1970, 1, 1)),
    ApprovalTier(Decimal(2_000_000), date(1970, 1, 1)),
)
"""Department head, managing director, board. A new matrix gets rows of its own; the old rows end."""


def limits_on(day: date) -> tuple[Decimal, ...]:
    """The limits of the matrix in force on a day, lowest first."""
    valid = (
        tier for tier in TIERS if tier.valid_from <= day and (tier.valid_to is None or day <= tier.valid_to)
    )
    return tuple(sorted(tier.limit for tier in valid))
