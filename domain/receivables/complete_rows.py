"""What follows from the values of one invoice, credit note or receipt: months, net amounts, terms."""

from datetime import date
from decimal import Decimal
from typing import Any

from domain.core.benford import first_digit
from domain.core.errors import RuleBroken
from domain.core.fact_spec import Columns, Companion, Row
from domain.core.period import in_last_days, month_of
from domain.receivables.ageing import first_day_past
from domain.receivables.allocation import NegativeReceipt
from domain.receivables.duplicates import normalised_number
from domain.receivables.invoice import AGEING_PERIODS
from domain.sales.complete_rows import currency

PAST = dict(zip(AGEING_PERIODS, (0, 30, 60, 90), strict=True))
"""Column of the month from which an item is more than so many days past due."""
SECOND_HALF = 15
"""Days at the end of a month whose sales are looked at again for what comes back soon after."""
MONTH_END_DAYS = 3
"""The last days of a month, in which sales are pushed."""
FIRST_DIGIT_FROM, ROUND = 10, 1000
CASH_WORDS = ("现金", "cash", "现款")
NOT_CASH = ("cash against", "cashier", "cash transfer")
SETTLED = "#settled"
"""What the reference of a receipt ends with that an invoice row brought along."""


class NegativeInvoice(RuleBroken):
    """A claim below zero is a reduction of a claim."""

    text = "The amount {amount} is negative. Import reductions as credit notes (fact credit_note)."


class NoCredit(RuleBroken):
    """A credit note that reduces nothing."""

    text = "A credit note needs an amount other than 0."


class DueBeforeIssue(RuleBroken):
    """The claim would be due before it existed."""

    text = "Due on {due_on}, before it was issued on {issued_on}. Correct one of the two dates."


class NetAboveGross(RuleBroken):
    """Net and gross are exchanged, or one of them is wrong."""

    text = "The net amount {net} is larger than the amount with tax {amount}. Check which column is which."


class PaidWithoutDate(RuleBroken):
    """Money came in, but nobody says when."""

    text = "Paid amount {paid} without the date of settlement. Add settled_on, or import it as a receipt."


class NothingPaid(RuleBroken):
    """A settlement without money."""

    text = "A settled invoice needs a paid amount above 0, or none at all (then it was paid in full)."


def invoice(row: Row, stored: Row | None) -> Columns:
    """Net amount, term, and the months in which the invoice counts, is due and passes each age."""
    amount, issued, due = row["amount"], row["issued_on"], row["due_on"]
    if min(amount, row["net"]) < 0:
        raise NegativeInvoice(field="amount", amount=min(amount, row["net"]))
    if due and due < issued:
        raise DueBeforeIssue(field="due_on", due_on=due, issued_on=issued)
    if row.get("paid_amount") is not None and row.get("settled_on") is None:
        raise PaidWithoutDate(field="settled_on", paid=row["paid_amount"])
    if row.get("paid_amount") is not None and row["paid_amount"] <= 0:
        raise NothingPaid(field="paid_amount")
    return amount_signs(amount) | {
        "number_key": normalised_number(row["number"]),
        "currency": currency(row),
        "net": _net(row["net"], amount),
        "period": month_of(issued),
        "at_month_end": in_last_days(issued, MONTH_END_DAYS),
        "in_second_half": in_last_days(issued, SECOND_HALF),
        "due_period": due and month_of(due),
        "term_amount": None if due is None else amount * (due - issued).days,
        **{column: due and month_of(first_day_past(due, days)) for column, days in PAST.items()},
    }


def amount_signs(amount: Decimal) -> Columns:
    """The first digit of an amount (from 10 on), and whether it is round (from 1000).

    Small prices and round small prices decide nothing.
    """
    return {
        "first_digit": first_digit(amount) if amount >= FIRST_DIGIT_FROM else None,
        "round_amount": not amount % ROUND if amount >= ROUND else None,
    }


def settlement_of(row: Row, columns: Columns, stored: Row | None) -> list[Companion]:
    """The receipt that a settled invoice brings along; nothing is said where the file has no such column."""
    if "settled_on" not in row:
        return []
    received, paid = row["settled_on"], row.get("paid_amount") or columns["amount"]
    receipt = None
    if received is not None and paid > 0:
        receipt = {name: columns[name] for name in ("number", "currency", "customer_id", "salesperson_id")}
        receipt |= {"unit_id": columns["unit_id"], "received_on": received, "amount": paid}
        receipt |= {"period": month_of(received)}
    ref = columns["number"] + SETTLED
    return [Companion(fact="receipt", source_ref=ref, columns=receipt, link="named_invoice_id")]


def credit_note(row: Row, stored: Row | None) -> Columns:
    """A reduction, kept as a positive amount whatever sign the file gives it."""
    amount = abs(row["amount"])
    if not amount:
        raise NoCredit(field="amount")
    return of_invoice(row) | {
        "amount": amount,
        "net": _net(abs(row["net"]), amount),
        "currency": currency(row),
        "period": month_of(row["issued_on"]),
    }


def receipt(row: Row, stored: Row | None) -> Columns:
    """Money that came in; what it settles is decided by the settlement of the customer's account."""
    if row["amount"] < 0:
        raise NegativeReceipt(field="amount", amount=row["amount"])
    return of_invoice(row) | {
        "currency": currency(row),
        "period": month_of(row["received_on"]),
        "in_cash": _in_cash(row["method"]),
    }


def _in_cash(method: str | None) -> bool | None:
    said = (method or "").casefold()
    if not said:
        return None
    return any(word in said for word in CASH_WORDS) and not any(word in said for word in NOT_CASH)


def _net(net: Decimal, amount: Decimal) -> Decimal:
    if net > amount:
        raise NetAboveGross(field="net", net=net, amount=amount)
    return net


def of_invoice(row: Row) -> Columns:
    """Customer, salesperson and unit: as the row says, else those of the invoice it names."""
    named = row["invoice"]
    return {
        "customer_id": row["customer"] or told_by(named, "customer_id"),
        "salesperson_id": row["salesperson"] or told_by(named, "salesperson_id"),
        "unit_id": row["unit"] or told_by(named, "unit_id"),
    }


def told_by(other: Row | None, column: str) -> Any:
    """What a record that a row names says itself; None where the row names none."""
    return None if other is None else other[column]


def months_past(invoice: Row, on: date) -> Columns:
    """Months of something that happened to an invoice: never before the invoice itself gets there."""
    own = month_of(on)
    later = {column: invoice[column] and max(own, invoice[column]) for column in AGEING_PERIODS}
    return {"period": own, "due_period": invoice["due_period"], **later}
