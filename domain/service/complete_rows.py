"""What follows from the values of one return, complaint, answer, suggestion or care event."""

from datetime import date, timedelta
from decimal import Decimal

from domain.core.clock import business_date
from domain.core.errors import RuleBroken
from domain.core.fact_spec import Columns, Row
from domain.core.period import month_of
from domain.core.working_days import working_days_after
from domain.receivables.complete_rows import told_by
from domain.sales.complete_rows import currency
from domain.service.complaint import ComplaintGrade, ComplaintStatus
from domain.service.suggestion import SuggestionKind
from domain.service.survey_response import Opinion, SurveyKind

REPLY_WITHIN = 10
"""Working days in which a suggestion or report is to be answered."""
USUAL_SCALE, NPS_SCALE = Decimal(5), Decimal(10)
HOUR = timedelta(hours=1)


class NothingReturned(RuleBroken):
    """A return without goods or money."""

    text = "A return needs a net amount other than 0."


class Backwards(RuleBroken):
    """Something is answered, settled or decided before it came in."""

    text = "{later} lies before the receipt on {received}. Correct one of the two."


class ImpossibleScore(RuleBroken):
    """An answer that could not be given."""

    text = "The score {score} lies outside {lowest} to {highest}."


class DecidedWithoutDate(RuleBroken):
    """Adopted or turned down, but nobody says when."""

    text = "Say when it was decided: decided_on is empty."


def goods_return(row: Row, stored: Row | None) -> Columns:
    """A return, kept as a positive amount; customer and others as the row says, else those of its sale."""
    net, quantity = abs(row["net"]), row["quantity"]
    if not net:
        raise NothingReturned(field="net")
    parties = {
        party: row[party.removesuffix("_id")]
        or told_by(row["invoice"], party)
        or told_by(row["order"], party)
        for party in ("customer_id", "salesperson_id", "unit_id")
    }
    return parties | {
        "net": net,
        "quantity": None if quantity is None else abs(quantity),
        "currency": currency(row),
        "period": month_of(row["accepted_on"]),
    }


def complaint(row: Row, stored: Row | None) -> Columns:
    """Its dates, the hours to the first answer, and whether it was settled in time."""
    received, answered, resolved = row["received_at"], row["first_response_at"], row["resolved_on"]
    received_on, agreed = business_date(received), row["sla_due_on"]
    _forward("first_response_at", received_on, answered and business_date(answered))
    _forward("resolved_on", received_on, resolved)
    _forward("sla_due_on", received_on, agreed)
    due = agreed or settled_by(received_on, ComplaintGrade(row["severity"] or ComplaintGrade.NORMAL))
    done = ComplaintStatus.RESOLVED if resolved else ComplaintStatus.OPEN
    return {
        "received_on": received_on,
        "period": month_of(received_on),
        "response_hours": None if answered is None else max(0, -((received - answered) // HOUR)),
        "sla_due_on": due,
        "sla_period": month_of(due),
        "resolved_in_time": None if resolved is None else resolved <= due,
        "status": row["status"] if row["status"] == ComplaintStatus.WITHDRAWN else done,
    }


def settled_by(received_on: date, severity: ComplaintGrade) -> date:
    """The last day to settle a complaint for which no other day was agreed (domain reference I)."""
    if severity is ComplaintGrade.NORMAL:
        return working_days_after(received_on, 5)
    return received_on + timedelta(days=1 if severity is ComplaintGrade.CRITICAL else 3)


def survey_response(row: Row, stored: Row | None) -> Columns:
    """What the score says. NPS: 0 to 10; CSAT: 1 to the scale, top two boxes are satisfied."""
    kind, score = SurveyKind(row["kind"]), row["score"]
    scale = NPS_SCALE if kind is SurveyKind.NPS else row["scale"] or USUAL_SCALE
    lowest = 0 if kind is SurveyKind.NPS else 1
    if score is not None and not lowest <= score <= scale:
        raise ImpossibleScore(field="score", score=score, lowest=lowest, highest=scale)
    return {
        "scale": scale,
        "verdict": None if score is None else _verdict(kind, score, scale),
        "period": month_of(row["answered_on"]),
    }


def _verdict(kind: SurveyKind, score: Decimal, scale: Decimal) -> Opinion:
    if kind is SurveyKind.CSAT:
        return Opinion.SATISFIED if score >= scale - 1 else Opinion.UNSATISFIED
    if score >= 9:
        return Opinion.PROMOTER
    return Opinion.PASSIVE if score >= 7 else Opinion.DETRACTOR


def suggestion(row: Row, stored: Row | None) -> Columns:
    """When a reply was due, and from when to when it was late. A report keeps no subject."""
    received, replied, decided = row["received_on"], row["replied_on"], row["decided_on"]
    _forward("replied_on", received, replied)
    _forward("decided_on", received, decided)
    if row["adopted"] is not None and decided is None:
        raise DecidedWithoutDate(field="decided_on")
    due = working_days_after(received, REPLY_WITHIN)
    late = replied is None or replied > due
    report = row["kind"] == SuggestionKind.REPORT
    return {
        "subject": "" if report else row["subject"],
        "period": month_of(received),
        "reply_due_on": due,
        "decided_period": decided and month_of(decided),
        "adopted": None if decided is None else bool(row["adopted"]),
        "late_from": month_of(due + timedelta(days=1)) if late else None,
        "late_until": month_of(replied) if late and replied else None,
    }


def care_event(row: Row, stored: Row | None) -> Columns:
    """The month it happened in."""
    return {"period": month_of(row["happened_on"])}


def _forward(field: str, received: date, later: date | None) -> None:
    if later is not None and later < received:
        raise Backwards(field=field, later=later, received=received)
