"""What oversight offers to the indicators: actions, findings, tests, access, incidents, alerts."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, and_, false
from sqlalchemy.orm import InstrumentedAttribute

from domain.core.entity import Fact
from domain.core.measure import Measure, MeasureKind, Part, RecordView
from domain.oversight.access_event import AccessEvent
from domain.oversight.access_review import AccessReview
from domain.oversight.account_life import AccountLife
from domain.oversight.alert_record import AlertRecord
from domain.oversight.control_action import ControlAction
from domain.oversight.control_test import ControlTest
from domain.oversight.duty_conflict import DutyConflict
from domain.oversight.finding import Finding
from domain.oversight.posting_activity import PostingActivity
from domain.oversight.security_incident import SecurityIncident

_BY_PERSON = frozenset({"salesperson"})
_POSTED = PostingActivity.period
Pending = Callable[[date], ColumnElement[bool]]


_ACCOUNTS = Part(fact=AccountLife, period=AccountLife.period, where=false())
"""Counts nothing, and tells since when there are accounts that conflicts and events could come from: then
none is a true zero."""


def _between(
    name: str,
    fact: type[Fact],
    begins: InstrumentedAttribute[Any],
    ends: InstrumentedAttribute[Any],
    *,
    not_yet: Pending | None = None,
    where: ColumnElement[bool] | None = None,
    by: frozenset[str] = frozenset(),
) -> Measure:
    """How many records are in a state at the end of a period that they enter and leave in given months."""
    return Measure(
        name=name,
        kind=MeasureKind.BALANCE,
        parts=(
            Part(fact=fact, period=begins, where=where, pending=not_yet),
            Part(fact=fact, period=ends, where=where, sign=-1),
        ),
        dimensions=by,
    )


def _count(
    name: str,
    fact: type[Fact],
    period: InstrumentedAttribute[Any],
    where: ColumnElement[bool] | None = None,
    **more: Any,
) -> Measure:
    """Records of the month."""
    pending, by = more.pop("pending", None), more.pop("by", frozenset())
    part = Part(fact=fact, period=period, where=where, pending=pending, **more)
    return Measure(name=name, parts=(part,), dimensions=by)


def _still_due(day: date) -> ColumnElement[bool]:
    return ControlAction.original_due_on > day


def _watched(measure: Measure) -> Measure:
    """No such record ever is a true zero as long as there are accounts."""
    parts = tuple(replace(part, optional=True) for part in measure.parts)
    return replace(measure, parts=(*parts, _ACCOUNTS))


MEASURES: tuple[Measure, ...] = (
    _count("actions_due", ControlAction, ControlAction.due_period, pending=_still_due, by=_BY_PERSON),
    _count(
        "actions_in_time", ControlAction, ControlAction.due_period, ControlAction.in_time.is_(True),
        pending=_still_due, by=_BY_PERSON,
    ),
    _between("actions_open", ControlAction, ControlAction.period, ControlAction.ended_period, by=_BY_PERSON),
    _between(
        "actions_overdue", ControlAction, ControlAction.overdue_from, ControlAction.overdue_until,
        not_yet=lambda day: ControlAction.due_on >= day, by=_BY_PERSON,
    ),
    _count("findings_closed", Finding, Finding.closed_period),
    Measure(
        name="findings_recurred",
        kind=MeasureKind.COHORT,
        parts=(
            Part(
                fact=Finding, period=Finding.closed_period, where=Finding.recurred_period.is_not(None),
                bin=Finding.recurred_period,
            ),
        ),
    ),
    _count("controls_tested", ControlTest, ControlTest.period, ControlTest.concludes.is_(True)),
    _count(
        "controls_effective", ControlTest, ControlTest.period,
        and_(ControlTest.concludes.is_(True), ControlTest.effective.is_(True)),
    ),
    _count(
        "key_controls_failed", ControlTest, ControlTest.period,
        and_(
            ControlTest.concludes.is_(True), ControlTest.is_key.is_(True), ControlTest.effective.is_(False)
        ),
    ),
    _between(
        "leaver_accounts", AccountLife, AccountLife.overdue_from, AccountLife.overdue_until,
        not_yet=lambda day: AccountLife.overdue_on > day,
    ),
    _watched(
        _between(
            "duty_conflicts", DutyConflict, DutyConflict.period, DutyConflict.until_period,
            where=DutyConflict.accepted.is_(False),
        )
    ),
    _between(
        "access_reviews_overdue", AccessReview, AccessReview.overdue_from, AccessReview.overdue_until,
        not_yet=lambda day: AccessReview.due_on >= day,
    ),
    _count("security_incidents", SecurityIncident, SecurityIncident.period),
    _watched(_count("access_events", AccessEvent, AccessEvent.period, by=_BY_PERSON)),
    _count("postings", PostingActivity, _POSTED, amount=PostingActivity.entries, by=_BY_PERSON),
    _count("postings_off_hours", PostingActivity, _POSTED, amount=PostingActivity.off_hours, by=_BY_PERSON),
    _count("alerts_opened", AlertRecord, AlertRecord.period),
    _count("alerts_ended", AlertRecord, AlertRecord.ended_period),
    _count("alerts_false", AlertRecord, AlertRecord.ended_period, AlertRecord.false_alarm.is_(True)),
    Measure(
        name="alert_answer_days",
        kind=MeasureKind.HISTOGRAM,
        parts=(
            Part(
                fact=AlertRecord, period=AlertRecord.answered_period, bin=AlertRecord.answer_days,
                where=AlertRecord.answer_days.is_not(None),
            ),
        ),
    ),
)  # fmt: skip

RECORDS: tuple[RecordView, ...] = (
    RecordView(
        fact=ControlAction, number=ControlAction.number, on=ControlAction.opened_on, due=ControlAction.due_on
    ),
    RecordView(fact=Finding, number=Finding.number, on=Finding.found_on),
    RecordView(fact=ControlTest, number=ControlTest.control, on=ControlTest.tested_on),
    RecordView(
        fact=AccountLife, number=AccountLife.username, on=AccountLife.opened_on, due=AccountLife.left_on
    ),
    RecordView(fact=DutyConflict, number=DutyConflict.who, on=DutyConflict.since_on),
    RecordView(
        fact=AccessReview, number=AccessReview.number, on=AccessReview.due_on, due=AccessReview.due_on
    ),
    RecordView(fact=SecurityIncident, number=SecurityIncident.number, on=SecurityIncident.occurred_on),
    RecordView(fact=AccessEvent, number=AccessEvent.who, on=AccessEvent.happened_on),
    RecordView(fact=PostingActivity, number=PostingActivity.who, on=PostingActivity.latest_on),
    RecordView(fact=AlertRecord, number=AlertRecord.indicator, on=AlertRecord.opened_on),
)
