"""What late payment costs the customer, and how late money came (domain reference C.2, C.4)."""

from collections.abc import Iterable
from decimal import Decimal

from domain.core.rounding import quotient

NOT_AGREED = Decimal("0.0005")
"""Share per day where no rate was agreed (Payment Regulation for small firms, art. 17)."""


def late_interest(principal: Decimal, days_late: int, daily_rate: Decimal = NOT_AGREED) -> Decimal:
    """Simple interest for the days after the due date, not rounded; 0 for money that is not late."""
    return principal * daily_rate * max(days_late, 0)


def late_weight(amount: Decimal, days_after_due: int) -> Decimal:
    """amount x days late; early money weighs 0."""
    return amount * max(days_after_due, 0)


def weighted_days_late(payments: Iterable[tuple[Decimal, int]]) -> Decimal | None:
    """Days late of (amount, days after due), weighted by amount; None without money."""
    paid = list(payments)
    weights = sum((late_weight(amount, days) for amount, days in paid), Decimal(0))
    return quotient(weights, sum((amount for amount, _ in paid), Decimal(0)))
