"""What follows from the values of one row about collecting money: months, deadlines, what is open."""

from datetime import timedelta
from decimal import Decimal

from domain.core.errors import RuleBroken
from domain.core.fact_spec import Columns, Row
from domain.core.period import month_of
from domain.core.working_days import working_days_after
from domain.receivables.complete_rows import of_invoice
from domain.sales.complete_rows import currency

GRACE_WORKING_DAYS = 1
CONFIRM_DAYS = 30
HIGHEST_LEVEL = 5


class NothingAtStake(RuleBroken):
    """A promise, note, write-off or recovery of nothing."""

    text = "The amount {amount} must be above 0."


class PromisedForThePast(RuleBroken):
    """The promised day was over when the promise was made."""

    text = "Promised for {promised_on}, before it was made on {made_on}."


class MaturesBeforeReceived(RuleBroken):
    """The note was already due when it came in."""

    text = "The note is due on {maturity}, before it was received on {received_on}."


class ConfirmedBeforeStated(RuleBroken):
    """Nobody confirms a balance that is still to come."""

    text = "Confirmed on {confirmed_on}, before the day of the statement {as_of}."


class NegativeAllowance(RuleBroken):
    """An allowance below nothing."""

    text = "A loss allowance of {amount} is below 0. Give it as a positive amount."


class UnknownLevel(RuleBroken):
    """A dunning level outside the ladder."""

    text = "Dunning level {level} is not one of 0 to {highest}."


def promise(row: Row, stored: Row | None) -> Columns:
    """Its deadline, the month in which it is kept or broken, and whether another day was agreed in time."""
    made, promised, moved = row["made_on"], row["promised_on"], row["moved_on"]
    if promised < made:
        raise PromisedForThePast(field="promised_on", promised_on=promised, made_on=made)
    deadline = working_days_after(promised, GRACE_WORKING_DAYS)
    return _at_stake(row) | {
        "deadline": deadline,
        "period": month_of(deadline),
        "moved": moved is not None and moved <= promised,
    }


def account_statement(row: Row, stored: Row | None) -> Columns:
    """When its confirmation is due, and what both sides agree on."""
    as_of, confirmed, amount = row["as_of"], row["confirmed_on"], row["amount"]
    if confirmed and confirmed < as_of:
        raise ConfirmedBeforeStated(field="confirmed_on", confirmed_on=confirmed, as_of=as_of)
    due = row["due_on"] or as_of + timedelta(days=CONFIRM_DAYS)
    agreed = max(amount - abs(row["difference"] or Decimal(0)), Decimal(0))
    return {
        "due_on": due,
        "period": month_of(due),
        "confirmed_period": confirmed and month_of(confirmed),
        "confirmed": agreed if confirmed else Decimal(0),
    }


def write_off(row: Row, stored: Row | None) -> Columns:
    """The month it was given up in."""
    return _at_stake(row) | {"period": month_of(row["written_off_on"])}


def recovery(row: Row, stored: Row | None) -> Columns:
    """The month the money came in."""
    return _at_stake(row) | {"period": month_of(row["recovered_on"])}


def note_receivable(row: Row, stored: Row | None) -> Columns:
    """When it is held, and when it is rejected or past its maturity; the due day itself is not past."""
    received, maturity, settled = row["received_on"], row["maturity"], row["settled_on"]
    if maturity < received:
        raise MaturesBeforeReceived(field="maturity", maturity=maturity, received_on=received)
    _positive(row)
    failed = min(day for day in (row["rejected_on"], maturity + timedelta(days=1)) if day)
    default = failed if settled is None or settled > failed else None
    return {
        "currency": currency(row),
        "period": month_of(received),
        "settled_period": settled and month_of(settled),
        "default_on": default,
        "default_from": default and month_of(default),
        "default_until": month_of(settled) if default and settled else None,
    }


def provision(row: Row, stored: Row | None) -> Columns:
    """The month from which it holds; until when follows from the unit's next one."""
    if row["amount"] < 0:
        raise NegativeAllowance(field="amount", amount=row["amount"])
    return {"period": month_of(row["as_of"])}


def collection_action(row: Row, stored: Row | None) -> Columns:
    """The month it was done in; customer and unit are those of its invoice where the row names none."""
    level = row["level"]
    if level is not None and (level != int(level) or not 0 <= level <= HIGHEST_LEVEL):
        raise UnknownLevel(field="level", level=level, highest=HIGHEST_LEVEL)
    return of_invoice(row) | {
        "period": month_of(row["done_on"]),
        "level": None if level is None else int(level),
        "interrupts": bool(row["interrupts"]),
    }


def _at_stake(row: Row) -> Columns:
    _positive(row)
    return of_invoice(row)


def _positive(row: Row) -> None:
    if row["amount"] <= 0:
        raise NothingAtStake(field="amount", amount=row["amount"])
