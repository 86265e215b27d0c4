"""What credit offers to the indicators: limits in force, and who was graded how."""

from sqlalchemy import ColumnElement
from sqlalchemy.orm import InstrumentedAttribute

from domain.core.measure import Measure, MeasureKind, Part, RecordView
from domain.credit.credit_grade import CreditGrade
from domain.credit.credit_limit import CreditLimit
from domain.sales.customer import Customer

_BY = frozenset({"customer"})


def _graded(
    name: str, where: ColumnElement[bool] | None, amount: InstrumentedAttribute[object] | None = None
) -> Measure:
    """Assessments from their day until they expire or are replaced."""
    parts = (
        Part(
            fact=CreditGrade,
            period=CreditGrade.period,
            amount=amount,
            where=where,
            pending=lambda day: CreditGrade.graded_on > day,
        ),
        Part(
            fact=CreditGrade,
            period=CreditGrade.until_period,
            amount=amount,
            where=where,
            sign=-1,
            pending=lambda day: CreditGrade.ends_on > day,
        ),
    )
    return Measure(name=name, kind=MeasureKind.BALANCE, parts=parts, dimensions=_BY, members=True)


_SCORED = CreditGrade.score.is_not(None)
_WORSE = CreditGrade.downgraded.is_(True)

MEASURES: tuple[Measure, ...] = (
    Measure(
        name="credit_limit",
        kind=MeasureKind.BALANCE,
        parts=(
            Part(
                fact=CreditLimit,
                period=CreditLimit.period,
                amount=CreditLimit.amount,
                where=CreditLimit.counts.is_(True),
                pending=lambda day: CreditLimit.valid_from > day,
            ),
            Part(
                fact=CreditLimit,
                period=CreditLimit.until_period,
                amount=CreditLimit.amount,
                where=CreditLimit.counts.is_(True),
                sign=-1,
                pending=lambda day: CreditLimit.ends_on > day,
            ),
        ),
        dimensions=_BY,
        money=True,
        members=True,
    ),
    _graded("customers_graded", None),
    _graded("customers_scored", _SCORED),
    _graded("credit_scores", _SCORED, CreditGrade.score),
    _graded("customers_with_z", CreditGrade.in_distress.is_not(None)),
    _graded("customers_in_distress", CreditGrade.in_distress.is_(True)),
    Measure(
        name="customers_downgraded",
        kind=MeasureKind.BALANCE,
        parts=(
            Part(
                fact=CreditGrade,
                period=CreditGrade.period,
                where=_WORSE,
                pending=lambda day: CreditGrade.graded_on > day,
            ),
            Part(
                fact=CreditGrade,
                period=CreditGrade.downgraded_until_period,
                where=_WORSE,
                sign=-1,
                pending=lambda day: CreditGrade.downgraded_until > day,
            ),
        ),
        dimensions=_BY,
        members=True,
    ),
)

RECORDS: tuple[RecordView, ...] = (
    RecordView(
        fact=CreditLimit,
        number=Customer.number,
        on=CreditLimit.valid_from,
        customer=CreditLimit.customer_id,
        due=CreditLimit.valid_to,
        join=CreditLimit.customer,
    ),
    RecordView(
        fact=CreditGrade,
        number=Customer.number,
        on=CreditGrade.graded_on,
        customer=CreditGrade.customer_id,
        due=CreditGrade.valid_to,
        join=CreditGrade.customer,
    ),
)
