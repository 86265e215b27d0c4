"""What activities, leads and open deals offer to the indicators."""

from datetime import date

from sqlalchemy import ColumnElement, and_

from domain.core.measure import Measure, MeasureKind, Part, RecordView
from domain.organisation.person import Person
from domain.sales.activity import Activity, ActivityKind, FollowUp, RepWeek
from domain.sales.lead import Lead
from domain.sales.opportunity import Opportunity
from domain.sales.stage_stay import StageStay

_BY_DEAL = frozenset({"salesperson", "customer", "product"})
_BY_PEOPLE = frozenset({"salesperson", "customer"})
_VISIT = Activity.kind == ActivityKind.VISIT
_OPEN = Opportunity.open_from.is_not(None)
_VALUED = Opportunity.amount.is_not(None)


def _planned_after(day: date) -> ColumnElement[bool]:
    return Activity.planned_on > day


def _matures_after(day: date) -> ColumnElement[bool]:
    return Lead.matures_on > day


def _visits(name: str, kind: MeasureKind, **what: object) -> Measure:
    """Visits in the month they are planned for."""
    part = Part(
        fact=Activity,
        period=Activity.planned_period,
        pending=_planned_after,
        **what,  # type: ignore[arg-type]
    )
    return Measure(name=name, kind=kind, parts=(part,), dimensions=_BY_PEOPLE)


def _leads(name: str, where: ColumnElement[bool] | None) -> Measure:
    """Leads in the month in which their 90 days end."""
    part = Part(fact=Lead, period=Lead.matures_period, where=where, pending=_matures_after)
    return Measure(name=name, parts=(part,), dimensions=_BY_PEOPLE)


_PIPELINE = (
    Part(
        fact=Opportunity,
        period=Opportunity.expected_period,
        amount=Opportunity.amount,
        usable=_VALUED,
    ),
)

MEASURES = (
    _visits("visits_planned", MeasureKind.FLOW, where=_VISIT),
    _visits(
        "visits_kept",
        MeasureKind.COHORT,
        where=and_(_VISIT, Activity.kept_period.is_not(None)),
        bin=Activity.kept_period,
    ),
    Measure(
        name="activities_effective",
        parts=(Part(fact=Activity, period=Activity.week_period, where=Activity.effective.is_(True)),),
        dimensions=frozenset({"salesperson"}),
        coverage=(Part(fact=Activity, period=Activity.week_period, usable=Activity.effective.is_not(None)),),
    ),
    Measure(
        name="rep_weeks",
        parts=(Part(fact=RepWeek, period=RepWeek.period, pending=lambda day: RepWeek.starts_on > day),),
        dimensions=frozenset({"salesperson"}),
    ),
    _leads("leads_matured", None),
    _leads("leads_converted", Lead.converted_in_time.is_(True)),
    Measure(
        name="open_opportunities",
        kind=MeasureKind.BALANCE,
        parts=(
            Part(fact=Opportunity, period=Opportunity.open_from),
            Part(fact=Opportunity, period=Opportunity.open_until, where=_OPEN, sign=-1),
        ),
        dimensions=_BY_DEAL,
    ),
    Measure(
        name="followed_up_opportunities",
        kind=MeasureKind.BALANCE,
        parts=(
            Part(fact=FollowUp, period=FollowUp.period, pending=lambda day: FollowUp.begins_on > day),
            Part(
                fact=FollowUp,
                period=FollowUp.fresh_until,
                sign=-1,
                pending=lambda day: FollowUp.ends_on > day,
            ),
        ),
        dimensions=_BY_DEAL,
    ),
    Measure(
        name="stalled_opportunities",
        kind=MeasureKind.BALANCE,
        parts=(
            Part(
                fact=StageStay,
                period=StageStay.stalled_from,
                pending=lambda day: StageStay.stalled_on > day,
            ),
            Part(
                fact=StageStay,
                period=StageStay.stalled_until,
                sign=-1,
                pending=lambda day: StageStay.left_on > day,
            ),
        ),
        dimensions=_BY_DEAL,
        # A deal without a history of stages is never seen to stall; the gap shows from its opening on.
        coverage=(Part(fact=Opportunity, period=Opportunity.open_from, usable=Opportunity.staged.is_(True)),),
    ),
    Measure(name="pipeline_expected", parts=_PIPELINE, dimensions=_BY_DEAL, money=True),
    Measure(
        name="pipeline_decided",
        kind=MeasureKind.COHORT,
        parts=(
            Part(
                fact=Opportunity,
                period=Opportunity.expected_period,
                amount=Opportunity.amount,
                where=and_(Opportunity.open_until.is_not(None), _VALUED),
                bin=Opportunity.open_until,
            ),
        ),
        dimensions=_BY_DEAL,
        money=True,
    ),
)

RECORDS = (
    RecordView(
        fact=Activity,
        number=Activity.number,
        on=Activity.done_on,
        customer=Activity.customer_id,
        due=Activity.planned_on,
    ),
    RecordView(fact=RepWeek, number=Person.number, on=RepWeek.starts_on, join=RepWeek.salesperson),
    RecordView(
        fact=Lead, number=Lead.number, on=Lead.created_on, customer=Lead.customer_id, due=Lead.matures_on
    ),
    RecordView(
        fact=FollowUp,
        number=Opportunity.ref,
        on=FollowUp.begins_on,
        customer=FollowUp.customer_id,
        due=FollowUp.ends_on,
        join=FollowUp.opportunity,
    ),
    RecordView(
        fact=StageStay,
        number=Opportunity.ref,
        on=StageStay.entered_on,
        customer=StageStay.customer_id,
        due=StageStay.stalled_on,
        join=StageStay.opportunity,
    ),
)
