"""What follows from the values of one imported row about the control work."""

from datetime import date

from domain.core.errors import RuleBroken
from domain.core.fact_spec import Columns, Row
from domain.core.overdue import overdue_months
from domain.core.period import month_of
from domain.oversight.action_course import ActionCourse
from domain.oversight.control_action import ActionStatus
from domain.oversight.security_incident import require_order_of_days


class ClosedBeforeFound(RuleBroken):
    """The dates contradict each other."""

    text = "It was closed on {closed_on}, before it was found on {found_on}."


def control_action(row: Row, stored: Row | None) -> Columns:
    """Punctuality and months overdue. One with a day of completion and no status is done."""
    said = row["status"] or (ActionStatus.DONE if row["done_on"] else ActionStatus.OPEN)
    status = ActionStatus(said)
    original = (stored and stored["original_due_on"]) or row["original_due_on"]
    course = ActionCourse(row["opened_on"], original, row["due_on"], status, row["done_on"])
    return {"status": status, "original_due_on": original} | course.columns()


def finding(row: Row, stored: Row | None) -> Columns:
    """Its months; whether it came back, the settling after the import finds out."""
    found_on, closed_on = row["found_on"], row["closed_on"]
    require_closed_after(found_on, closed_on)
    columns = {"period": month_of(found_on), "closed_period": closed_on and month_of(closed_on)}
    return columns if stored else columns | {"recurred_on": None, "recurred_period": None}


def require_closed_after(found_on: date, closed_on: date | None) -> None:
    """Refuse a closing before the finding."""
    if closed_on is not None and closed_on < found_on:
        raise ClosedBeforeFound(field="closed_on", closed_on=closed_on, found_on=found_on)


def control_test(row: Row, stored: Row | None) -> Columns:
    """Its month; which test concludes, the settling after the import finds out."""
    columns: Columns = {"period": month_of(row["tested_on"]), "is_key": bool(row["is_key"])}
    return columns if stored else columns | {"concludes": True}


def access_review(row: Row, stored: Row | None) -> Columns:
    """The month it is due in, and from when until when it was overdue."""
    overdue_from, overdue_until = overdue_months(row["due_on"], row["done_on"])
    return {
        "period": month_of(row["due_on"]),
        "overdue_from": overdue_from,
        "overdue_until": overdue_until,
    }


def security_incident(row: Row, stored: Row | None) -> Columns:
    """The month it happened in."""
    require_order_of_days(row["occurred_on"], row["closed_on"])
    return {"period": month_of(row["occurred_on"]), "personal_data": bool(row["personal_data"])}
