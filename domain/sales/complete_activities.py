"""What follows from the values of one activity, lead or stage of a deal."""

import unicodedata
from datetime import date, timedelta

from domain.core.fact_spec import Columns, Row
from domain.core.period import month_of
from domain.sales.activity import LoggedBeforeDone, NeitherPlannedNorDone
from domain.sales.lead import CONVERSION_DAYS, ConvertedBeforeCreated, ConvertedWithoutDate, LeadStatus
from domain.sales.status_words import LEAD_STATUS

LOGGED_WITHIN = timedelta(days=3)
"""A report that comes later does not show that the activity was done."""


def activity(row: Row, stored: Row | None) -> Columns:
    """The months it is planned for, was done in, and whose week it belongs to."""
    planned, done, logged = row["planned_on"], row["done_on"], row["logged_on"]
    if planned is None and done is None:
        raise NeitherPlannedNorDone(field="done_on")
    if done and logged and logged < done:
        raise LoggedBeforeDone(field="logged_on", logged_on=logged, done_on=done)
    kept = done if done and (logged is None or logged - done <= LOGGED_WITHIN) else None
    return _of_deal(row) | {
        "period": month_of(done or planned),
        "planned_period": planned and month_of(planned),
        "kept_period": kept and month_of(kept),
        "week_period": kept and month_of(thursday_of(kept)),
    }


def thursday_of(day: date) -> date:
    """The Thursday of the day's week; its month is the month of the week (ISO 8601)."""
    return day + timedelta(days=3 - day.weekday())


def lead(row: Row, stored: Row | None) -> Columns:
    """The day on which it is judged, and whether it was converted by then."""
    created, converted = row["created_on"], row["converted_on"]
    status = _status(row, stored)
    if status is LeadStatus.CONVERTED and converted is None:
        raise ConvertedWithoutDate(field="converted_on")
    if converted and converted < created:
        raise ConvertedBeforeCreated(field="converted_on", converted_on=converted, created_on=created)
    matures = created + timedelta(days=CONVERSION_DAYS)
    return {
        "status": LeadStatus.CONVERTED if converted else status,
        "period": month_of(created),
        "matures_on": matures,
        "matures_period": month_of(matures),
        "converted_in_time": converted is not None and converted <= matures,
    }


def _status(row: Row, stored: Row | None) -> LeadStatus:
    if "status" not in row:
        return LeadStatus.OPEN if stored is None else LeadStatus(stored["status"])
    word = unicodedata.normalize("NFKC", row["status"] or "").casefold()
    return LEAD_STATUS.get("".join(sign for sign in word if sign.isalnum()), LeadStatus.OPEN)


def stage_history(row: Row, stored: Row | None) -> Columns:
    """The month it was entered in; unit and people follow the deal."""
    deal = row["opportunity"]
    copied = {name: deal[name] for name in ("unit_id", "customer_id", "product_id", "salesperson_id")}
    return copied | {"period": month_of(row["entered_on"])}


def _of_deal(row: Row) -> Columns:
    """Customer, salesperson and unit: as the row says, else those of the deal it names."""
    deal = row["opportunity"] or {}
    return {
        "customer_id": row["customer"] or deal.get("customer_id"),
        "salesperson_id": row["salesperson"] or deal.get("salesperson_id"),
        "unit_id": row["unit"] or deal.get("unit_id"),
    }
