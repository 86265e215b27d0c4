"""What follows from the values of one credit limit or grade."""

from decimal import Decimal

from domain.core.errors import RuleBroken
from domain.core.fact_spec import Columns, Row
from domain.core.period import month_of
from domain.credit.grade_scale import in_distress
from domain.sales.complete_rows import currency
from domain.sales.price_list import check_validity


class NegativeLimit(RuleBroken):
    """A limit below nothing."""

    text = "A credit limit of {amount} is below 0. A customer without credit has a limit of 0."


class TemporaryWithoutEnd(RuleBroken):
    """What has no end is not temporary."""

    text = "A temporary credit limit needs its last day."


class NotWholeDays(RuleBroken):
    """A term that is no number of days."""

    text = "A payment term of {days} days is not possible. Give a whole number of days, 0 or more."


def credit_limit(row: Row, stored: Row | None) -> Columns:
    """The month from which it holds; until when it holds follows from the customer's other limits."""
    begins, ends, temporary = row["valid_from"], row["valid_to"], bool(row["temporary"])
    if row["amount"] < 0:
        raise NegativeLimit(field="amount", amount=row["amount"])
    if temporary and ends is None:
        raise TemporaryWithoutEnd(field="valid_to")
    check_validity(begins, ends)
    return {
        "unit_id": stored and stored["unit_id"],
        "currency": currency(row),
        "period": month_of(begins),
        "term_days": _whole_days(row["term_days"]),
        "temporary": temporary,
        "counts": not temporary or bool(row["approved_by"]),
    }


def credit_grade(row: Row, stored: Row | None) -> Columns:
    """The month of the assessment and whether the customer is in distress."""
    graded = row["graded_on"]
    check_validity(graded, row["valid_to"])
    return {
        "unit_id": stored and stored["unit_id"],
        "period": month_of(graded),
        "in_distress": in_distress(row["z_score"]),
    }


def _whole_days(days: Decimal | int | None) -> int | None:
    if days is not None and (days < 0 or days != int(days)):
        raise NotWholeDays(field="term_days", days=days)
    return None if days is None else int(days)
