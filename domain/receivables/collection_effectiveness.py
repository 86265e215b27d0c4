"""Collection effectiveness index: how much of what could be collected was collected."""

from decimal import Decimal

from domain.core.rounding import ARITHMETIC


def collection_effectiveness(
    opening: Decimal, credit_sales: Decimal, closing: Decimal, closing_current: Decimal
) -> Decimal | None:
    """CEI in percent: (opening + sales - closing) / (opening + sales - closing not past due) x 100.

    Sales are the sum over the whole window. None when nothing was collectable (divisor <= 0).
    """
    collectable = opening + credit_sales - closing_current
    if collectable <= 0:
        return None
    return ARITHMETIC.divide((opening + credit_sales - closing) * 100, collectable)
