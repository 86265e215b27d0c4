"""What follows from the values of one stock balance, move or count."""

from db.types import MONEY_PLACES
from domain.core.errors import RuleBroken
from domain.core.fact_spec import Columns, Row
from domain.core.period import month_of
from domain.core.rounding import rounded
from domain.sales.complete_rows import EXACT


class NegativeCount(RuleBroken):
    """Less than nothing was counted or costs something."""

    text = "{amount} is below 0. A count and a unit cost are at least 0."


class NegativeMove(RuleBroken):
    """The direction is in the sign, too."""

    text = (
        "Quantity and cost of a move are given without a minus; the kind tells the direction. "
        "Import the reversal of an issue as a receipt."
    )


def stock_balance(row: Row, stored: Row | None) -> Columns:
    """Its month, and whether anything could be sold of it; the rest follows from other records."""
    available = row["quantity"] if row["available"] is None else row["available"]
    return {"period": month_of(row["as_of"]), "empty": available <= 0}


def stock_move(row: Row, stored: Row | None) -> Columns:
    """Its month. Some systems write issues with a minus, others mean a reversal by it: neither is guessed."""
    if min(row["quantity"], row["cost"]) < 0:
        raise NegativeMove(field="quantity" if row["quantity"] < 0 else "cost")
    return {"period": month_of(row["moved_on"])}


def stock_count(row: Row, stored: Row | None) -> Columns:
    """What the books value it at, and by how much they are wrong either way."""
    cost, book, counted = row["unit_cost"], row["book"], row["counted"]
    if min(cost, counted) < 0:
        raise NegativeCount(field="unit_cost" if cost < 0 else "counted", amount=min(cost, counted))
    return {
        "book_value": rounded(EXACT.multiply(abs(book), cost), MONEY_PLACES),
        "variance_value": rounded(EXACT.multiply(abs(counted - book), cost), MONEY_PLACES),
        "period": month_of(row["counted_on"]),
    }
