"""What service offers to the indicators: returns, complaints, satisfaction, suggestions, care."""

from datetime import date

from sqlalchemy import ColumnElement, and_

from domain.core.measure import Measure, MeasureKind, Part, RecordView
from domain.receivables.invoice import Invoice, InvoiceStatus
from domain.service.care_event import CareEvent, CareKind
from domain.service.complaint import Complaint, ComplaintStatus
from domain.service.goods_return import GoodsReturn
from domain.service.suggestion import Suggestion, SuggestionKind
from domain.service.survey_response import Opinion, SurveyKind, SurveyResponse

_ALL = frozenset({"salesperson", "customer", "product"})
_PARTIES = frozenset({"salesperson", "customer"})
_STANDS = Complaint.status != ComplaintStatus.WITHDRAWN
_IN_CARE = CareEvent.kind.in_((CareKind.TOUCH, CareKind.EARN, CareKind.REDEEM))


def _due_after(day: date) -> ColumnElement[bool]:
    """Complaints that may still be settled in time."""
    return Complaint.sla_due_on > day


def _due(name: str, *where: ColumnElement[bool]) -> Measure:
    """Complaints by the month in which they had to be settled."""
    part = Part(
        fact=Complaint, period=Complaint.sla_period, where=and_(_STANDS, *where), pending=_due_after
    )  # fmt: skip
    return Measure(name=name, parts=(part,), dimensions=_ALL)


def _answers(name: str, kind: SurveyKind, *verdicts: Opinion) -> Measure:
    """Valid answers, of the given verdicts where any are named."""
    said = SurveyResponse.verdict.in_(verdicts) if verdicts else SurveyResponse.verdict.is_not(None)
    where = and_(SurveyResponse.kind == kind, said)
    part = Part(fact=SurveyResponse, period=SurveyResponse.period, where=where)
    return Measure(name=name, parts=(part,), dimensions=_ALL)


def _decided(name: str, *where: ColumnElement[bool]) -> Measure:
    kind = Suggestion.kind == SuggestionKind.SUGGESTION
    part = Part(fact=Suggestion, period=Suggestion.decided_period, where=and_(kind, *where))
    return Measure(name=name, parts=(part,))


def _members(kind: CareKind, sign: int) -> Part:
    where = CareEvent.kind == kind
    return Part(fact=CareEvent, period=CareEvent.period, where=where, sign=sign)


_IN_SECOND_HALF = and_(Invoice.status == InvoiceStatus.POSTED, Invoice.in_second_half.is_(True))

MEASURES = (
    Measure(
        name="returned_net",
        parts=(Part(fact=GoodsReturn, period=GoodsReturn.period, amount=GoodsReturn.net),),
        dimensions=_ALL,
        money=True,
    ),
    Measure(
        name="second_half_returned",
        parts=(Part(fact=GoodsReturn, period=GoodsReturn.closing_period, amount=GoodsReturn.net),),
        dimensions=_ALL,
        money=True,
        # A return whose sale nobody knows counts for no month; the gap shows when it came back.
        coverage=(
            Part(
                fact=GoodsReturn, period=GoodsReturn.period, usable=GoodsReturn.sold_on.is_not(None)
            ),
        ),
    ),
    Measure(
        name="second_half_sales",
        parts=(Part(fact=Invoice, period=Invoice.period, amount=Invoice.net, where=_IN_SECOND_HALF),),
        dimensions=_PARTIES,
        money=True,
        coverage=(
            Part(
                fact=Invoice, period=Invoice.period, where=Invoice.status == InvoiceStatus.POSTED,
                usable=Invoice.in_second_half.is_not(None),
            ),
        ),
    ),
    Measure(
        name="complaints",
        parts=(Part(fact=Complaint, period=Complaint.period, where=_STANDS),),
        dimensions=_ALL,
    ),
    Measure(
        name="complaints_repeated",
        parts=(
            Part(fact=Complaint, period=Complaint.period, where=and_(_STANDS, Complaint.repeated.is_(True))),
        ),
        dimensions=_ALL,
        coverage=(
            Part(
                fact=Complaint, period=Complaint.period, where=_STANDS,
                usable=Complaint.repeated.is_not(None),
            ),
        ),
    ),
    _due("complaints_due"),
    _due("complaints_in_time", Complaint.resolved_in_time.is_(True)),
    Measure(
        name="response_hours",
        kind=MeasureKind.HISTOGRAM,
        parts=(
            Part(
                fact=Complaint, period=Complaint.period, where=_STANDS, bin=Complaint.response_hours,
                usable=Complaint.response_hours.is_not(None),
            ),
        ),
        dimensions=_ALL,
    ),
    _answers("csat_answers", SurveyKind.CSAT),
    _answers("csat_satisfied", SurveyKind.CSAT, Opinion.SATISFIED),
    _answers("nps_answers", SurveyKind.NPS),
    _answers("nps_promoters", SurveyKind.NPS, Opinion.PROMOTER),
    _answers("nps_detractors", SurveyKind.NPS, Opinion.DETRACTOR),
    _decided("suggestions_decided"),
    _decided("suggestions_adopted", Suggestion.adopted.is_(True)),
    Measure(
        name="suggestions_unanswered",
        kind=MeasureKind.BALANCE,
        parts=(
            Part(
                fact=Suggestion, period=Suggestion.late_from,
                pending=lambda day: Suggestion.reply_due_on >= day,
            ),
            Part(
                fact=Suggestion, period=Suggestion.late_until, sign=-1,
                pending=lambda day: Suggestion.replied_on > day,
            ),
        ),
    ),
    Measure(
        name="care_members",
        kind=MeasureKind.BALANCE,
        parts=(_members(CareKind.JOIN, 1), _members(CareKind.LEAVE, -1)),
        dimensions=_PARTIES,
        members=True,
    ),
    Measure(
        name="care_contacts",
        parts=(Part(fact=CareEvent, period=CareEvent.period, where=_IN_CARE),),
        dimensions=_PARTIES,
        members=True,
    ),
)  # fmt: skip

RECORDS = (
    RecordView(
        fact=GoodsReturn,
        number=GoodsReturn.number,
        on=GoodsReturn.accepted_on,
        customer=GoodsReturn.customer_id,
    ),
    RecordView(
        fact=Complaint,
        number=Complaint.number,
        on=Complaint.received_on,
        customer=Complaint.customer_id,
        due=Complaint.sla_due_on,
    ),
    RecordView(
        fact=SurveyResponse,
        number=SurveyResponse.number,
        on=SurveyResponse.answered_on,
        customer=SurveyResponse.customer_id,
    ),
    RecordView(
        fact=Suggestion, number=Suggestion.number, on=Suggestion.received_on, due=Suggestion.reply_due_on
    ),
    RecordView(
        fact=CareEvent, number=CareEvent.source_ref, on=CareEvent.happened_on, customer=CareEvent.customer_id
    ),
)
