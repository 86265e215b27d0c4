"""What follows from the values of one sales row: periods, net amounts, outcomes."""

import unicodedata
from decimal import Context, Decimal

from db.settings import settings
from db.types import MONEY_PLACES
from domain.core.errors import RuleBroken
from domain.core.fact_spec import Columns, Row
from domain.core.period import month_of
from domain.core.rounding import rounded
from domain.sales.opportunity import ClosedBeforeOpened, ClosedWithoutDate, Outcome
from domain.sales.status_words import CREDIT_REASONS, OUTCOMES

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


class ImpossibleProbability(RuleBroken):
    """A chance that is none."""

    text = "A probability of {probability} is not possible. Give a fraction: 0.4 or 40%."


class ReleasedBeforeOrdered(RuleBroken):
    """The order would have been let go before it was there."""

    text = "Released on {released_on}, before it was ordered."


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
    return _pipeline(row, outcome) | {
        "outcome": outcome,
        "currency": currency(row),
        "period": month_of(first) if first else None,
        "closed_period": month_of(closed) if decided else None,
        "cycle_days": (closed - opened).days if decided and opened else None,
    }


def _pipeline(row: Row, outcome: Outcome) -> Columns:
    """From when until when it is open, and when its decision is expected.

    A disqualified deal of which nobody knows when it ended was never one. The date of closing that an
    open deal has is the one that is expected.
    """
    opened, closed, is_open = row["opened_on"], row["closed_on"], outcome is Outcome.OPEN
    if not 0 <= (row["probability"] or 0) <= 1:
        raise ImpossibleProbability(field="probability", probability=row["probability"])
    expected = row["expected_close_on"] or (closed if is_open else None)
    known = is_open or closed is not None
    return {
        "open_from": month_of(opened) if opened and known else None,
        "open_until": month_of(closed) if closed and not is_open else None,
        "expected_close_on": expected,
        "expected_period": month_of(expected) if expected and known and row["probability"] != 0 else None,
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
        **_hold(row),
    }
    if stored is None:
        shipped = row["shipped_on"]
        columns |= {"net": row["amount"], "shipped_on": shipped}
        columns["shipped_period"] = month_of(shipped) if shipped else None
    return columns


def _hold(row: Row) -> Columns:
    """A reason for a hold, or a release from it, says that there was one."""
    reason, released = row["hold_reason"], row["released_on"]
    if released and released < row["ordered_on"]:
        raise ReleasedBeforeOrdered(field="released_on", released_on=released)
    said = row["held"]
    held = bool(reason or released or row["released_by"]) or None if said is None else said
    of_credit = not reason or any(word in reason.casefold() for word in CREDIT_REASONS)
    return {
        "held": held,
        "credit_held": held and of_credit,
        "released_period": month_of(released) if released and held else None,
    }


def order_line(row: Row, stored: Row | None) -> Columns:
    """The net amount and the cost; all else follows the order."""
    quantity, discount = row["quantity"], row["discount"] or Decimal(0)
    if quantity < 0:
        raise NegativeQuantity(field="quantity", quantity=quantity)
    if not 0 <= discount <= 1:
        raise ImpossibleDiscount(field="discount", discount=discount)
    net = EXACT.multiply(EXACT.multiply(quantity, row["unit_price"]), 1 - discount)
    whole, cost = row["order"], row["unit_cost"]
    columns = _of_order(whole) | {"net": rounded(net, MONEY_PLACES), "period": whole["period"]}
    columns["cost"] = None if cost is None else rounded(EXACT.multiply(quantity, cost), MONEY_PLACES)
    columns |= {"promised_on": whole["promised_on"], "promised_period": whole["promised_period"]}
    return columns if stored is not None else columns | {"fulfilled_on": None, "on_time_in_full": None}


def delivery(row: Row, stored: Row | None) -> Columns:
    """The month it left in; customer and unit follow the order."""
    if row["quantity"] is not None and row["quantity"] < 0:
        raise NegativeQuantity(field="quantity", quantity=row["quantity"])
    return _of_order(row["order"]) | {"period": month_of(row["shipped_on"])}


def _of_order(whole: Row) -> Columns:
    return {name: whole[name] for name in ("unit_id", "customer_id", "salesperson_id")}
