"""What follows from the values of one imported row about people."""

from domain.core.fact_spec import Columns, Row
from domain.core.period import month_of
from domain.workforce.training_record import require_training
from domain.workforce.training_requirement import require_some_time
from domain.workforce.violation import ViolationSeverity, ViolationStatus, consequences


def training_record(row: Row, stored: Row | None) -> Columns:
    """Its month; its unit is that of its person, which the settling after the import finds."""
    require_training(row["completed_on"], row["valid_until"], row["hours"])
    return {
        "period": month_of(row["completed_on"]),
        "unit_id": stored["unit_id"] if stored else None,
    }


def training_requirement(row: Row, stored: Row | None) -> Columns:
    """Nothing follows; a requirement that never holds is refused."""
    require_some_time(row["since"], row["until"])
    return {}


def violation(row: Row, stored: Row | None) -> Columns:
    """Points and months. One with the day of its confirmation and no status is confirmed."""
    said = row["status"] or (ViolationStatus.CONFIRMED if row["confirmed_on"] else ViolationStatus.PENDING)
    status = ViolationStatus(said)
    severity = ViolationSeverity(row["severity"])
    return {"status": status} | consequences(row["occurred_on"], severity, status, row["confirmed_on"])
