"""What the workforce offers to the indicators: heads, leavers, training, certificates, violations."""

from datetime import date

from sqlalchemy import ColumnElement, and_

from domain.core.measure import Measure, MeasureKind, Part, RecordView
from domain.organisation.person import Person
from domain.workforce.employment import Employment
from domain.workforce.rotation_duty import RotationDuty
from domain.workforce.training_duty import DutyState, TrainingDuty
from domain.workforce.training_record import TrainingRecord
from domain.workforce.violation import Violation, ViolationStatus

_BY_PERSON = frozenset({"salesperson"})
_KNOWN_POSTS = (Part(fact=Employment, period=Employment.period, usable=Employment.is_sales.is_not(None)),)
_FIRST = TrainingRecord.is_first_attempt.is_(True)


def _later(day: date) -> ColumnElement[bool]:
    return TrainingDuty.from_on > day


def _lasting(day: date) -> ColumnElement[bool]:
    return TrainingDuty.until_on > day


def _duties(name: str, state: DutyState) -> Measure:
    """People times courses in a state at the end of a period."""
    there = TrainingDuty.state == state
    return Measure(
        name=name,
        kind=MeasureKind.BALANCE,
        parts=(
            Part(fact=TrainingDuty, period=TrainingDuty.period, where=there, pending=_later),
            Part(
                fact=TrainingDuty,
                period=TrainingDuty.until_period,
                where=there,
                sign=-1,
                pending=_lasting,
            ),
        ),
    )


MEASURES: tuple[Measure, ...] = (
    Measure(
        name="staff_days",
        parts=(Part(fact=Employment, period=Employment.period, amount=Employment.days),),
    ),
    Measure(
        name="sales_staff_days",
        parts=(Part(fact=Employment, period=Employment.period, amount=Employment.sales_days),),
        coverage=_KNOWN_POSTS,
    ),
    Measure(
        name="sales_leavers",
        parts=(
            Part(
                fact=Employment,
                period=Employment.period,
                where=and_(Employment.is_last.is_(True), Employment.is_sales.is_(True)),
            ),
        ),
        coverage=_KNOWN_POSTS,
    ),
    _duties("certificates_required", DutyState.REQUIRED),
    _duties("certificates_valid", DutyState.VALID),
    _duties("certificates_expired", DutyState.EXPIRED),
    Measure(
        name="first_attempts",
        parts=(Part(fact=TrainingRecord, period=TrainingRecord.period, where=_FIRST),),
    ),
    Measure(
        name="first_attempts_passed",
        parts=(
            Part(
                fact=TrainingRecord,
                period=TrainingRecord.period,
                where=and_(_FIRST, TrainingRecord.passed.is_(True)),
            ),
        ),
    ),
    Measure(
        name="training_hours",
        parts=(
            Part(
                fact=TrainingRecord,
                period=TrainingRecord.period,
                amount=TrainingRecord.hours,
                usable=TrainingRecord.hours.is_not(None),
            ),
        ),
    ),
    Measure(
        name="violation_points",
        parts=(
            Part(
                fact=Violation,
                period=Violation.confirmed_period,
                amount=Violation.points,
                where=Violation.status == ViolationStatus.CONFIRMED,
            ),
        ),
        dimensions=_BY_PERSON,
    ),
    Measure(
        name="rotation_overdue",
        kind=MeasureKind.BALANCE,
        parts=(
            Part(
                fact=RotationDuty,
                period=RotationDuty.overdue_from,
                pending=lambda day: RotationDuty.due_on >= day,
            ),
            Part(
                fact=RotationDuty,
                period=RotationDuty.overdue_until,
                sign=-1,
                pending=lambda day: RotationDuty.ended_on > day,
            ),
        ),
    ),
)

RECORDS: tuple[RecordView, ...] = (
    RecordView(fact=Employment, number=Person.name, on=Person.joined_on, join=Employment.person),
    RecordView(
        fact=TrainingRecord, number=Person.name, on=TrainingRecord.completed_on, join=TrainingRecord.person
    ),
    RecordView(
        fact=TrainingDuty,
        number=Person.name,
        on=TrainingDuty.from_on,
        due=TrainingDuty.until_on,
        join=TrainingDuty.person,
    ),
    RecordView(
        fact=RotationDuty,
        number=Person.name,
        on=RotationDuty.since_on,
        due=RotationDuty.due_on,
        join=RotationDuty.person,
    ),
    RecordView(fact=Violation, number=Violation.number, on=Violation.occurred_on),
)
