"""What follows from the values of one contract or milestone: months, days of approval, order of events."""

from domain.contracts.contract import ContractStatus
from domain.core.errors import RuleBroken
from domain.core.fact_spec import Columns, Row
from domain.core.period import month_of
from domain.core.working_days import working_days_between
from domain.sales.complete_rows import currency
from domain.sales.price_list import check_validity


class NegativeContract(RuleBroken):
    """A contract about less than nothing."""

    text = "A contract value of {amount} is below 0. An amendment states the value agreed from then on."


class ApprovedBeforeSubmitted(RuleBroken):
    """Nobody can approve what was not yet proposed."""

    text = "Approved on {approved_on}, before it was submitted on {submitted_on}."


class AmendsItself(RuleBroken):
    """The contract would be its own amendment."""

    text = "Contract {number} cannot amend itself. Name the contract that it changes."


def contract(row: Row, stored: Row | None) -> Columns:
    """Month signed, days of approval, whether it was signed unreviewed and is a standard one."""
    _check(row)
    submitted, approved, signed = row["submitted_on"], row["approved_on"], row["signed_on"]
    counts = signed is not None and row["status"] != ContractStatus.CANCELLED
    known = submitted is not None and approved is not None
    on_template = row["on_template"]
    return {
        "currency": currency(row),
        "period": month_of(signed) if counts else None,
        "approved_period": approved and month_of(approved),
        "approval_days": working_days_between(submitted, approved) if known else None,
        "unreviewed": (approved is None or signed < approved) if signed else None,
        "standard": None if on_template is None else on_template and not row["clause_deviation"],
        "frame": bool(row["frame"]),
    }


def _check(row: Row) -> None:
    submitted, approved = row["submitted_on"], row["approved_on"]
    if row["amount"] < 0:
        raise NegativeContract(field="amount", amount=row["amount"])
    if submitted and approved and approved < submitted:
        raise ApprovedBeforeSubmitted(field="approved_on", approved_on=approved, submitted_on=submitted)
    check_validity(row["valid_from"], row["valid_to"])
    if row["amends"] and row["amends"] == row["number"]:
        raise AmendsItself(field="amends", number=row["number"])


def milestone(row: Row, stored: Row | None) -> Columns:
    """The month it is due; customer, salesperson and unit are those of its contract."""
    due, done, whole = row["due_on"], row["done_on"], row["contract"]
    return {name: whole[name] for name in ("unit_id", "customer_id", "salesperson_id")} | {
        "period": month_of(due),
        "in_time": done is not None and done <= due,
    }
