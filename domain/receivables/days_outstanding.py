"""How many days of sales the receivables stand for (domain reference C.2)."""

from decimal import Decimal

from domain.core.rounding import ARITHMETIC

ZERO = Decimal(0)


def sales_outstanding(receivables: Decimal, credit_sales: Decimal, days: int) -> Decimal | None:
    """DSO in days: receivables / credit sales x days of the window. Both sides gross of tax.

    Without sales there is no answer (None), except that nothing owed on no sales is 0 days.
    """
    if credit_sales > 0:
        return ARITHMETIC.divide(receivables * days, credit_sales)
    return ZERO if not credit_sales and not receivables else None


def best_possible(current: Decimal, credit_sales: Decimal, days: int) -> Decimal | None:
    """DSO if nobody were late, in days: only what is not past due counts."""
    return sales_outstanding(current, credit_sales, days)


def average_days_delinquent(
    receivables: Decimal, current: Decimal, credit_sales: Decimal, days: int
) -> Decimal | None:
    """ADD in days: the part of DSO that lateness causes; None when either part is missing."""
    whole = sales_outstanding(receivables, credit_sales, days)
    best = best_possible(current, credit_sales, days)
    return None if whole is None or best is None else whole - best
