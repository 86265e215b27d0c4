"""What follows from the values of one expense or one line of a budget."""

from domain.core.errors import RuleBroken
from domain.core.fact_spec import Columns, Row
from domain.core.period import month_of
from domain.sales.complete_rows import currency


class NegativeBudget(RuleBroken):
    """Less than nothing may be spent or is to be sold."""

    text = "A budget of {amount} is below 0."


def expense(row: Row, stored: Row | None) -> Columns:
    """The month it was spent in."""
    return {"currency": currency(row), "period": month_of(row["spent_on"])}


def budget(row: Row, stored: Row | None) -> Columns:
    """Its month; which version is in force follows from the others."""
    if row["amount"] < 0:
        raise NegativeBudget(field="amount", amount=row["amount"])
    return {"currency": currency(row), "period": month_of(row["month"])}
