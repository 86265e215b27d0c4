"""What follows from the values of one sales row: periods, net amounts, outcomes."""

import unicodedata
from collections.abc import Mapping
from decimal import Context, Decimal
from typing import Any

from db.settings import settings
from db.types import MONEY_PLACES
from domain.core.errors import RuleBroken
from domain.core.fact_spec import Columns
from domain.core.period import month_of
from domain.core.rounding import rounded
from domain.sales.opportunity import ClosedBeforeOpened, ClosedWithoutDate, Outcome
from domain.sales.status_words import OUTCOMES

Row = Mapping[str, Any]

_OUTCOME_OF = {word: outcome for outcome, said in OUTCOMES.items() for word in said}

EXACT = Context(prec=80)
"""Products of stored numbers keep every digit until they are rounded once."""


class ForeignCurrency(RuleBroken):
    """The row's amounts cannot be added to the others."""

    text = "The amount is in {currency}; figures are kept in {base}. Convert it and import it in {base}."


class NegativeQuantity(RuleBroken):
    """Something that came back is not something ordered or shipped."""

    text = (
        "The quantity {quantity} is negative. Leave out returns and reversals, or correct the original row."
    )


class ImpossibleDiscount(RuleBroken):
    """A discount beyond the whole price."""

    text = "A discount of {discount} is not possible. Give the part taken off the price: 0.15 or 15%."


def currency(row: Row) -> str:
    """The base currency; a row in another one is refused until rates are kept."""
    base = settings().currency
    said = row["currency"] or base
    if said != base:
        raise ForeignCurrency(field="currency", currency=said, base=base)
    return base


def customer(row: Row, stored: Row | None) -> Columns:
    """Somebody has now said who this is."""
    return {"to_be_completed": False}


def product(row: Row, stored: Row | None) -> Columns:
    """Somebody has now said what this is."""
    return {"to_be_completed": False}


def opportunity(row: Row, stored: Row | None) -> Columns:
    """Outcome from the status, else from the stage; decided deals count in the month they closed in."""
    outcome = _outcome(row, stored)
    opened, closed = row["opened_on"], row["closed_on"]
    decided = outcome in (Outcome.WON, Outcome.LOST)
    if decided and closed is None:
        raise ClosedWithoutDate(field="closed_on")
    if opened and closed and closed < opened:
        raise ClosedBeforeOpened(field="closed_on", closed_on=closed, opened_on=opened)
    first = opened or closed
    return {
        "outcome": outcome,
        "currency": currency(row),
        "period": month_of(first) if first else None,
        "closed_period": month_of(closed) if decided else None,
        "cycle_days": (closed - opened).days if decided and opened else None,
    }


def _outcome(row: Row, stored: Row | None) -> Outcome:
    if "status" in row:
        return outcome_of(row["status"] or row["stage"] or "")
    if stored is not None and stored["stage"] == (row["stage"] or ""):
        return Outcome(stored["outcome"])
    return outcome_of(row["stage"] or "")


def outcome_of(word: str) -> Outcome:
    """What a stage or status says about the end of a deal."""
    folded = "".join(sign for sign in unicodedata.normalize("NFKC", word).casefold() if sign.isalnum())
    return _OUTCOME_OF.get(folded, Outcome.OPEN)


def order(row: Row, stored: Row | None) -> Columns:
    """Months of order and promise; the first promise stays the promise."""
    promised = (stored and stored["promised_on"]) or row["promised_on"]
    columns = {
        "currency": currency(row),
        "period": month_of(row["ordered_on"]),
        "promised_on": promised,
        "promised_period": month_of(promised) if promised else None,
    }
    if stored is None:
        shipped = row["shipped_on"]
        columns |= {"net": row["amount"], "shipped_on": shipped}
        columns["shipped_period"] = month_of(shipped) if shipped else None
    return columns


def order_line(row: Row, stored: Row | None) -> Columns:
    """The net amount; all else follows the order."""
    quantity, discount = row["quantity"], row["discount"] or Decimal(0)
    if quantity < 0:
        raise NegativeQuantity(field="quantity", quantity=quantity)
    if not 0 <= discount <= 1:
        raise ImpossibleDiscount(field="discount", discount=discount)
    net = EXACT.multiply(EXACT.multiply(quantity, row["unit_price"]), 1 - discount)
    whole = row["order"]
    columns = _of_order(whole) | {"net": rounded(net, MONEY_PLACES), "period": whole["period"]}
    columns |= {"promised_on": whole["promised_on"], "promised_period": whole["promised_period"]}
    return columns if stored is not None else columns | {"fulfilled_on": None, "on_time_in_full": None}


def delivery(row: Row, stored: Row | None) -> Columns:
    """The month it left in; customer and unit follow the order."""
    if row["quantity"] is not None and row["quantity"] < 0:
        raise NegativeQuantity(field="quantity", quantity=row["quantity"])
    return _of_order(row["order"]) | {"period": month_of(row["shipped_on"])}


def _of_order(whole: Row) -> Columns:
    return {name: whole[name] for name in ("unit_id", "customer_id", "salesperson_id")}
