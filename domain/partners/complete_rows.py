"""What follows from the values of one dealer's month, supplier delivery, inspection or competitor's price."""

from datetime import date, timedelta
from decimal import Decimal

from domain.core.errors import RuleBroken
from domain.core.fact_spec import Columns, Row
from domain.core.period import last_day_of, month_of

EARLIEST = timedelta(days=2)
"""How long before the promise a delivery may come; earlier is as wrong as late (K54)."""


class BelowNothing(RuleBroken):
    """A quantity, a value or a price that cannot be negative."""

    text = "{amount} is below 0."


class MoreRejectedThanReceived(RuleBroken):
    """What was not there cannot be bad."""

    text = "{rejected} rejected of {received} received."


class PriceOfNothing(RuleBroken):
    """A price has to be above 0 to compare with it."""

    text = "A competitor's price is above 0, not {price}."


def dealer_month(row: Row, stored: Row | None) -> Columns:
    """Its month, and what counts towards the target: sold on where the dealer reports it, else bought."""
    _positive(row, "target", "stock", "outside_region")
    achieved = row["sell_in"] if row["sell_out"] is None else row["sell_out"]
    period = month_of(row["month"])
    return {
        "ends_on": last_day_of(period),
        "achieved": achieved,
        "period": period,
    }


def supplier_delivery(row: Row, stored: Row | None) -> Columns:
    """The month it was promised for, and whether all of it came when promised."""
    _positive(row, "quantity", "received_quantity")
    came, wanted = row["received_quantity"], row["quantity"]
    in_full = came is None or came >= wanted
    return {
        "on_time_in_full": in_full and _on_time(row["received_on"], row["promised_on"]),
        "period": month_of(row["promised_on"]),
    }


def _on_time(received: date | None, promised: date) -> bool:
    return received is not None and promised - EARLIEST <= received <= promised


def inspection(row: Row, stored: Row | None) -> Columns:
    """The month it was inspected in."""
    _positive(row, "received", "rejected")
    if row["rejected"] > row["received"]:
        raise MoreRejectedThanReceived(field="rejected", rejected=row["rejected"], received=row["received"])
    return {"period": month_of(row["inspected_on"])}


def competitor_price(row: Row, stored: Row | None) -> Columns:
    """The month it was seen in; what it means for us follows from the others."""
    if row["price"] <= 0:
        raise PriceOfNothing(field="price", price=row["price"])
    return {"period": month_of(row["observed_on"])}


def _positive(row: Row, *names: str) -> None:
    for name in names:
        amount: Decimal | None = row[name]
        if amount is not None and amount < 0:
            raise BelowNothing(field=name, amount=amount)
